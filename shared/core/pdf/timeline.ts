import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import type { FactRow, Timeline } from '../../document/tree.ts';
import { columnWidth, fixed, type Measured, sum, TABLE_GLYPH, tallest, textHeight } from './estimate.ts';
import { bracketedSources, caption, gradeInlines, noFacts, statementInlines } from './facts.ts';
import type { Flow } from './flow.ts';
import type { Scope } from './inline.ts';
import { LABELS } from './labels.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';

/** Narrowest and widest column of dates. */
const DATES = [56, 122] as const;
const AXIS = 12;
const NOTE = 70;
const GAP = 10;
const ROW_GAP = 4;
const DOT = 3;

/** The dot stands on the line at the left edge of its cell, at the height of the first line of text. */
const dot = (row: FactRow): TableCell => {
  const at = { type: 'ellipse' as const, x: 0, y: LEADING.table / 2, r1: DOT, r2: DOT };
  const undated = row.asOf.trim() === '';
  return { canvas: [{ ...at, color: undated ? COLOUR.number : COLOUR.deep }] };
};

/** A span of time breaks behind its dash and nowhere else. */
const unbroken = (date: string): string => date.replace(/(?<!\u2013) /g, '\u00a0');

const cells = (scope: Scope, timeline: Timeline, row: FactRow): TableCell[] => [
  {
    text: scope.type.flow(row.asOf.trim() === '' ? LABELS.undated : unbroken(row.asOf), 'Sans'),
    style: 'date',
    alignment: 'right',
    ...(row.asOf.trim() === '' ? { bold: false, color: COLOUR.muted } : {}),
  },
  dot(row),
  {
    text: [
      ...statementInlines(scope, row, timeline.marking),
      ...(row.value.trim() === ''
        ? []
        : scope.type.flow(`\u00a0\u00a0${row.value}`, 'Sans', { bold: true, color: COLOUR.deep })),
    ],
    style: 'table',
  },
  {
    text: [...gradeInlines(scope, row, ' '), { text: '\u00a0\u00a0' }, ...bracketedSources(scope, row)],
    style: 'table',
    color: COLOUR.muted,
    alignment: 'right',
  },
];

interface Widths {
  readonly date: number;
  readonly statement: number;
}

const widthsOf = (scope: Scope, timeline: Timeline): Widths => {
  const dates = timeline.rows.map((row) => row.asOf);
  const date = columnWidth(dates, SIZE.table, TABLE_GLYPH.bold, DATES);
  return { date, statement: scope.width - date - AXIS - NOTE - 2 * GAP - 1 };
};

const rowsTable = (
  scope: Scope,
  timeline: Timeline,
  rows: readonly FactRow[],
  keepRows: boolean,
  above: number,
  width: Widths,
): ContentTable => ({
  table: {
    widths: [width.date, AXIS, width.statement, NOTE],
    body: rows.map((row) => cells(scope, timeline, row)),
    dontBreakRows: keepRows,
  },
  layout: {
    hLineWidth: () => 0,
    vLineWidth: (column) => (column === 1 ? 0.8 : 0),
    vLineColor: () => COLOUR.bar,
    paddingLeft: (column) => (column === 3 ? GAP : 0),
    paddingRight: (column) => (column === 0 ? GAP : 0),
    paddingTop: () => ROW_GAP,
    paddingBottom: () => ROW_GAP,
  },
  margin: [0, above, 0, 0],
});

const rowHeight = (row: FactRow, width: Widths): Measured =>
  sum(
    fixed(2 * ROW_GAP),
    tallest(
      textHeight(row.asOf, width.date, SIZE.table, LEADING.table),
      textHeight(`${row.statement}  ${row.value}`, width.statement, SIZE.table, LEADING.table),
      textHeight(`${row.grade} ${row.sources.join(', ')} contested`, NOTE, SIZE.table, LEADING.table),
    ),
  );

/** Facts along a line of time, the date at the left, grade and source at the right, the caption below. */
export const addTimeline = (scope: Scope, flow: Flow, timeline: Timeline): void => {
  const under = caption(scope, LABELS.figure(timeline.number), timeline.marking, timeline.caption, [0, 6, 0, 0]);
  const captionHeight = sum(fixed(20), textHeight(timeline.caption, scope.width, SIZE.caption, LEADING.caption));
  if (timeline.rows.length === 0) {
    flow.block(
      sum(fixed(20), captionHeight),
      () => [noFacts(0), under],
      () => flow.breakable([noFacts(0), under], 0),
    );
    return;
  }
  const width = widthsOf(scope, timeline);
  const heights = timeline.rows.map((row) => rowHeight(row, width));
  const keepRows = heights.every((height) => flow.isSafe(height));
  const last = timeline.rows.length - 1;
  const lastHeight = sum(heights[last]!, captionHeight);
  flow.table(
    sum(fixed(6), captionHeight, ...heights),
    () => [rowsTable(scope, timeline, timeline.rows, keepRows, 6, width), under],
    () => {
      if (last > 0) {
        const rest = timeline.rows.slice(0, last);
        flow.breakable([rowsTable(scope, timeline, rest, keepRows, 6, width)], heights[0]!.likely + 8);
      }
      // The caption below stays with the last entry.
      const ending: Content[] = [rowsTable(scope, timeline, [timeline.rows[last]!], keepRows, 0, width), under];
      flow.breakable([flow.isSafe(lastHeight) ? { stack: ending, unbreakable: true } : { stack: ending }], 40);
    },
  );
};
