import type { Family } from './style.ts';

/** Tells whether a family has a glyph for a code point. */
export type Covers = (family: Family, codePoint: number) => boolean;

/** A stretch of text with the marks of pdfmake that this report uses. */
export interface Inline {
  text: string;
  font?: Family;
  bold?: boolean;
  italics?: boolean;
  color?: string;
  decoration?: 'lineThrough';
  link?: string;
  linkToDestination?: string;
  sup?: boolean;
  fontSize?: number;
  /** Read by pdfmake's line breaker: no break between this piece and the next. */
  noNewLine?: boolean;
}
export type Marks = Omit<Inline, 'text'>;

/** Prepares text for the page and keeps count of the characters that no font can show. */
export interface Typesetter {
  /** Pieces of one paragraph; line breaks inside are kept. */
  flow(text: string, family: Family, marks?: Marks): Inline[];
  /** Like `flow`, with every line break turned into a blank. */
  line(text: string, family: Family, marks?: Marks): Inline[];
  /** Characters without a glyph and how often each was met. */
  readonly missing: ReadonlyMap<string, number>;
}

const REPLACEMENT = '\u25a1';
/** Characters that steer and show nothing: soft hyphen, zero-width, bidi controls, variation selectors, tags. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const CONTROL = /(?!\n)\p{Cc}/gu;
const PLAIN = /^[\n\x20-\x7e]*$/;
/** A word this long may exceed a line; it is offered break points. */
const LONG_WORD = /\S{33,}/;
const PIECE = 24;
const PIECE_AFTER_SIGN = 8;

/**
 * Text as it can stand in a PDF string: composed, without control characters, without halves of surrogate pairs; line
 * ends become `\n`, tabs become blanks.
 */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '');

/** The text on one line, for titles, bookmarks and document information. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** Cuts a long word behind signs where it can be, so that addresses break readably. */
const cutWord = (word: string): string[] => {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    piece += character;
    const afterSign = piece.length >= PIECE_AFTER_SIGN && /[/?&=._\-:,;]/.test(character);
    if (afterSign || piece.length >= PIECE) {
      pieces.push(piece);
      piece = '';
    }
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
};

/** An empty piece between two pieces is where pdfmake may break the line without printing anything. */
const openLongWords = (inline: Inline): Inline[] => {
  if (!LONG_WORD.test(inline.text)) return [inline];
  const { text, ...marks } = inline;
  const breakpoint: Inline = marks.font === undefined ? { text: '' } : { text: '', font: marks.font };
  const pieces: Inline[] = [];
  for (const part of text.split(/(\S{33,})/)) {
    if (part === '') continue;
    if (!LONG_WORD.test(part)) pieces.push({ ...marks, text: part });
    else for (const piece of cutWord(part)) pieces.push({ ...marks, text: piece }, { ...breakpoint });
  }
  return pieces;
};

const FALLBACKS: Readonly<Record<Family, readonly Family[]>> = {
  Serif: ['Serif', 'Sans', 'Inter'],
  Sans: ['Sans', 'Serif', 'Inter'],
  Inter: ['Inter', 'Sans'],
  Mono: ['Mono', 'Sans', 'Inter'],
};

/** A typesetter for one document. */
export const createTypesetter = (covers: Covers): Typesetter => {
  const missing = new Map<string, number>();

  const familyOf = (codePoint: number, family: Family): Family | undefined =>
    FALLBACKS[family].find((candidate) => covers(candidate, codePoint));

  /** Splits where another family must help out, so that each piece has all its glyphs. */
  const byFont = (text: string, family: Family, marks: Marks): Inline[] => {
    if (PLAIN.test(text)) return [{ ...marks, text }];
    const pieces: Inline[] = [];
    for (const character of text) {
      const known = character === '\n' ? family : familyOf(character.codePointAt(0)!, family);
      if (known === undefined) missing.set(character, (missing.get(character) ?? 0) + 1);
      const shown = known === undefined ? REPLACEMENT : character;
      const font = known ?? familyOf(REPLACEMENT.codePointAt(0)!, family) ?? family;
      const last = pieces.at(-1);
      if (last !== undefined && (last.font ?? family) === font) last.text += shown;
      else pieces.push(font === family ? { ...marks, text: shown } : { ...marks, text: shown, font });
    }
    return pieces;
  };

  const flow = (text: string, family: Family, marks: Marks = {}): Inline[] =>
    byFont(cleanText(text), family, marks).flatMap(openLongWords);

  return {
    flow,
    line: (text, family, marks) => flow(oneLine(text), family, marks),
    missing,
  };
};

/** One sentence about the characters that could not be printed, or null when there were none. */
export const missingSentence = (missing: ReadonlyMap<string, number>): string | null => {
  if (missing.size === 0) return null;
  const total = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const shown = [...missing.keys()].slice(0, 8).join(' ');
  const more = missing.size > 8 ? ` and ${missing.size - 8} more` : '';
  const noun = total === 1 ? 'character is' : 'characters are';
  return `${total} ${noun} missing from the fonts of the report and printed as ${REPLACEMENT}: ${shown}${more}. Replace them, or give the text in Latin, Greek or Cyrillic letters.`;
};
