import { foldText } from '../store/indexing.ts';

const BEFORE = 60;
const AFTER = 120;
/** Marks around a match: isolates that no text of a person begins a word with. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

/** Letter for letter without accents and case, as the text index sees it, so that places stay valid. */
const fold = (text: string): string =>
  foldText(text)
    .replace(/[^\0-\x7f]/gu, (letter) => letter.normalize('NFD').replace(/(?<=.)\p{M}+$/u, ''))
    .toLowerCase();

/** Folding keeps the length nearly always; where it does not, the text is shown without marks. */
const findWords = (text: string, words: readonly string[]): { start: number; end: number }[] => {
  const folded = fold(text);
  if (folded.length !== text.length) return [];
  const places: { start: number; end: number }[] = [];
  for (const match of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.some((word) => match[0].startsWith(word)))
      places.push({ start: match.index, end: match.index + match[0].length });
  }
  return places;
};

/** True when the text holds a word that begins so. */
export const holdsWord = (text: string, word: string): boolean => findWords(text, [fold(word)]).length > 0;

/** Where a snippet begins: at a blank a little before the first match, and never inside a character. */
const startBefore = (line: string, first: number): number => {
  if (first <= BEFORE) return 0;
  const blank = line.indexOf(' ', first - BEFORE);
  if (blank !== -1 && blank < first) return blank + 1;
  // A text without blanks, such as a Chinese one.
  return wholeAt(line, first - BEFORE);
};

/** The place itself, or one further where it would cut a character of two halves. */
const wholeAt = (line: string, at: number): number => (/[\udc00-\udfff]/.test(line[at] ?? '') ? at + 1 : at);

/** True when a snippet shows a match. */
export const isMarked = (snippet: string): boolean => snippet.includes(OPEN);

/**
 * The words around the first match, on one line, with every match between U+2068 and U+2069. `words` are plain words or
 * their beginnings.
 */
export const snippetOf = (text: string, words: readonly string[]): string => {
  const line = text.replace(/[\s\u2068\u2069]+/g, ' ').trim();
  const places = findWords(line, words.map(fold));
  const first = places[0]?.start ?? 0;
  const start = startBefore(line, first);
  const end = wholeAt(line, Math.min(line.length, start + BEFORE + AFTER));
  let result = start > 0 ? '…' : '';
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    result += `${line.slice(at, place.start)}${OPEN}${line.slice(place.start, place.end)}${CLOSE}`;
    at = place.end;
  }
  return `${result}${line.slice(at, end)}${end < line.length ? '…' : ''}`;
};
