import type { Content, ContentTable, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { Block, DocumentTree, ProseNode, Run, SourceEntry } from '../../document/tree.ts';
import { highestMarking, type Marking } from '../../model/marking.ts';
import { fixed, type Measured, sum, textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { MARK_TEXT, opening, runsText, runsToInlines, type Scope, STALE_MARK, safeLink, sourceId } from './inline.ts';
import { LABELS } from './labels.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';
import { bareLayout } from './tables.ts';
import type { Inline } from './typeset.ts';

const NUMBER = 22;
const GAP = 8;
const DOT = ' \u00b7 ';

/** An address: a link when it is https, plain text otherwise, never a link to anything else. */
const address = (scope: Scope, url: string): Inline[] => {
  const link = safeLink(url);
  return scope.type.line(url, 'Sans', link === undefined ? { color: COLOUR.ink } : { link, color: COLOUR.accent });
};

const joined = (parts: readonly Inline[][]): Inline[] =>
  parts.flatMap((part, index) => (index === 0 ? part : [{ text: DOT }, ...part]));

const note = (text: Inline[]): ContentText => ({ text, style: 'small', margin: [0, 1, 0, 0] });

const gradeLine = (scope: Scope, source: SourceEntry): Inline[] => {
  const parts: string[] = [];
  if (source.reliability !== '') parts.push(LABELS.reliability(source.reliability, source.reliabilityWords));
  if (source.credibilities.length > 0) parts.push(LABELS.credibility(source.credibilities.join('; ')));
  return joined(parts.map((part) => scope.type.line(part, 'Sans')));
};

const entry = (scope: Scope, source: SourceEntry): Content => {
  const lines: Content[] = [
    {
      text: [...opening(source.marking, SIZE.source), ...runsToInlines(scope, source.reference, 'Serif')],
      style: 'source',
    },
  ];
  if (source.url !== '') lines.push(note(address(scope, source.url)));
  const dates: Inline[][] = [];
  if (source.accessed !== '') dates.push(scope.type.line(LABELS.accessed(source.accessed), 'Sans'));
  if (source.archived !== '' || source.archiveUrl !== '') {
    const link = source.archiveUrl === '' ? [] : [{ text: ': ' }, ...address(scope, source.archiveUrl)];
    dates.push([...scope.type.line(LABELS.archived(source.archived), 'Sans'), ...link]);
  }
  if (dates.length > 0) lines.push(note(joined(dates)));
  const grade = gradeLine(scope, source);
  if (grade.length > 0) lines.push(note(grade));
  if (source.descriptor.trim() !== '') {
    lines.push(note(scope.type.flow(source.descriptor, 'Sans', { italics: true })));
  }
  return { stack: lines };
};

const entryHeight = (width: number, source: SourceEntry): Measured => {
  const line = (text: string): Measured =>
    text === '' ? fixed(0) : sum(fixed(1), textHeight(text, width, SIZE.small, LEADING.small));
  return sum(
    fixed(8),
    textHeight(`${MARK_TEXT}${runsText(source.reference)}`, width, SIZE.source, LEADING.source),
    line(source.url),
    line(`${source.accessed}${source.archived}${source.archiveUrl}${' '.repeat(24)}`),
    line(`${source.reliabilityWords}${source.credibilities.join('; ')}${' '.repeat(30)}`),
    line(source.descriptor),
  );
};

const runsStale = (runs: readonly Run[]): boolean =>
  runs.some((run) => run.citations?.some((citation) => citation.stale) ?? false);

const proseStale = (node: ProseNode): boolean => {
  if (node.type === 'list') return node.items.some((item) => item.some(proseStale));
  if (node.type === 'quote') return node.children.some(proseStale);
  return runsStale(node.runs);
};

const blockStale = (block: Block): boolean => {
  if (block.type === 'prose') return block.children.some(proseStale);
  if (block.type === 'judgements') return block.judgements.some((judgement) => runsStale(judgement.runs));
  return block.rows.some((row) => row.stale);
};

/** True when a dagger stands anywhere in the document. */
const hasStale = (tree: DocumentTree): boolean =>
  (tree.bottomLine !== null && runsStale(tree.bottomLine.runs)) ||
  tree.sections.some((section) => section.blocks.some(blockStale));

/** What the dagger means. */
const daggerNote = (): ContentText => ({
  text: [{ text: `${STALE_MARK}\u00a0\u00a0`, color: COLOUR.amber, bold: true }, { text: LABELS.stale }],
  style: 'small',
  margin: [0, 8, 0, 0],
});

/** The list; a note that closes it stands in its last row, so that it never starts a page alone. */
const listTable = (scope: Scope, keepRows: boolean, closing: readonly ContentText[]): ContentTable => ({
  table: {
    widths: [NUMBER, scope.width - NUMBER - GAP],
    body: scope.tree.sources.map((source, index, all): TableCell[] => [
      {
        text: `${source.number}`,
        style: 'source',
        font: 'Sans',
        bold: true,
        color: COLOUR.deep,
        alignment: 'right',
        id: sourceId(source.number),
      },
      { stack: [entry(scope, source), ...(index === all.length - 1 ? closing : [])] },
    ]),
    dontBreakRows: keepRows,
  },
  layout: bareLayout(GAP, 4),
  margin: [0, 0, 0, 4],
});

/** True when the part on sources has anything to say. */
export const hasSources = (tree: DocumentTree): boolean =>
  tree.sources.length > 0 || tree.sourceSummary.trim() !== '' || hasStale(tree);

/** The statement on the whole source base and the numbered list of sources; what the dagger means stands at its end. */
export const addSources = (
  scope: Scope,
  flow: Flow,
  heading: (text: string, marking: Marking) => ContentText,
): void => {
  const { tree } = scope;
  if (!hasSources(tree)) return;
  const stale = hasStale(tree);
  const summary = tree.sourceSummary.trim();
  // Nobody marks the statement by itself; it speaks of everything that the document rests on.
  const own = summary === '' ? highestMarking(tree.sources.map((source) => source.marking)) : tree.banner;
  flow.heading(heading(LABELS.sources, own), 20, fixed(30));
  if (summary !== '') {
    flow.heading(
      {
        text: [...opening(tree.banner, SIZE.heading3), { text: LABELS.sourceSummary }],
        style: 'heading3',
        margin: [0, 0, 0, 2],
      },
      2,
      fixed(18),
    );
    const text: ContentText = {
      text: [...opening(tree.banner, SIZE.source), ...scope.type.flow(summary, 'Serif')],
      style: 'source',
      margin: [0, 0, 0, 6],
    };
    // Text like any other: it may close a page at whose end the list of sources has no room.
    flow.breakable([text], 3 * LEADING.source);
  }
  if (tree.sources.length > 0) {
    const width = scope.width - NUMBER - GAP;
    const heights = tree.sources.map((source) => entryHeight(width, source));
    const keepRows = heights.every((height) => flow.isSafe(sum(height, fixed(24))));
    flow.breakable([listTable(scope, keepRows, stale ? [daggerNote()] : [])], heights[0]!.likely);
  } else if (stale) {
    flow.breakable([daggerNote()], 24);
  }
};
