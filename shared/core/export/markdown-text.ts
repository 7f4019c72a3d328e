import { httpsLink } from '../../document/links.ts';
import type { Run } from '../../document/tree.ts';

/** Characters that steer: control characters but line breaks, and those that turn the direction of the text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that a Markdown reader shows as it is: what could be markup, HTML, an entity, a footnote or an address that
 * readers turn into a link by themselves is escaped. Line breaks stay.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(STEERING, ' ')
    .replace(/[\\`*_[\]<>|~^$@]/g, '\\$&')
    .replace(/&(?=[#\w]+;)/g, '&amp;')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.');

/** Lines joined to one by blanks. */
export const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

/** Text on one line, as table cells, headings and footnotes need it. */
export const escapeLine = (text: string): string => oneLine(escapeMarkdown(text));

/** At the start of a line these would open a heading, a list or a rule, or underline the line before. */
const guardLine = (line: string): string =>
  line
    .replace(/^[ \t]+/, '')
    .replace(/^([#+\-=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

/** Lines of a paragraph, each kept from opening something, with hard breaks between them. */
export const paragraphLines = (text: string): string =>
  text
    .split('\n')
    .map(guardLine)
    .filter((line, index, lines) => line.trim() !== '' || (index > 0 && index < lines.length - 1))
    .join('\\\n');

/** An address for a link's target: nothing in it can end the target. */
const target = (href: string): string => `<${href.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character))}>`;

/** An address on its own: a link when it is https, plain text otherwise. */
export const address = (url: string): string => {
  const href = httpsLink(url);
  return href === undefined ? escapeLine(url) : `[${escapeLine(href)}](${target(href)})`;
};

const marked = (text: string, run: Run): string => {
  // Marks close around letters only; blanks stay outside.
  const words = text.trim();
  if (words === '') return text;
  const start = text.indexOf(words);
  const before = text.slice(0, start);
  const after = text.slice(start + words.length);
  const signs = `${run.bold ? '**' : ''}${run.italic ? '*' : ''}${run.strike ? '~~' : ''}`;
  const inside = `${signs}${words}${[...signs.matchAll(/\*\*|\*|~~/g)]
    .map(([sign]) => sign)
    .reverse()
    .join('')}`;
  return `${before}${run.href === undefined ? inside : `[${inside}](${target(run.href)})`}${after}`;
};

/** The sources behind a run as footnotes, a dagger where the fact has moved on. */
const notes = (run: Run): string => {
  const numbers = new Map<number, boolean>();
  for (const { sources, stale } of run.citations ?? []) {
    for (const { number } of sources) numbers.set(number, (numbers.get(number) ?? false) || stale);
  }
  const unsourced = run.citations?.some(({ sources }) => sources.length === 0) ? ' (no source)' : '';
  const listed = [...numbers].sort(([a], [b]) => a - b);
  return listed.map(([number, stale]) => `[^${number}]${stale ? '†' : ''}`).join('') + unsourced;
};

/** The runs of a paragraph with marks, links and footnotes. */
export const markdownRuns = (runs: readonly Run[]): string =>
  runs.map((run) => `${marked(escapeMarkdown(run.text), run)}${notes(run)}`).join('');
