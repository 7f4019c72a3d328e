import * as z from 'zod';

export const QUALIFIERS = ['', 'over', 'under', 'about', 'at least', 'at most'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** A number as the source gives it: the digits are text, so that `43.0` stays `43.0`. */
export const quantitySchema = z.strictObject({
  value: z
    .string()
    .regex(/^-?\d{1,30}(\.\d{1,30})?$/, 'Write the value as digits with a point, such as 130000 or -4.5.'),
  unit: z.string().max(100).default(''),
  qualifier: z.enum(QUALIFIERS).default(''),
});
export type Quantity = z.infer<typeof quantitySchema>;

const QUALIFIER_SIGNS: Readonly<Record<Qualifier, string>> = {
  '': '',
  over: '> ',
  under: '< ',
  about: '≈ ',
  'at least': '≥ ',
  'at most': '≤ ',
};

const groupDigits = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** The number with thousands separators and a real minus sign, without unit: `−1,234.50`. */
export const formatValue = (value: string): string => {
  const [whole = '', fraction] = value.replace(/^-/, '').split('.');
  return `${value.startsWith('-') ? '−' : ''}${groupDigits(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
};

/** The quantity as printed, with non-breaking spaces: `> 130,000 subscribers`, `−43 %`. Empty for null. */
export const formatQuantity = (quantity: Quantity | null): string => {
  if (!quantity) return '';
  const sign = QUALIFIER_SIGNS[quantity.qualifier].replace(' ', '\u00a0');
  return `${sign}${formatValue(quantity.value)}${quantity.unit ? `\u00a0${quantity.unit}` : ''}`;
};

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
