import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinGroups } from '#shared/model/duplicates.ts';

const pair = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({
    one: `id ${String(one).padStart(2, '0')}`,
    other: `id ${String(other).padStart(2, '0')}`,
  }));

test('every record of the pairs ends in one group, with both of each pair in the same one (M13)', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
      const groups = [...joinGroups(pairs)].map(([keep, others]) => [keep, ...others]);
      const placed = groups.flat();
      expect(placed.toSorted()).toEqual([...new Set(pairs.flatMap(({ one, other }) => [one, other]))].sort());
      const placeOf = (id: string): number => groups.findIndex((group) => group.includes(id));
      for (const { one, other } of pairs) expect(placeOf(one)).toBe(placeOf(other));
    }),
  );
});

test('the one that gives way to none is kept, the smallest where several would be, whatever the order (M13)', () => {
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), (pairs) => {
      const groups = joinGroups(pairs);
      expect(new Set(joinGroups(pairs.toReversed()).keys())).toEqual(new Set(groups.keys()));
      const giving = new Set(pairs.map(({ other }) => other));
      for (const [keep, others] of groups) {
        const staying = [keep, ...others].filter((id) => !giving.has(id)).sort();
        expect(keep).toBe((staying.length > 0 ? staying : [keep, ...others].sort())[0]);
      }
    }),
  );
});
