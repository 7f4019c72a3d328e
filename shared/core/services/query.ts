import { foldText } from '../store/indexing.ts';

/** A search as typed, taken apart. */
export interface ParsedQuery {
  /** An FTS5 expression, or the empty string when there are no words. */
  readonly match: string;
  /** `field:value` pairs other than text columns, in order. */
  readonly fields: readonly { readonly field: string; readonly value: string }[];
  /** The plain words, folded, for snippets. */
  readonly words: readonly string[];
}

const FILTER_FIELDS = new Set(['tag', 'subject', 'status', 'marking', 'tlp', 'source', 'since', 'until']);

interface Term {
  readonly not: boolean;
  readonly field: string;
  readonly text: string;
  readonly prefix: boolean;
  readonly or: boolean;
}

/** `-field:"some words"*`: every part but the words is optional. A quote left open runs to the end. */
const TERM = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)(?:"|$)|(\S+))(\*?)/gu;

const readTerms = (text: string): Term[] => {
  const terms: Term[] = [];
  let or = false;
  for (const [, minus, field = '', phrase, word = '', star] of text.matchAll(TERM)) {
    if (word === 'OR' && !field && !minus) {
      or = terms.length > 0;
      continue;
    }
    const bare = word.replace(/\*+$/, '');
    terms.push({
      not: minus === '-',
      field: field.toLowerCase(),
      text: phrase ?? bare,
      prefix: star === '*' || bare !== word,
      or,
    });
    or = false;
  }
  return terms;
};

/** FTS5 takes anything between double quotes as text, so nothing the user types can be an operator. */
const quote = (term: Term): string => `"${foldText(term.text).replaceAll('"', ' ')}"${term.prefix ? ' *' : ''}`;

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Joins terms: side by side means and; OR binds its neighbours; -word takes away from the whole. */
const joinTerms = (terms: readonly Term[]): string => {
  const groups: string[][] = [];
  for (const term of terms.filter(({ not }) => !not)) {
    if (term.or) groups.at(-1)?.push(quote(term));
    else groups.push([quote(term)]);
  }
  const wanted = groups.map((group) => (group.length > 1 ? `(${group.join(' OR ')})` : group.join(''))).join(' AND ');
  const unwanted = terms.filter(({ not }) => not).map(quote);
  return wanted && unwanted.length > 0 ? `(${wanted}) NOT (${unwanted.join(' OR ')})` : wanted;
};

/**
 * Reads the query language of CLI.md: words, `word*`, `"phrase"`, `-not`, `OR`, `field:value`. Anything at all may be
 * typed; what cannot be a word is passed over. With `growing`, the last word also finds longer words, as one types.
 */
export const parseQuery = (text: string, growing = false): ParsedQuery => {
  const terms = readTerms(text.normalize('NFC'));
  const fields = terms
    .filter(({ field, not }) => FILTER_FIELDS.has(field) && !not)
    .map((term) => ({ field: term.field, value: term.text }));
  const words = terms
    .filter(({ field }) => !FILTER_FIELDS.has(field))
    .map((term) => (term.field ? { ...term, text: `${term.field} ${term.text}` } : term))
    .filter((term) => hasWord(term.text));
  const last = words.at(-1);
  const ready =
    growing && last && !last.not && /[\p{L}\p{N}*]$/u.test(text)
      ? [...words.slice(0, -1), { ...last, prefix: true }]
      : words;
  return {
    match: joinTerms(ready),
    fields,
    words: words
      .filter(({ not }) => !not)
      .flatMap(
        (term) =>
          foldText(term.text)
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? [],
      ),
  };
};
