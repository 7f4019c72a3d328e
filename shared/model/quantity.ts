import * as z from 'zod';
import { QUALIFIERS, type Qualifier, type Quantity } from './quantity-text.ts';

/** Checks a quantity that comes from outside. */
export const quantitySchema = z.strictObject({
  value: z
    .string()
    .regex(/^-?\d{1,30}(\.\d{1,30})?$/, 'Write the value as digits with a point, such as 130000 or -4.5.'),
  unit: z.string().max(100).default(''),
  qualifier: z.enum(QUALIFIERS).default(''),
});

/** Longer signs come first, so that ">=" is not read as ">". */
const QUALIFIER_WORDS: readonly [RegExp, Qualifier][] = [
  [/^(about|around|approximately|~|≈)\s*/i, 'about'],
  [/^(at least|≥|>=)\s*/i, 'at least'],
  [/^(at most|up to|≤|<=)\s*/i, 'at most'],
  [/^(over|more than|>)\s*/i, 'over'],
  [/^(under|less than|<)\s*/i, 'under'],
];

/**
 * Reads a number as people write it: `130,000`, `>130000`, `−4.5 %`, `about 12 000 m²`. Commas and blanks between
 * groups of three digits are separators; a decimal comma is not guessed at. Returns undefined when it is not a number.
 */
export const parseQuantity = (text: string, unit = ''): Quantity | undefined => {
  let rest = text.trim();
  let qualifier: Qualifier = '';
  for (const [pattern, name] of QUALIFIER_WORDS) {
    if (pattern.test(rest)) {
      rest = rest.replace(pattern, '');
      qualifier = name;
      break;
    }
  }
  const match = /^([-−+]?)(\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d{1,30})(\.\d{1,30})?\s*(.*)$/u.exec(rest);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', tail = ''] = match;
  if (/^[\d.,]/.test(tail)) return undefined;
  const value = `${sign === '' || sign === '+' ? '' : '-'}${whole.replace(/\D/g, '')}${fraction}`;
  const result = quantitySchema.safeParse({ value, unit: unit || tail.trim(), qualifier });
  return result.success ? result.data : undefined;
};
