import type { Content, ContentTable, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { DocumentTree, ProseNode, SourceEntry } from '../../document/tree.ts';
import { fixed, type Measured, sum, textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { opening, runsText, runsToInlines, type Scope, STALE_MARK, safeLink, sourceId } from './inline.ts';
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
    { text: [opening(source.marking), ...runsToInlines(scope, source.reference, 'Serif')], style: 'source' },
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
    textHeight(`(A+S) ${runsText(source.reference)}`, width, SIZE.source, LEADING.source),
    line(source.url),
    line(`${source.accessed}${source.archived}${source.archiveUrl}${' '.repeat(24)}`),
    line(`${source.reliabilityWords}${source.credibilities.join('; ')}${' '.repeat(30)}`),
    line(source.descriptor),
  );
};

const hasStale = (tree: DocumentTree): boolean => {
  const inProse = (node: ProseNode): boolean => {
    switch (node.type) {
      case 'list':
        return node.items.some((item) => item.some(inProse));
      case 'quote':
        return node.children.some(inProse);
      default:
        return node.runs.some((run) => run.citations?.some((citation) => citation.stale) ?? false);
    }
  };
  const inRuns = (runs: readonly { readonly citations?: readonly { readonly stale: boolean }[] }[]): boolean =>
    runs.some((run) => run.citations?.some((citation) => citation.stale) ?? false);
  if (tree.bottomLine !== null && inRuns(tree.bottomLine.runs)) return true;
  return tree.sections.some((section) =>
    section.blocks.some((block) => {
      switch (block.type) {
        case 'prose':
          return block.children.some(inProse);
        case 'judgements':
          return block.judgements.some((judgement) => inRuns(judgement.runs));
        default:
          return block.rows.some((row) => row.stale);
      }
    }),
  );
};

const listTable = (scope: Scope, sources: readonly SourceEntry[], keepRows: boolean): ContentTable => ({
  table: {
    widths: [NUMBER, scope.width - NUMBER - GAP],
    body: sources.map((source): TableCell[] => [
      {
        text: `${source.number}`,
        style: 'source',
        font: 'Sans',
        bold: true,
        color: COLOUR.deep,
        alignment: 'right',
        id: sourceId(source.number),
      },
      entry(scope, source),
    ]),
    dontBreakRows: keepRows,
  },
  layout: bareLayout(GAP, 4),
  margin: [0, 0, 0, 4],
});

/** The statement on the whole source base and the numbered list of sources; what the dagger means stands at its end. */
export const addSources = (scope: Scope, flow: Flow, heading: (text: string) => ContentText): void => {
  const { tree } = scope;
  const stale = hasStale(tree);
  const summary = tree.sourceSummary.trim();
  if (tree.sources.length === 0 && summary === '' && !stale) return;
  flow.heading(heading(LABELS.sources), 20, fixed(30));
  if (summary !== '') {
    flow.heading({ text: LABELS.sourceSummary, style: 'heading3', margin: [0, 0, 0, 2] }, 2, fixed(18));
    const text: ContentText = { text: scope.type.flow(summary, 'Serif'), style: 'body', margin: [0, 0, 0, 8] };
    flow.breakable([text], 3 * LEADING.body);
  }
  if (tree.sources.length > 0) {
    const width = scope.width - NUMBER - GAP;
    const heights = tree.sources.map((source) => entryHeight(width, source));
    const keepRows = heights.every((height) => flow.isSafe(height));
    const build = (): ContentTable => listTable(scope, tree.sources, keepRows);
    flow.breakable([build()], heights[0]!.likely);
  }
  if (stale) {
    const dagger: Inline = { text: `${STALE_MARK}\u00a0\u00a0`, color: COLOUR.amber, bold: true };
    flow.breakable([{ text: [dagger, { text: LABELS.stale }], style: 'small', margin: [NUMBER + GAP, 4, 0, 8] }], 14);
  }
};
