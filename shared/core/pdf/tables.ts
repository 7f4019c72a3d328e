import type { ContentTable, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { COLOUR } from './style.ts';

interface RuledTable {
  /** Fixed widths of the columns in points, without the gaps: fixed, so that no long word can widen the table. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly headRows: 0 | 1;
  /** True keeps every row on one page; only for rows known to be lower than a page. */
  readonly keepRows: boolean;
  /** Above and below the text of each row. */
  readonly padding?: number;
  readonly gap: number;
  readonly margin: [number, number, number, number];
}

/** Heavy rule under the head, hairlines between and under the rows, no vertical lines. */
const ruled = (headRows: number, gap: number, padding: number): CustomTableLayout => ({
  hLineWidth: (line) => (line === 0 ? 0 : line === headRows ? 1.1 : 0.5),
  vLineWidth: () => 0,
  hLineColor: (line) => (line === headRows ? COLOUR.ink : COLOUR.hairline),
  paddingLeft: (column) => (column === 0 ? 0 : gap / 2),
  paddingRight: (column, node) => (column === node.table.body[0]!.length - 1 ? 0 : gap / 2),
  paddingTop: () => padding,
  paddingBottom: () => padding,
});

/** A table in the style of the report. */
export const ruledTable = (table: RuledTable): ContentTable => ({
  table: {
    widths: [...table.widths],
    body: table.rows.map((row) => [...row]),
    headerRows: table.headRows,
    ...(table.keepRows ? { dontBreakRows: true, ...(table.headRows > 0 ? { keepWithHeaderRows: 1 } : {}) } : {}),
  },
  layout: ruled(table.headRows, table.gap, table.padding ?? 4),
  margin: table.margin,
});

/** No lines at all; `gap` points between columns, `row` points above and below each row. */
export const bareLayout = (gap: number, row: number): CustomTableLayout => ({
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : gap),
  paddingRight: () => 0,
  paddingTop: () => row,
  paddingBottom: () => row,
});

/** The table of contents: a hairline under each entry, closer rows when there are many. */
export const contentsLayout: CustomTableLayout = {
  hLineWidth: (line) => (line === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => COLOUR.hairline,
  paddingLeft: (column) => (column === 0 ? 0 : 12),
  paddingRight: () => 0,
  paddingTop: (_row, node) => (node.table.body.length > 30 ? 2 : 4),
  paddingBottom: (_row, node) => (node.table.body.length > 30 ? 2 : 4),
};
