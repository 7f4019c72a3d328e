import type { Citation, DocumentTree, Run } from '../../document/tree.ts';
import type { Marking } from '../../model/marking.ts';
import { portionMark } from '../../model/marking.ts';
import { COLOUR, type Family, MARK_SHARE } from './style.ts';
import type { Inline, Marks, Typesetter } from './typeset.ts';

/** What every block needs to know of the document it stands in. */
export interface Scope {
  readonly tree: DocumentTree;
  readonly type: Typesetter;
  /** Width of the text area in points. */
  readonly width: number;
  /** Height of the text area in points. */
  readonly height: number;
  /** Numbers of the source list: only these can be linked to. */
  readonly sources: ReadonlySet<number>;
  /** Name of the file that goes along, which the first page tells. */
  readonly attached?: string | undefined;
}

export const STALE_MARK = '\u2020';
export const sourceId = (number: number): string => `source-${number}`;

/** The address in its ASCII form when it is https and carries no credentials, otherwise undefined. */
export const safeLink = (href: string): string | undefined => {
  const url = URL.parse(href);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href;
};

/** The portion mark that opens a text of the given size, such as `(G) `: small, grey, upright whatever follows it. */
export const opening = (marking: Marking, size: number): Inline[] => [
  {
    text: portionMark(marking),
    font: 'Sans',
    bold: true,
    italics: false,
    fontSize: size * MARK_SHARE,
    color: COLOUR.muted,
  },
  { text: '\u00a0' },
];

/** The longest portion mark, for estimates of height. */
export const MARK_TEXT = '(A+S) ';

/** Source numbers, each linked to its entry, such as `1, 3`; with places in the sources `1, § 4; 3, p. 12`. */
export const sourceLinks = (
  scope: Scope,
  numbers: readonly number[],
  stale: ReadonlySet<number>,
  locator = noLocator,
) => {
  const between = numbers.some((number) => locator(number) !== '') ? ';\u00a0' : ',\u00a0';
  return numbers.flatMap((number, index): Inline[] => {
    const isStale = stale.has(number);
    const marks: Marks = { color: isStale ? COLOUR.amber : COLOUR.accent };
    if (scope.sources.has(number)) marks.linkToDestination = sourceId(number);
    const where = locator(number);
    return [
      ...(index === 0 ? [] : [{ text: between, color: COLOUR.muted }]),
      { ...marks, text: `${number}${isStale ? STALE_MARK : ''}` },
      ...(where === '' ? [] : scope.type.line(`,\u00a0${where}`, 'Sans', { color: COLOUR.muted })),
    ];
  });
};
const noLocator = (_number: number): string => '';

/** A bracket of up to this many characters is never broken over two lines; a longer one could outgrow a line. */
const WHOLE_BRACKET = 40;

/** `[1, § 2]` as superscript that stays on one line; only what is too long for that may break, at its blanks. */
export const bracketed = (inside: readonly Inline[], bracket: Marks): Inline[] => {
  const pieces: Inline[] = [{ ...bracket, text: '[' }, ...inside, { ...bracket, text: ']' }];
  const isWhole = pieces.reduce((total, { text }) => total + text.length, 0) <= WHOLE_BRACKET;
  return pieces.map((piece, index) => ({
    ...piece,
    text: piece.text.replace(/\s/g, isWhole ? '\u00a0' : ' '),
    font: piece.font ?? 'Sans',
    italics: false,
    bold: false,
    sup: true,
    fontSize: 12.4,
    ...(isWhole && index < pieces.length - 1 ? { noNewLine: true } : {}),
  }));
};

/** `[1, 3†]` as superscript: every source of the given citations once, in rising order. */
const superscript = (scope: Scope, citations: readonly Citation[]): Inline[] => {
  const fresh = new Set<number>();
  const stale = new Set<number>();
  const locators = new Map<number, Set<string>>();
  for (const citation of citations) {
    for (const { number, locator } of citation.sources) {
      (citation.stale ? stale : fresh).add(number);
      if (locator !== '') locators.set(number, (locators.get(number) ?? new Set()).add(locator));
    }
  }
  const numbers = [...new Set([...fresh, ...stale])].sort((a, b) => a - b);
  const unsourced = citations.some((citation) => citation.sources.length === 0);
  const staleUnsourced = citations.some((citation) => citation.stale && citation.sources.length === 0);
  const inside = sourceLinks(scope, numbers, stale, (number) => [...(locators.get(number) ?? [])].join('; '));
  if (unsourced) {
    if (numbers.length > 0) inside.push({ text: ',\u00a0', color: COLOUR.muted });
    inside.push({ text: `no\u00a0source${staleUnsourced ? STALE_MARK : ''}`, color: COLOUR.amber });
  }
  const bracket: Marks = { color: numbers.length > 0 && stale.size === 0 ? COLOUR.accent : COLOUR.amber };
  return bracketed(inside, bracket);
};

/** Keeps the last word of the text on one line with the citation behind it: `2024.` and `[4]` must not part. */
const glued = (pieces: Inline[]): Inline[] => {
  const last = pieces.at(-1);
  if (last === undefined || !/\S$/.test(last.text)) return pieces;
  const cut = last.text.search(/\S+$/);
  const head = cut > 0 ? [{ ...last, text: last.text.slice(0, cut) }] : [];
  return [...pieces.slice(0, -1), ...head, { ...last, text: last.text.slice(cut), noNewLine: true }];
};

const marksOf = (run: Run): Marks => {
  const link = run.href === undefined ? undefined : safeLink(run.href);
  return {
    ...(run.bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.strike ? { decoration: 'lineThrough' as const } : {}),
    ...(link === undefined ? {} : { link, color: COLOUR.accent }),
  };
};

/** The runs of a paragraph with their citations. */
export const runsToInlines = (scope: Scope, runs: readonly Run[], family: Family): Inline[] =>
  runs.flatMap((run) => {
    const pieces = scope.type.flow(run.text, family, marksOf(run));
    if (run.citations === undefined || run.citations.length === 0) return pieces;
    return [...glued(pieces), ...superscript(scope, run.citations)];
  });

/** The plain text of runs, for bookmarks and estimates. */
export const runsText = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');
