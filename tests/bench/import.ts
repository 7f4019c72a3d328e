import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFacts } from './csv.ts';
import { type Line, median } from './measure.ts';
import { runCommand, runProgram } from './process.ts';

export const FACTS = 50_000;

/** The library with 50,000 facts, which later measurements use. */
export const bigLibrary = (folder: string): string => join(folder, 'big.bwlib');

const remove = (path: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true });
};

const hasShell = async (): Promise<boolean> => {
  try {
    await runProgram('sqlite3', ['--version']);
    return true;
  } catch {
    return false;
  }
};

/** The same file through the bare sqlite3 shell: `.import`, then a full-text index over the words. */
const runShell = (csv: string, database: string) => {
  remove(database);
  const script = `.mode csv
.import ${csv} facts
CREATE VIRTUAL TABLE words USING fts5 (statement, subject, tags);
INSERT INTO words (rowid, statement, subject, tags) SELECT rowid, statement, subject, tags FROM facts;
`;
  return runProgram('sqlite3', [database], script);
};

/** Import of 50,000 facts from CSV beside the sqlite3 shell, in turns. */
export const measureImport = async (folder: string, runs: number): Promise<Line[]> => {
  const csv = join(folder, 'facts.csv');
  writeFacts(csv, FACTS);
  const shell = await hasShell();
  const ours: number[] = [];
  const bare: number[] = [];
  let memory: number | null = null;
  for (let run = 0; run < runs; run++) {
    remove(bigLibrary(folder));
    await runCommand('init', bigLibrary(folder));
    const ran = await runCommand('import', bigLibrary(folder), csv);
    ours.push(ran.ms);
    memory = ran.megabytes;
    if (shell) bare.push((await runShell(csv, join(folder, 'bare.db'))).ms);
  }
  const ratio = median(ours) / median(bare);
  return [
    { what: 'import of 50,000 CSV facts with sources', value: `${median(ours).toFixed(0)} ms`, asked: '', met: null },
    { what: '  its peak memory', value: `${memory} MB`, asked: '', met: null },
    shell
      ? { what: '  sqlite3 shell: .import and FTS5', value: `${median(bare).toFixed(0)} ms`, asked: '', met: null }
      : { what: '  sqlite3 shell', value: 'not installed here, so there is no ratio', asked: '', met: null },
    ...(shell
      ? [{ what: '  ours to the shell', value: `${ratio.toFixed(1)} ×`, asked: 'at most 6 ×', met: ratio <= 6 }]
      : []),
  ];
};
