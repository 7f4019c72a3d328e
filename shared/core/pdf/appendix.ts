import type { CanvasElement, Content, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { DocumentTree } from '../../document/tree.ts';
import { CREDIBILITIES, CREDIBILITY_WORDS, RELIABILITIES, RELIABILITY_WORDS } from '../../model/grades.ts';
import { LIKELIHOOD_TERMS, type LikelihoodTerm, type Scale } from '../../model/likelihood.ts';
import type { Marking } from '../../model/marking.ts';
import { fixed, sum } from './estimate.ts';
import type { Flow } from './flow.ts';
import { opening, type Scope } from './inline.ts';
import { LABELS } from './labels.ts';
import { COLOUR, SIZE } from './style.ts';
import { bareLayout, ruledTable } from './tables.ts';

const GAP = 8;
const BAR_HEIGHT = 7;
/** Closer than in tables of facts: these are looked up, not read. */
const ROW_PADDING = 2.5;

/** The span of the term on a track from 0 to 100 per cent. */
const bar = (term: LikelihoodTerm, width: number): CanvasElement[] => {
  const [from = 0, to = 100] = (term.percent.match(/\d+/g) ?? []).map(Number);
  const shape = { type: 'rect' as const, y: 3, h: BAR_HEIGHT };
  return [
    { ...shape, x: 0, w: width, color: COLOUR.track },
    { ...shape, x: (from / 100) * width, w: ((to - from) / 100) * width, color: COLOUR.bar },
  ];
};

const scaleTable = (scope: Scope, scale: Scale): Content => {
  const terms = LIKELIHOOD_TERMS[scale];
  const hasAlso = terms.some((term) => term.also !== null);
  const widths = hasAlso ? [112, 112] : [130];
  const track = scope.width - widths.reduce((total, width) => total + width, 0) - 76 - GAP * (widths.length + 1);
  const head = [LABELS.term, ...(hasAlso ? [LABELS.also] : []), '', LABELS.probability];
  const rows = terms.map((term): TableCell[] => [
    { text: term.term, style: 'table', bold: true },
    ...(hasAlso ? [{ text: term.also ?? '', style: 'table', color: COLOUR.muted }] : []),
    { canvas: bar(term, track) },
    { text: term.percent, style: 'table', alignment: 'right' },
  ]);
  return ruledTable({
    widths: [...widths, track, 76],
    rows: [
      head.map(
        (text, index): TableCell => ({
          text,
          style: 'tableHead',
          ...(index === head.length - 1 ? { alignment: 'right' as const } : {}),
        }),
      ),
      ...rows,
    ],
    headRows: 1,
    keepRows: true,
    padding: ROW_PADDING,
    gap: GAP,
    margin: [0, 0, 0, 14],
  });
};

const gradeTable = (width: number, head: string, rows: readonly (readonly [string, string])[]): Content =>
  ruledTable({
    widths: [16, width - 16 - GAP],
    rows: [
      [{ text: head, style: 'tableHead', colSpan: 2 }, ''],
      ...rows.map(([code, words]): TableCell[] => [
        { text: code, style: 'table', bold: true },
        { text: words, style: 'table' },
      ]),
    ],
    headRows: 1,
    keepRows: true,
    padding: ROW_PADDING,
    gap: GAP,
    margin: [0, 0, 0, 0],
  });

const gradeTables = (scope: Scope): Content => {
  const gap = 24;
  const width = (scope.width - gap) / 2;
  return {
    table: {
      widths: [width, width],
      body: [
        [
          gradeTable(
            width,
            LABELS.reliabilityHead,
            RELIABILITIES.map((letter) => [letter, RELIABILITY_WORDS[letter]]),
          ),
          gradeTable(
            width,
            LABELS.credibilityHead,
            CREDIBILITIES.map((digit) => [`${digit}`, CREDIBILITY_WORDS[digit]]),
          ),
        ],
      ],
    },
    layout: bareLayout(gap, 0),
  };
};

/** Scales and grades are public; nothing of the document itself stands here. */
const PUBLIC: Marking = 'CLEAR';

const introduction = (text: string): ContentText => ({
  text: [...opening(PUBLIC, SIZE.small), { text }],
  style: 'small',
  margin: [0, 0, 0, 5],
});

/** True when the document uses a likelihood scale or grades. */
export const hasAppendix = ({ scale, sources }: DocumentTree): boolean => scale !== null || sources.length > 0;

export const appendixTitle = ({ scale }: DocumentTree): string =>
  scale === null ? LABELS.appendixGrades : LABELS.appendix;

/** The likelihood scale in use and what the grades mean; nothing when the document uses neither. */
export const addAppendix = (
  scope: Scope,
  flow: Flow,
  heading: (text: string, marking: Marking) => ContentText,
): void => {
  const { scale, sources } = scope.tree;
  if (!hasAppendix(scope.tree)) return;
  flow.heading(heading(appendixTitle(scope.tree), PUBLIC), 20, fixed(30));
  if (scale !== null) {
    const height = sum(fixed(70), fixed(LIKELIHOOD_TERMS[scale].length * 20));
    // The grades stand on its page where they can: alone they would make a poor last page.
    flow.lead([introduction(LABELS.likelihoodNote), scaleTable(scope, scale)], height);
  }
  if (sources.length > 0) {
    flow.table(
      fixed(150),
      () => [introduction(LABELS.gradeNote), gradeTables(scope)],
      () => flow.breakable([introduction(LABELS.gradeNote), gradeTables(scope)], 80),
    );
  }
};
