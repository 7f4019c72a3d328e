// Apart from the schema, so that the window shows its first list before that is there.

export const QUALIFIERS = ['', 'over', 'under', 'about', 'at least', 'at most'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** A number as the source gives it: the digits are text, so that `43.0` stays `43.0`. */
export type Quantity = {
  readonly value: string;
  readonly unit: string;
  readonly qualifier: Qualifier;
};

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
