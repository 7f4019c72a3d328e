import type { Content, ContentTable, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { JudgementNode } from '../../document/tree.ts';
import { fixed, type Measured, sum, textHeight } from './estimate.ts';
import { MARK_TEXT, opening, runsText, runsToInlines, type Scope } from './inline.ts';
import { basis } from './judgements.ts';
import { LABELS } from './labels.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';
import { bareLayout, contentsLayout } from './tables.ts';
import { type Inline, oneLine } from './typeset.ts';

/** What the contents say of a heading of the first level. */
export interface Entry {
  /** Of the node that it leads to. */
  readonly id: string;
  /** Empty for parts without a number. */
  readonly number: string;
  readonly title: string;
}

/** Longer headings are set small in the contents: a line of the contents must never outgrow a page. */
const LONG_HEADING = 300;

const LABEL_WIDTH = 66;
const ENTRY = { leading: 14, padding: 8.5 } as const;
/** From this many entries on a list of contents helps more than it costs. */
const CONTENTS_FROM = 4;

const titleStyle = (title: string): { style: string; size: number; leading: number } => {
  if (title.length > 220) return { style: 'titleHuge', size: 13, leading: 17 };
  if (title.length > 80) return { style: 'titleLong', size: 20, leading: 25 };
  return { style: 'title', size: 28, leading: 33 };
};

const metaRows = ({ tree, attached }: Scope): readonly (readonly [string, string])[] => {
  const rows: readonly (readonly [string, string])[] = [
    [LABELS.customer, tree.customer],
    [LABELS.question, tree.question],
    [LABELS.date, tree.date],
    [LABELS.author, tree.author],
    [LABELS.edition, tree.edition],
    [LABELS.attached, attached === undefined ? '' : `${LABELS.attachedPack}: ${attached}`],
  ];
  return rows.filter(([, value]) => oneLine(value) !== '');
};

const meta = (scope: Scope, rows: readonly (readonly [string, string])[]): ContentTable => ({
  table: {
    widths: [LABEL_WIDTH, scope.width - LABEL_WIDTH - 10],
    body: rows.map(([label, value]): TableCell[] => [
      { text: label, style: 'metaLabel' },
      { text: scope.type.line(value, 'Sans'), style: 'meta' },
    ]),
  },
  layout: bareLayout(10, 1.5),
  margin: [0, 0, 0, 0],
});

const heavyRule = (scope: Scope): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: scope.width, y2: 0, lineWidth: 1.4, lineColor: COLOUR.rule }],
  margin: [0, 16, 0, 14],
});

const bottomLine = (scope: Scope, judgement: JudgementNode): Content[] => {
  const confidence = judgement.confidenceSentence;
  const sentence: ContentText = {
    text: [
      ...opening(judgement.marking, SIZE.lead),
      ...runsToInlines(scope, judgement.runs, 'Serif'),
      ...basis(scope, judgement),
    ],
    style: 'lead',
  };
  const label: ContentText = { text: LABELS.bottomLine, style: 'label', margin: [0, 0, 0, 5] };
  if (confidence.trim() === '') return [label, sentence];
  return [
    label,
    sentence,
    { text: scope.type.flow(confidence, 'Serif'), style: 'leadConfidence', margin: [0, 5, 0, 0] },
  ];
};

const coverHeight = (scope: Scope, air: number): number => {
  const { tree, width } = scope;
  const { size, leading } = titleStyle(oneLine(tree.title));
  const high = (text: string, fontSize: number, line: number, across = width): number =>
    text.trim() === '' ? 0 : textHeight(text, across, fontSize, line).likely;
  const rows = metaRows(scope).reduce((total, [, value]) => total + high(value, 9.5, 14, width - LABEL_WIDTH) + 3, 0);
  const line = tree.bottomLine;
  const answer =
    line === null
      ? 0
      : 25 + high(runsText(line.runs), SIZE.lead, LEADING.lead) + 5 + high(line.confidenceSentence, 12, 17.5);
  return (
    air +
    high(`${MARK_TEXT}${tree.title || LABELS.untitled}`, size * 1.08, leading) +
    high(tree.subtitle, 14, 20) +
    24 +
    rows +
    31 +
    answer
  );
};

/** Where the contents stand and whether the first section opens a page of its own. */
interface Plan {
  /** Space above the title. */
  readonly air: number;
  readonly contents: 'none' | 'cover' | 'page';
  readonly breakAfter: boolean;
}

/**
 * A short document has no contents and runs on from the cover. Otherwise the contents close the cover, or, where they
 * would not fit there, open the second page; the text then starts a page unless most of that page would stay empty.
 */
const plan = (scope: Scope, entries: readonly Entry[], height: Measured): Plan => {
  if (entries.length < CONTENTS_FROM) return { air: 6, contents: 'none', breakAfter: false };
  const list = height.likely;
  const room = scope.height * 0.94 - list;
  const air = room - coverHeight(scope, 0);
  if (air >= 4) return { air: Math.min(64, air), contents: 'cover', breakAfter: true };
  const last = list % scope.height;
  return { air: 20, contents: 'page', breakAfter: last > scope.height * 0.45 };
};

const contentsHeight = (scope: Scope, entries: readonly Entry[]): Measured =>
  sum(
    fixed(60),
    ...entries.map((entry) =>
      sum(fixed(ENTRY.padding), textHeight(`${entry.number}  ${entry.title}`, scope.width - 40, 10.5, ENTRY.leading)),
    ),
  );

/** A line of the contents. Entries without a number stand under the words of the others. */
const contentsRow = (scope: Scope, { id, number, title }: Entry): TableCell[] => {
  const numbering: Inline[] = number === '' ? [] : [{ text: `${number}\u00a0\u00a0`, color: COLOUR.number }];
  const indent = number === '' && scope.tree.sections.length > 0 ? 9.4 : 0;
  return [
    {
      text: [...numbering, ...scope.type.line(title, 'Sans')].map((inline) => ({ ...inline, linkToDestination: id })),
      style: title.length > LONG_HEADING ? 'small' : 'contents',
      margin: [indent, 0, 0, 0],
    },
    { pageReference: id, style: 'contents', alignment: 'right' },
  ];
};

const contents = (scope: Scope, entries: readonly Entry[], keep: boolean): Content => ({
  stack: [
    { text: LABELS.contents.toUpperCase(), style: 'label', margin: [0, 0, 0, 5] },
    {
      table: {
        widths: ['*', 'auto'],
        body: entries.map((entry) => contentsRow(scope, entry)),
        dontBreakRows: true,
      },
      layout: contentsLayout,
    },
  ],
  ...(keep ? { unbreakable: true } : {}),
});

/** The first page: it answers first; its title carries the banner's mark, since it names the whole. `entries` are the headings that the contents will list. */
export const cover = (scope: Scope, entries: readonly Entry[]): { content: Content[]; breakAfter: boolean } => {
  const { tree } = scope;
  const height = contentsHeight(scope, entries);
  const layout = plan(scope, entries, height);
  const keep = height.most < scope.height * 0.9;
  const title = oneLine(tree.title);
  const { style, size } = titleStyle(title);
  const rows = metaRows(scope);
  const content: Content[] = [
    {
      text: [...opening(tree.banner, size), ...scope.type.line(title === '' ? LABELS.untitled : title, 'Sans')],
      style,
      margin: [0, layout.air, 0, 0],
    },
  ];
  if (oneLine(tree.subtitle) !== '') {
    content.push({ text: scope.type.line(tree.subtitle, 'Serif'), style: 'subtitle', margin: [0, 5, 0, 0] });
  }
  if (rows.length > 0) content.push({ stack: [meta(scope, rows)], margin: [0, 20, 0, 0] });
  content.push(heavyRule(scope));
  if (tree.bottomLine !== null) content.push(...bottomLine(scope, tree.bottomLine));
  if (layout.contents === 'cover') content.push({ stack: [contents(scope, entries, keep)], margin: [0, 34, 0, 0] });
  if (layout.contents === 'page') content.push({ stack: [contents(scope, entries, keep)], pageBreak: 'before' });
  return { content, breakAfter: layout.breakAfter };
};
