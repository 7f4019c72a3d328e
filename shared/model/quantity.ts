import * as z from 'zod';
import { QUALIFIERS, type Qualifier, type Quantity } from './quantity-text.ts';

const VALUE = /^-?\d{1,30}(\.\d{1,30})?$/;
const MAX_UNIT = 100;

/** Checks a quantity that comes from outside. */
export const quantitySchema = z.strictObject({
  value: z.string().regex(VALUE, 'Write the value as digits with a point, such as 130000 or -4.5.'),
  unit: z.string().max(MAX_UNIT).default(''),
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
  const named = unit || tail.trim();
  // Not by the schema: an import reads many, and this costs a tenth.
  return VALUE.test(value) && named.length <= MAX_UNIT ? { value, unit: named, qualifier } : undefined;
};
