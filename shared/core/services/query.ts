import { foldText } from '../store/indexing.ts';

/** A search as typed, taken apart. */
export interface ParsedQuery {
  /** An FTS5 expression for what is wanted, or the empty string when no word is. */
  readonly match: string;
  /** An FTS5 expression for what is not wanted where no word is wanted either; the empty string otherwise. */
  readonly unwanted: string;
  /** `field:value` pairs that filter, in order; `not` for those with a minus before them. */
  readonly fields: readonly { readonly field: string; readonly value: string; readonly not: boolean }[];
  /** Names before a colon that look like a field but do not filter here; they count as words. */
  readonly unknown: readonly string[];
  /** The plain words, folded, for snippets. */
  readonly words: readonly string[];
}

/** The fields that facts can be filtered by. */
export const FACT_FIELDS: readonly string[] = [
  'tag',
  'subject',
  'status',
  'marking',
  'tlp',
  'source',
  'since',
  'until',
];

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

/**
 * FTS5 takes anything between double quotes as text, so nothing the user types can be an operator. It reads up to the
 * first NUL, which therefore counts as a blank.
 */
const quote = (term: { readonly text: string; readonly prefix: boolean }): string =>
  `"${foldText(term.text).replace(/["\0]/g, ' ')}"${term.prefix ? ' *' : ''}`;

/** What stands before a colon in an address, also in one without slashes. */
const SCHEMES: readonly string[] = ['http', 'https', 'ftp', 'file', 'mailto', 'tel', 'urn', 'doi', 'isbn', 'data'];

/** `foo:bar` looks like a field, `https://x` and `C:\data` do not. */
const looksLikeField = ({ field, text }: Term): boolean =>
  field.length > 1 && text !== '' && !text.startsWith('//') && !SCHEMES.includes(field);

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The text as a phrase to look up in a text index; the empty string when there is no word in it. */
export const phraseOf = (text: string): string => (hasWord(text) ? quote({ text, prefix: false }) : '');

/** Joins terms: side by side means and; OR binds its neighbours; -word takes away from the whole. */
const joinTerms = (terms: readonly Term[]): { match: string; unwanted: string } => {
  const groups: string[][] = [];
  for (const term of terms.filter(({ not }) => !not)) {
    if (term.or && groups.length > 0) groups.at(-1)?.push(quote(term));
    else groups.push([quote(term)]);
  }
  const wanted = groups.map((group) => (group.length > 1 ? `(${group.join(' OR ')})` : group.join(''))).join(' AND ');
  const unwanted = terms
    .filter(({ not }) => not)
    .map(quote)
    .join(' OR ');
  return wanted && unwanted ? { match: `(${wanted}) NOT (${unwanted})`, unwanted: '' } : { match: wanted, unwanted };
};

/** With `growing`, the last word also finds longer words, as one types. `fields`: the names that filter. */
interface QueryOptions {
  readonly growing?: boolean;
  readonly fields?: readonly string[];
}

/**
 * Reads the query language of CLI.md: words, `word*`, `"phrase"`, `-not`, `OR`, `field:value`. Anything at all may be
 * typed; what cannot be a word is passed over, and a field that does not filter here counts as a word.
 */
export const parseQuery = (text: string, { growing = false, fields = [] }: QueryOptions = {}): ParsedQuery => {
  const terms = readTerms(text.normalize('NFC'));
  const filters = (term: Term): boolean => fields.includes(term.field);
  const words = terms
    .filter((term) => !filters(term))
    .map((term) => (term.field ? { ...term, text: `${term.field} ${term.text}` } : term))
    .filter((term) => hasWord(term.text));
  const last = words.at(-1);
  const typed = terms.at(-1);
  const grows = growing && last && !last.not && typed && !filters(typed) && /[\p{L}\p{N}]$/u.test(text);
  return {
    ...joinTerms(grows ? [...words.slice(0, -1), { ...last, prefix: true }] : words),
    unknown: terms.filter((term) => !filters(term) && looksLikeField(term)).map(({ field }) => field),
    fields: terms.filter(filters).map(({ field, text: value, not }) => ({ field, value, not })),
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
