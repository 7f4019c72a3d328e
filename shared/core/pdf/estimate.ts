/**
 * Rough heights in points, on the safe side, made before layout. They decide only whether something may be kept in one
 * piece: pdfmake drops an unbreakable block that is taller than a page, so a wrong "it fits" would lose text.
 */
const AVERAGE_GLYPH = 0.52;
const WIDEST_GLYPH = 1.15;

const lines = (text: string, width: number, size: number, glyph: number): number => {
  const perLine = Math.max(1, Math.floor(width / (size * glyph)));
  let count = 0;
  for (const part of text.split('\n')) count += Math.max(1, Math.ceil(part.length / perLine));
  return count;
};

export interface Measured {
  /** What the text will take as a rule. */
  readonly likely: number;
  /** What it cannot exceed. */
  readonly most: number;
}

export const NOTHING: Measured = { likely: 0, most: 0 };

/** Height of a text set in `width` points at `size` on `leading` points. */
export const textHeight = (text: string, width: number, size: number, leading: number): Measured => ({
  likely: lines(text, width, size, AVERAGE_GLYPH) * leading,
  most: lines(text, width, size, WIDEST_GLYPH) * leading,
});

/** Average advance of the table face in em: regular and semibold. */
export const TABLE_GLYPH = { regular: 0.43, bold: 0.47 } as const;

/** Width for a column whose texts should stay on one line where they can, between two bounds. */
export const columnWidth = (
  texts: Iterable<string>,
  size: number,
  glyph: number,
  [least, most]: readonly [number, number],
): number => {
  let longest = 0;
  for (const text of texts) for (const line of text.split('\n')) longest = Math.max(longest, line.length);
  return Math.min(most, Math.max(least, Math.ceil(longest * size * glyph) + 4));
};

export const fixed = (height: number): Measured => ({ likely: height, most: height });

export const sum = (...heights: readonly Measured[]): Measured => ({
  likely: heights.reduce((total, height) => total + height.likely, 0),
  most: heights.reduce((total, height) => total + height.most, 0),
});

export const tallest = (...heights: readonly Measured[]): Measured => ({
  likely: Math.max(0, ...heights.map((height) => height.likely)),
  most: Math.max(0, ...heights.map((height) => height.most)),
});
