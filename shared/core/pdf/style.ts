import type { Style, StyleDictionary } from 'pdfmake/interfaces.js';

/** The page style of reports as data: measures in points (1/72 inch), colours as hex. */
const MM = 72 / 25.4;

export const PAPER = { A4: { width: 595.28, height: 841.89 }, Letter: { width: 612, height: 792 } } as const;

export const MARGIN = { left: 24 * MM, right: 24 * MM, top: 27 * MM, bottom: 26 * MM } as const;

/** Distance of the marking banner from the upper edge of the page and from the lower edge of the text area. */
export const BANNER = { fromTop: 11 * MM, belowText: 9 * MM } as const;

export const COLOUR = {
  ink: '#1b2433',
  deep: '#14386b',
  number: '#8ba0bf',
  muted: '#55637a',
  accent: '#1f5fbf',
  amber: '#96560a',
  rule: '#14386b',
  hairline: '#cbd4e0',
  pale: '#f1f5fb',
  paleLine: '#d6e0ee',
  bar: '#5b84bd',
  track: '#e6ecf4',
  banner: '#000000',
} as const;

/** Families of the report; `Inter` stands in for characters that the first two lack. */
export type Family = 'Serif' | 'Sans' | 'Inter' | 'Mono';

/** Natural line height of each family (ascender − descender + gap, in em): the base of pdfmake's `lineHeight`. */
const NATURAL: Readonly<Record<Family, number>> = { Serif: 1.371, Sans: 1.424, Inter: 1.21, Mono: 1.3 };

/** Type of one size on one leading, both in points. */
const type = (font: Family, fontSize: number, leading: number, more: Style = {}): Style => ({
  font,
  fontSize,
  lineHeight: leading / (fontSize * NATURAL[font]),
  ...more,
});

/** Size of a portion mark beside the text that it opens: it is found when looked for and does not shout. */
export const MARK_SHARE = 0.76;

/** Leading of each text style in points, for estimates of height. */
export const LEADING = { body: 15.75, table: 13, small: 11.5, lead: 21, caption: 12.5, source: 13.5 } as const;
/** Size of each text style in points. */
export const SIZE = {
  body: 10.5,
  table: 9.5,
  small: 8.5,
  lead: 14.5,
  caption: 9,
  source: 10,
  heading1: 17,
  heading2: 12.5,
  heading3: 10.5,
} as const;

const head = { bold: true, color: COLOUR.deep } as const;

export const STYLES: StyleDictionary = {
  title: type('Sans', 28, 33, head),
  titleLong: type('Sans', 20, 25, head),
  titleHuge: type('Sans', 13, 17, head),
  subtitle: type('Serif', 14, 20, { color: COLOUR.muted }),
  metaLabel: type('Sans', SIZE.table, 14, { color: COLOUR.muted }),
  meta: type('Sans', SIZE.table, 14),
  label: type('Sans', 9, 13, { ...head, characterSpacing: 0.7 }),
  lead: type('Serif', SIZE.lead, LEADING.lead),
  leadConfidence: type('Serif', 12, 17.5, { italics: true, color: COLOUR.muted }),
  heading1: type('Sans', SIZE.heading1, 21, head),
  heading2: type('Sans', SIZE.heading2, 16, head),
  heading3: type('Sans', SIZE.heading3, 14, { ...head, color: COLOUR.ink }),
  body: type('Serif', SIZE.body, LEADING.body),
  quote: type('Serif', SIZE.body, LEADING.body, { italics: true, color: COLOUR.muted }),
  caption: type('Sans', SIZE.caption, LEADING.caption, { color: COLOUR.muted }),
  tableHead: type('Sans', SIZE.table, LEADING.table, { bold: true }),
  table: type('Sans', SIZE.table, LEADING.table),
  date: type('Sans', SIZE.table, LEADING.table, { bold: true, color: COLOUR.deep }),
  judgement: type('Serif', SIZE.body, LEADING.body),
  confidence: type('Serif', SIZE.body, LEADING.body, { italics: true, color: COLOUR.muted }),
  small: type('Sans', SIZE.small, LEADING.small, { color: COLOUR.muted }),
  source: type('Serif', SIZE.source, LEADING.source),
  contents: type('Sans', 10.5, 14),
  foot: type('Sans', 8, 10, { color: COLOUR.muted }),
  banner: type('Mono', 12, 15, { bold: true }),
};

export const DEFAULT_STYLE: Style = { font: 'Serif', fontSize: SIZE.body, color: COLOUR.ink };
