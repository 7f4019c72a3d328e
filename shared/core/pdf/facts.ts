import type { Content, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { FactRow, FactTable } from '../../document/tree.ts';
import type { Marking } from '../../model/marking.ts';
import { columnWidth, fixed, type Measured, sum, TABLE_GLYPH, tallest, textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { opening, type Scope, STALE_MARK, sourceLinks } from './inline.ts';
import { LABELS } from './labels.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';
import { ruledTable } from './tables.ts';
import type { Inline } from './typeset.ts';

const ROW_PADDING = 9;
const GAP = 8;

interface Column {
  readonly head: string;
  readonly width: number;
  readonly right?: true;
  cell(scope: Scope, row: FactRow): Inline[];
  text(row: FactRow): string;
}

/** `Table 1  (G) Caption`, as it stands above tables and below figures. */
export const caption = (
  scope: Scope,
  name: string,
  marking: Marking,
  text: string,
  margin: [number, number, number, number],
): ContentText => ({
  text: [
    { text: `${name}\u00a0\u00a0`, bold: true, color: COLOUR.deep },
    ...opening(marking, SIZE.caption),
    ...scope.type.line(text, 'Sans'),
  ],
  style: 'caption',
  margin,
});

/** The statement, with the row's own mark where rows differ, and a dagger when the fact has moved on. */
export const statementInlines = (scope: Scope, row: FactRow, table: Marking): Inline[] => [
  ...(row.marking === table ? [] : opening(row.marking, SIZE.table)),
  ...scope.type.flow(row.statement, 'Sans'),
  ...(row.stale ? [{ text: `\u00a0${STALE_MARK}`, color: COLOUR.amber, bold: true }] : []),
];

/** The grade, and a word when other evidence speaks against the fact. */
export const gradeInlines = (scope: Scope, row: FactRow, before: string): Inline[] => [
  ...scope.type.line(row.grade === '' ? '\u2013' : row.grade, 'Sans'),
  ...(row.contested ? [{ text: `${before}${LABELS.contested}`, color: COLOUR.amber, fontSize: SIZE.small }] : []),
];

/** `[1, 3]` at normal size; a dash when nothing supports the fact. */
export const bracketedSources = (scope: Scope, row: FactRow): Inline[] => {
  if (row.sources.length === 0) return [{ text: LABELS.noSource, color: COLOUR.amber }];
  const links = sourceLinks(scope, row.sources, new Set());
  return [{ text: '[', color: COLOUR.accent }, ...links, { text: ']', color: COLOUR.accent }];
};

/** What stands where a table or figure would be that has no facts. */
export const noFacts = (below: number): ContentText => ({
  text: LABELS.noFacts,
  style: 'table',
  color: COLOUR.muted,
  margin: [0, 0, 0, below],
});

/** Columns that no row fills are left out; what they would take goes to the statement. */
const columnsOf = (scope: Scope, table: FactTable): Column[] => {
  const has = (pick: (row: FactRow) => string): boolean => table.rows.some((row) => pick(row).trim() !== '');
  const measured = table.rows.length > 0 && table.rows.every((row) => row.value.trim() !== '');
  const widthOf = (pick: (row: FactRow) => string, bounds: readonly [number, number]): number =>
    columnWidth(table.rows.map(pick), SIZE.table, TABLE_GLYPH.regular, bounds);
  const text = (pick: (row: FactRow) => string) => ({
    text: pick,
    cell: (inner: Scope, row: FactRow) => inner.type.flow(pick(row), 'Sans'),
  });
  const right: Column[] = [
    ...(has((row) => row.value)
      ? [
          {
            head: LABELS.value,
            width: widthOf((row) => row.value, [34, 104]),
            right: true as const,
            ...text((row) => row.value),
          },
        ]
      : []),
    ...(has((row) => row.asOf)
      ? [{ head: LABELS.period, width: widthOf((row) => row.asOf, [40, 116]), ...text((row) => row.asOf) }]
      : []),
    {
      head: LABELS.grade,
      width: table.rows.some((row) => row.contested) ? 44 : 32,
      text: (row) => (row.contested ? `${row.grade}\n${LABELS.contested}` : row.grade),
      cell: (inner, row) => gradeInlines(inner, row, '\n'),
    },
    {
      head: LABELS.source,
      width: 40,
      text: (row) => (row.sources.length === 0 ? LABELS.noSource : `[${row.sources.join(', ')}]`),
      cell: bracketedSources,
    },
  ];
  const taken = right.reduce((total, column) => total + column.width + GAP, 0);
  const statement: Column = {
    head: measured ? LABELS.measure : LABELS.statement,
    width: scope.width - taken,
    text: (row) => row.statement,
    cell: (inner, row) => statementInlines(inner, row, table.marking),
  };
  return [statement, ...right];
};

const rowHeight = (columns: readonly Column[], row: FactRow): Measured =>
  sum(
    fixed(ROW_PADDING),
    tallest(...columns.map((column) => textHeight(column.text(row), column.width, SIZE.table, LEADING.table))),
  );

/** A table of facts: caption above, head repeated on every page, rows kept in one piece unless one is taller than a page. */
export const addFactTable = (scope: Scope, flow: Flow, table: FactTable): void => {
  const title = caption(scope, LABELS.table(table.number), table.marking, table.caption, [0, 8, 0, 4]);
  const captionHeight = textHeight(table.caption, scope.width, SIZE.caption, LEADING.caption);
  if (table.rows.length === 0) {
    const nothing: Content[] = [title, noFacts(0)];
    flow.block(
      sum(fixed(40), captionHeight),
      () => nothing,
      () => flow.breakable(nothing, 0),
    );
    return;
  }
  const columns = columnsOf(scope, table);
  const align = (column: Column) => (column.right ? { alignment: 'right' as const } : {});
  const head: TableCell[] = columns.map((column) => ({ text: column.head, style: 'tableHead', ...align(column) }));
  const body = table.rows.map((row) =>
    columns.map((column): TableCell => ({ text: column.cell(scope, row), style: 'table', ...align(column) })),
  );
  const heights = table.rows.map((row) => rowHeight(columns, row));
  const keepRows = heights.every((height) => flow.isSafe(sum(height, fixed(40))));
  const build = (): Content =>
    ruledTable({
      widths: columns.map((column) => column.width),
      rows: [head, ...body],
      headRows: 1,
      keepRows,
      gap: GAP,
      margin: [0, 0, 0, 0],
    });
  const above = sum(fixed(12), captionHeight, fixed(LEADING.table + ROW_PADDING));
  flow.table(
    sum(above, ...heights),
    () => [title, build()],
    () => {
      const first = sum(above, heights[0]!).likely;
      flow.heading(title, 0, sum(fixed(12), captionHeight));
      flow.breakable([build()], first);
    },
  );
};
