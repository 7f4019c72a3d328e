import { foldText } from '../store/indexing.ts';

const BEFORE = 60;
const AFTER = 120;
/** Marks around a match: isolates that no text of a person begins a word with. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

const fold = (text: string): string => foldText(text).toLowerCase();

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

/** The words around the first match, on one line, with every match between U+2068 and U+2069. */
export const snippetOf = (text: string, words: readonly string[]): string => {
  const line = text.replace(/[\s\u2068\u2069]+/g, ' ').trim();
  const places = findWords(line, words);
  const first = places[0]?.start ?? 0;
  const start = first <= BEFORE ? 0 : line.indexOf(' ', first - BEFORE) + 1;
  const end = Math.min(line.length, start + BEFORE + AFTER);
  let result = start > 0 ? '…' : '';
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    result += `${line.slice(at, place.start)}${OPEN}${line.slice(place.start, place.end)}${CLOSE}`;
    at = place.end;
  }
  return `${result}${line.slice(at, end)}${end < line.length ? '…' : ''}`;
};
