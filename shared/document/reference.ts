import { formatEdtf } from '../model/dates.ts';
import { formatName, type Name, type Source, type SourceType } from '../model/source.ts';
import type { Run } from './tree.ts';

/** What a reader calls each CSL item type. */
const TYPE_WORDS: Readonly<Record<SourceType, string>> = {
  webpage: 'web page',
  report: 'report',
  'article-newspaper': 'press article',
  'article-magazine': 'magazine article',
  'article-journal': 'journal article',
  book: 'book',
  chapter: 'book chapter',
  dataset: 'data set',
  post: 'post',
  'post-weblog': 'blog post',
  interview: 'interview',
  personal_communication: 'personal communication',
  legislation: 'legal text',
  document: 'document',
};

/** Types that nobody publishes: for them a missing publisher says nothing. */
const UNPUBLISHED: readonly SourceType[] = ['interview', 'personal_communication', 'legislation'];
const AUTHORS_NAMED = 6;
const AUTHORS_SHORT = 3;

const formatAuthors = (authors: readonly Name[]): string => {
  const names = authors.map(formatName);
  if (names.length > AUTHORS_NAMED) {
    return `${names.slice(0, AUTHORS_SHORT).join(', ')} and ${names.length - AUTHORS_SHORT} others`;
  }
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
};

const sentence = (text: string): string => (/[.?!…]$/.test(text) ? text : `${text}.`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The reference as a numeric style prints it, without address: authors, title, then what it is, where it appeared, who
 * published it and when. What is not known is said, not left out.
 */
export const formatReference = (source: Source): Run[] => {
  const container = source.containerTitle.trim();
  const publisher = source.publisher.trim();
  const unknown = UNPUBLISHED.includes(source.type) ? '' : 'publisher unknown';
  const details = [
    `${capital(TYPE_WORDS[source.type])}${container === '' ? '' : ` in ${container}`}`,
    publisher === '' ? unknown : publisher,
    source.issued === null ? 'undated' : formatEdtf(source.issued),
    source.doi.trim() === '' ? '' : `DOI ${source.doi.trim()}`,
  ];
  const authors = formatAuthors(source.authors);
  const title = source.title.trim();
  return [
    ...(authors === '' ? [] : [{ text: `${sentence(authors)} ` }]),
    { text: title, italic: true },
    { text: `${/[.?!…]$/.test(title) ? '' : '.'} ${sentence(details.filter((part) => part !== '').join(', '))}` },
  ];
};
