import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Fuzz } from '../support/fuzz-foreign.ts';

/**
 * `npm run fuzz:foreign -- 5000 [first seed]`: reads that many spoilt packs, libraries and PDFs. Each must be read or
 * refused in time, and nothing on the disk may change. Files that failed are kept. A hundred thousand take a night.
 */
const KEPT = join(import.meta.dirname, '../../test-results/fuzz-foreign');
/** Spoiling and reading take turns in each, so that two keep one core busy. */
const LANES = Math.min(4, availableParallelism());

const count = Number(process.argv[2] ?? 1000);
const first = Number(process.argv[3] ?? Date.now() % 2 ** 30);
const outcomes = new Map<string, number>();
const started = performance.now();
let next = first;

const runLane = async (): Promise<void> => {
  await using fuzz = new Fuzz();
  while (next < first + count) {
    const seed = next++;
    const result = await fuzz.run(seed);
    const outcome = `${extname(result.path)} ${result.outcome.split('\n')[0]}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (result.failure === undefined) continue;
    process.exitCode = 1;
    console.error(`Seed ${seed}: ${result.failure}\nKept as ${fuzz.keep(result, KEPT)}`);
  }
};

await Promise.all(Array.from({ length: LANES }, runLane));
console.log(`${count} files from seed ${first} on in ${Math.round((performance.now() - started) / 1000)} s:`);
for (const [outcome, times] of [...outcomes].sort(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(7)}  ${outcome}`);
