import { join } from 'node:path';
import { Fuzz } from '../support/fuzz-foreign.ts';

/**
 * `npm run fuzz:foreign -- 5000 [first seed]`: reads that many spoilt packs and libraries. Each must be read or refused
 * in time, and nothing on the disk may change. Files that failed are kept.
 */
const KEPT = join(import.meta.dirname, '../../test-results/fuzz-foreign');

const count = Number(process.argv[2] ?? 1000);
const first = Number(process.argv[3] ?? Date.now() % 2 ** 30);
await using fuzz = new Fuzz();
const outcomes = new Map<string, number>();
const started = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const result = await fuzz.run(seed);
  outcomes.set(result.outcome.split('\n')[0] ?? '', (outcomes.get(result.outcome.split('\n')[0] ?? '') ?? 0) + 1);
  if (result.failure === undefined) continue;
  process.exitCode = 1;
  console.error(`Seed ${seed}: ${result.failure}\nKept as ${fuzz.keep(result, KEPT)}`);
}
console.log(`${count} files from seed ${first} on in ${Math.round((performance.now() - started) / 1000)} s:`);
for (const [outcome, times] of [...outcomes].sort(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(7)}  ${outcome}`);
