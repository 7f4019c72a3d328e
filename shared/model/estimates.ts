import { LIKELIHOOD_TERMS, type LikelihoodTerm, SCALES, type Scale } from './likelihood.ts';

/** A word of estimate where it stands in a text. */
export interface Estimate {
  readonly index: number;
  /** The words as written, such as `Almost certainly`. */
  readonly words: string;
  /** The scales that know the words, each with its entry. */
  readonly entries: readonly { readonly scale: Scale; readonly entry: LikelihoodTerm }[];
}

const BLANK = '[\\s\\u00a0]+';
const CHANCE = `${BLANK}(?:chance|possibility|probability|prospect|likelihood)`;
const TO_BE = '(?:is|are|was|were|be|been|being|remains?|seems?|looks?|appears?)';

/**
 * The forms of a term in a sentence: `almost certain` also as `almost certainly`. `remote` is an ordinary adjective too
 * (remote access), so it counts only before a word for chance or behind a form of to be.
 */
const pattern = (term: string): string =>
  term === 'remote'
    ? `remote(?=${CHANCE})|(?<=\\b${TO_BE}${BLANK})remote`
    : term
        .replace(/certain$/, 'certain(?:ly)?')
        .replace(/probable$/, 'probabl[ey]')
        .replaceAll(' ', BLANK);

const TERMS = SCALES.flatMap((scale) =>
  LIKELIHOOD_TERMS[scale].flatMap((entry) =>
    [entry.term, ...(entry.also === null ? [] : [entry.also])].map((term) => ({ scale, entry, term })),
  ),
);
// Longer terms come first, so that "very likely" is not read as "likely".
const WORDS = [...new Set(TERMS.map(({ term }) => term))].sort((a, b) => b.length - a.length);
const ANY = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${WORDS.map(pattern).join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
const WHOLE = TERMS.map(({ scale, entry, term }) => ({
  scale,
  entry,
  // ICD 203's "remote" covers the yardstick's "remote chance".
  whole: new RegExp(`^(?:${term === 'remote' ? `remote(?:${CHANCE})?` : pattern(term)})$`, 'iu'),
}));

const entriesOf = (words: string): Estimate['entries'] =>
  WHOLE.filter(({ whole }) => whole.test(words)).map(({ scale, entry }) => ({ scale, entry }));

/**
 * All words of estimate of both scales in a text, in reading order, on word boundaries and in their longest form.
 * Adverbs count (ICD 203 lists `almost certain(ly)` and `probable (probably)`).
 */
export const findEstimates = (text: string): Estimate[] =>
  [...text.matchAll(ANY)].map((match) => ({ index: match.index, words: match[0], entries: entriesOf(match[0]) }));

/** True when the words state this term, or its synonym, on this scale. */
export const statesTerm = (estimate: Estimate, scale: Scale, term: LikelihoodTerm): boolean =>
  estimate.entries.some((known) => known.scale === scale && known.entry.term === term.term);
