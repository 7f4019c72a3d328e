import type { Content, ContentTable, ContentText } from 'pdfmake/interfaces.js';
import type { JudgementNode, JudgementsBlock } from '../../document/tree.ts';
import { fixed, type Measured, NOTHING, sum, textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { bracketed, MARK_TEXT, opening, runsText, runsToInlines, type Scope, sourceLinks } from './inline.ts';
import { LABELS } from './labels.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';
import type { Inline } from './typeset.ts';

const RULE = 2.4;
const PAD = { side: 13, top: 9 } as const;

/** The sources that a judgement rests on, as superscript, unless the sentence itself cites. */
export const basis = (scope: Scope, judgement: JudgementNode): Inline[] => {
  const cited = judgement.runs.some((run) => (run.citations?.length ?? 0) > 0);
  if (cited || judgement.sources.length === 0) return [];
  return bracketed(sourceLinks(scope, judgement.sources, new Set()), { color: COLOUR.accent });
};

const small = (label: string, text: Inline[]): ContentText => ({
  text: [{ text: `${label} `, bold: true }, ...text],
  style: 'small',
  margin: [0, 3, 0, 0],
});

const entry = (scope: Scope, judgement: JudgementNode): Content => {
  const lines: Content[] = [
    {
      text: [
        ...opening(judgement.marking, SIZE.body),
        ...runsToInlines(scope, judgement.runs, 'Serif'),
        ...basis(scope, judgement),
      ],
      style: 'judgement',
    },
  ];
  if (judgement.confidenceSentence.trim() !== '') {
    lines.push({
      text: scope.type.flow(judgement.confidenceSentence, 'Serif'),
      style: 'confidence',
      margin: [0, 1, 0, 0],
    });
  }
  const assumptions = judgement.assumptions.filter((text) => text.trim() !== '');
  if (assumptions.length > 0) {
    const label = assumptions.length === 1 ? LABELS.assumption : LABELS.assumptions;
    lines.push(small(label, scope.type.flow(assumptions.join('; '), 'Sans')));
  }
  if (judgement.alternatives.trim() !== '') {
    lines.push(small(LABELS.alternatives, scope.type.flow(judgement.alternatives, 'Sans')));
  }
  return { stack: lines };
};

const entryHeight = (width: number, judgement: JudgementNode): Measured => {
  const body = (text: string): Measured =>
    text.trim() === '' ? NOTHING : textHeight(text, width, SIZE.body, LEADING.body);
  const note = (text: string): Measured =>
    text.trim() === ''
      ? NOTHING
      : sum(fixed(3), textHeight(`${text}${' '.repeat(24)}`, width, SIZE.small, LEADING.small));
  return sum(
    fixed(2 * PAD.top + 2),
    body(`${MARK_TEXT}${runsText(judgement.runs)} ${judgement.sources.join(', ')}`),
    body(judgement.confidenceSentence),
    note(judgement.assumptions.join('; ')),
    note(judgement.alternatives),
  );
};

/** Judgements in a pale box with a rule at the left, one entry under the other. */
export const addJudgements = (scope: Scope, flow: Flow, block: JudgementsBlock): void => {
  if (block.judgements.length === 0) return;
  const width = scope.width - 2 * PAD.side - RULE;
  const heights = block.judgements.map((judgement) => entryHeight(width, judgement));
  const build = (): ContentTable => ({
    table: {
      widths: [width],
      body: block.judgements.map((judgement) => [entry(scope, judgement)]),
      dontBreakRows: heights.every((height) => flow.isSafe(height)),
    },
    layout: {
      hLineWidth: (line, node) => (line === 0 || line === node.table.body.length ? 0 : 0.6),
      hLineColor: () => COLOUR.paleLine,
      vLineWidth: (column) => (column === 0 ? RULE : 0),
      vLineColor: () => COLOUR.rule,
      fillColor: () => COLOUR.pale,
      paddingLeft: () => PAD.side,
      paddingRight: () => PAD.side,
      paddingTop: () => PAD.top,
      paddingBottom: () => PAD.top,
    },
    margin: [0, 5, 0, 0],
  });
  flow.block(
    sum(fixed(18), ...heights),
    () => [build()],
    () => flow.breakable([build()], heights[0]!.likely + 6),
  );
};
