import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, formatVector, hasSeen, parseVector, type Vector } from '#shared/model/vector.ts';

const replica = fc.nat(11).map((n) => n.toString(16).repeat(32));
const vector: fc.Arbitrary<Vector> = fc
  .array(fc.tuple(replica, fc.integer({ min: 1, max: 12 })), { maxLength: 14, size: 'max' })
  .map((entries) => new Map(entries));

test('one revision covers another when it has seen all of it, by its text as by its parts', () => {
  const met = { yes: 0, no: 0 };
  /** Mostly what has seen much, or nothing would be covered. */
  const wide = vector.map((entries) => new Map([...entries].map(([name, seq]) => [name, seq + 6])));
  fc.assert(
    fc.property(fc.oneof(vector, wide), vector, (a, b) => {
      const isCovered = [...b].every(([name, seq]) => hasSeen(a, name, seq));
      expect(covers(formatVector(a), formatVector(b))).toBe(isCovered);
      met[isCovered ? 'yes' : 'no']++;
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(met.yes, met.no)).toBeGreaterThan(0);
});

test('the text of a vector says the same as the vector, in one order', () => {
  fc.assert(
    fc.property(vector, (a) => {
      expect(new Map(parseVector(formatVector(a)))).toEqual(new Map(a));
      expect(formatVector(new Map([...a].reverse()))).toBe(formatVector(a));
    }),
  );
});
