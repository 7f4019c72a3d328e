import { isRefusal } from '#shared/core/refusal.ts';
import { readHere } from './foreign.ts';

const MAX_MS = 2000;

const outcomeOf = (path: string): string => {
  const start = process.cpuUsage();
  try {
    readHere(path);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 < MAX_MS ? 'read' : 'mistake: it took too long';
  } catch (error) {
    if (isRefusal(error) && error.data.params.what !== 'it holds what cannot be read') return error.data.reason;
    const { cause = error } = error as Error;
    return `mistake: ${cause instanceof Error ? cause.stack : String(cause)}`;
  }
};

// Reads one file after another, as the process of the product does once, and tells what came of each.
process.on('message', (path) => process.send?.(outcomeOf(String(path))));
process.on('disconnect', () => process.exit());
