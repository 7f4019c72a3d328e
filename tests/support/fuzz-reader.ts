import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPdfFile } from '#shared/core/merge/foreign/file.ts';
import { isRefusal } from '#shared/core/refusal.ts';
import { readHere, takeHere } from './foreign.ts';

const MAX_MS = 2000;
/** Where a pack lies that was taken out of a PDF. */
const TAKEN = join(tmpdir(), `briefwright-fuzz-${process.pid}.bwpack`);

const read = async (path: string): Promise<void> => {
  if (!isPdfFile(path)) return void readHere(path);
  try {
    writeFileSync(TAKEN, await takeHere(path));
    readHere(TAKEN);
  } finally {
    rmSync(TAKEN, { force: true });
  }
};

const outcomeOf = async (path: string): Promise<string> => {
  const start = process.cpuUsage();
  try {
    await read(path);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 < MAX_MS ? 'read' : 'mistake: it took too long';
  } catch (error) {
    if (isRefusal(error) && error.data.params.what !== 'it holds what cannot be read') return error.data.reason;
    const { cause = error } = error as Error;
    return `mistake: ${cause instanceof Error ? cause.stack : String(cause)}`;
  }
};

// Reads one file after another, as the process of the product does once, and tells what came of each.
process.on('message', (path) => void outcomeOf(String(path)).then((outcome) => process.send?.(outcome)));
process.on('disconnect', () => process.exit());
