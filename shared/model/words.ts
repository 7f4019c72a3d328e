/** One segmenter per language and kind: making one costs more than using it. */
const segmenters = new Map<string, Intl.Segmenter>();
const segmenter = (language: string, granularity: 'word' | 'sentence'): Intl.Segmenter => {
  const key = `${language} ${granularity}`;
  const known = segmenters.get(key);
  if (known) return known;
  let made: Intl.Segmenter;
  try {
    made = new Intl.Segmenter(language, { granularity });
  } catch {
    // A language tag that is not well-formed falls back to the rules that all languages share.
    made = new Intl.Segmenter('und', { granularity });
  }
  segmenters.set(key, made);
  return made;
};

/** Number of words in a text; figures count, signs and blanks do not. */
export const countWords = (text: string, language = 'en'): number => {
  let count = 0;
  for (const part of segmenter(language, 'word').segment(text)) if (part.isWordLike) count += 1;
  return count;
};

export interface Sentence {
  /** Where it starts in the text. */
  readonly start: number;
  /** Where it ends, blanks behind it included. */
  readonly end: number;
  /** The words without blanks around them. */
  readonly text: string;
}

/** The sentences of one paragraph. A line break inside it does not end a sentence. */
export const splitSentences = (paragraph: string, language = 'en'): Sentence[] => {
  // Same length, so that the places stay valid.
  const flat = paragraph.replace(/[\n\r\u0085\u2028\u2029]/g, ' ');
  return [...segmenter(language, 'sentence').segment(flat)].map(({ index, segment }) => ({
    start: index,
    end: index + segment.length,
    text: segment.trim(),
  }));
};
