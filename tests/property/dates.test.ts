import edtf from 'edtf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateBounds } from '#shared/model/dates.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** What the EDTF grammar itself says. */
const reference = (text: string) => {
  try {
    const { min, max } = edtf(text);
    return { from: isoDay(min), to: isoDay(max) };
  } catch {
    return undefined;
  }
};

test('plain years, months and days have the bounds that the EDTF grammar gives, wrong ones have none', () => {
  const year = fc.integer({ min: 1000, max: 9999 });
  const part = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(year, part, part, fc.constantFrom(1, 2, 3), (y, m, d, parts) => {
      const text = [String(y), two(m), two(d)].slice(0, parts).join('-');
      // The grammar reads a day that a month does not have as the day after it.
      const rolled = parts === 3 && reference(text)?.from !== text;
      expect(dateBounds(text)).toEqual(rolled ? undefined : reference(text));
    }),
    { numRuns: 500 },
  );
});
