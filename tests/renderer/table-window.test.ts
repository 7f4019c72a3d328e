import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACT_TABLE } from '../../renderer/features/facts/columns.tsx';
import {
  type Column,
  type ColumnChoice,
  fitColumns,
  moveColumn,
  orderColumns,
} from '../../renderer/ui/table/columns.ts';
import { moveCursor } from '../../renderer/ui/table/use-cursor.ts';
import { rowWindow, scrollHeight, scrollToRow } from '../../renderer/ui/table/window.ts';

const lists = fc.record({
  rows: fc.integer({ min: 1, max: 2_000_000 }),
  rowHeight: fc.constantFrom(28, 34),
  viewport: fc.integer({ min: 40, max: 2000 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a window onto a long list', () => {
  test('every row can be brought into view from everywhere', () => {
    fc.assert(
      fc.property(lists, share, share, (list, from, to) => {
        const start = from * Math.max(0, scrollHeight(list) - list.viewport);
        const row = Math.floor(to * (list.rows - 1));
        const scrollTop = scrollToRow(list, start, row);
        const { first, end, top } = rowWindow(list, scrollTop, 0);
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThan(end);
        const at = top + (row - first) * list.rowHeight - scrollTop;
        expect(at).toBeGreaterThanOrEqual(-0.5);
        expect(at + list.rowHeight).toBeLessThanOrEqual(Math.max(list.viewport, list.rowHeight) + 0.5);
      }),
    );
  });

  test('the visible part is always covered with rows', () => {
    fc.assert(
      fc.property(lists, share, fc.integer({ min: 0, max: 20 }), (list, where, overscan) => {
        const scrollTop = where * Math.max(0, scrollHeight(list) - list.viewport);
        const { first, end, top } = rowWindow(list, scrollTop, overscan);
        expect(top).toBeLessThanOrEqual(scrollTop + 0.5);
        const bottom = top + (end - first) * list.rowHeight;
        expect(bottom).toBeGreaterThanOrEqual(Math.min(scrollTop + list.viewport, scrollHeight(list)) - 0.5);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(list.viewport / list.rowHeight) + 1 + 2 * overscan);
      }),
    );
  });

  test('no element grows beyond what engines can show', () => {
    expect(scrollHeight({ rows: 1_000_000, rowHeight: 34, viewport: 600 })).toBeLessThan(16_000_000);
    expect(scrollHeight({ rows: 1000, rowHeight: 34, viewport: 600 })).toBe(34_000);
  });

  test.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 6],
    ['PageUp', 2, 0],
    ['Home', 7, 0],
    ['End', 7, 9],
    ['x', 7, undefined],
  ])('%s from %i goes to %s', (key, from, to) => expect(moveCursor(key, from, 10, 4)).toBe(to));
});

const column = (id: string, part: Partial<Column<null>> = {}): Column<null> => ({
  id,
  title: id,
  width: 100,
  cell: () => null,
  ...part,
});
const { width: _none, ...statement } = column('statement', { min: 200 });
const columns = [statement, column('a', { leaves: 1 }), column('b', { leaves: 3 }), column('c', { leaves: 2 })];
const NO_CHOICE: ColumnChoice = { order: [], shown: {}, widths: {} };
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe('columns', () => {
  test('the least important leave first when room is short, the main one never', () => {
    expect(ids(fitColumns(columns, NO_CHOICE, 500))).toEqual(['statement', 'a', 'b', 'c']);
    expect(ids(fitColumns(columns, NO_CHOICE, 499))).toEqual(['statement', 'a', 'c']);
    expect(ids(fitColumns(columns, NO_CHOICE, 300))).toEqual(['statement', 'a']);
    expect(ids(fitColumns(columns, NO_CHOICE, 10))).toEqual(['statement']);
  });

  test('beside an open fact the statement has slack, and the grade outlasts all others', () => {
    // What a window of 1440 and one of 900 pixels leave to the list.
    const wide = ids(fitColumns(FACT_TABLE, NO_CHOICE, 989));
    expect(wide).toEqual(['statement', 'subject', 'value', 'asOf', 'grade', 'marking']);
    expect(ids(fitColumns(FACT_TABLE, NO_CHOICE, 449))).toEqual(['statement', 'grade']);
    expect(ids(fitColumns(FACT_TABLE, NO_CHOICE, 330))).toEqual(['statement', 'grade']);
  });

  test('what the user hid or widened counts', () => {
    const choice = { ...NO_CHOICE, shown: { a: false }, widths: { c: 250 } };
    expect(ids(fitColumns(columns, choice, 560))).toEqual(['statement', 'b', 'c']);
    expect(ids(fitColumns(columns, choice, 549))).toEqual(['statement', 'c']);
  });

  test('moving a column keeps all others in order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }))), (moves) => {
        let choice = NO_CHOICE;
        for (const [id, to] of moves) {
          const before = ids(orderColumns(columns, choice)).filter((other) => other !== id);
          choice = { ...choice, order: moveColumn(columns, choice, id, to) };
          const after = ids(orderColumns(columns, choice));
          expect(after.filter((other) => other !== id)).toEqual(before);
          expect(after.indexOf(id)).toBe(to);
        }
      }),
    );
  });

  test('a column that is new in this version stands at its end of a remembered order', () => {
    const choice = { ...NO_CHOICE, order: ['b', 'statement', 'a'] };
    expect(ids(orderColumns(columns, choice))).toEqual(['b', 'statement', 'a', 'c']);
  });
});
