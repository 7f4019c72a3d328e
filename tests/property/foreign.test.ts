import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Fuzz } from '../support/fuzz-foreign.ts';

/** More by `npm run fuzz:foreign`. */
const CASES = 2000;
const KEPT = join(import.meta.dirname, '../../test-results/fuzz-foreign');

test('a spoilt pack, library or PDF is read or refused, and nothing on the disk changes', async () => {
  await using fuzz = new Fuzz();
  const first = Date.now() % 2 ** 30;
  const failures: string[] = [];
  const outcomes = new Set<string>();
  for (let seed = first; seed < first + CASES; seed++) {
    const result = await fuzz.run(seed);
    outcomes.add(result.outcome);
    if (result.failure !== undefined) failures.push(`${fuzz.keep(result, KEPT)}: ${result.failure}`);
  }
  expect(failures).toEqual([]);
  // Otherwise the spoiling itself is spoilt: some edits leave a sound file.
  expect([...outcomes]).toEqual(expect.arrayContaining(['read', 'file-damaged', 'file-content', 'pdf-no-pack']));
});
