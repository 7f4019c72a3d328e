import { type RefObject, useRef } from 'react';
import { type Column, type TableColumns, useColumns } from '../ui/table/columns.ts';
import type { Sort } from '../ui/table/Head.tsx';
import type { Rows } from '../ui/table/rows.ts';
import { type Selection, useSelection } from '../ui/table/selection.ts';
import { useOpenRow } from '../ui/table/use-open-row.ts';
import type { VirtualTableProps } from '../ui/table/VirtualTable.tsx';
import { useCommands } from './commands.ts';
import { attempt } from './notices.tsx';

interface WorkListInput<T> {
  /** Under this name its columns are remembered. */
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly rows: Rows<T>;
  /** The id of the open record, and how another one is opened. */
  readonly open: readonly [string | null, (id: string | null) => void];
  /** The one order that the list has; it says nothing of one that has no column. */
  readonly sort?: Sort;
}

type TableProps<T extends { readonly id: string }> = Pick<
  VirtualTableProps<T>,
  'columns' | 'rows' | 'selection' | 'sort' | 'onSort' | 'openId' | 'onOpen' | 'onMove' | 'onClose'
>;

interface WorkList<T extends { readonly id: string }> {
  readonly columns: TableColumns<T>;
  readonly selection: Selection;
  /** The open record as the list has it. */
  readonly row: T | undefined;
  /** Opens the one before or after it. */
  readonly step: (by: 1 | -1) => void;
  /** Opens the one that stood beside it: it has been dealt with and leaves the list. */
  readonly dealtWith: () => void;
  /** Closes the open record and goes back to the list. */
  readonly close: () => void;
  /** What the table is wired with. */
  readonly table: TableProps<T>;
  /** Of what holds the table. */
  readonly ref: RefObject<HTMLDivElement | null>;
}

const NO_COLUMN: Sort = { by: '', descending: false };

/** A list that is worked off record by record, the open one beside it: J and K open the next and the one before. */
export const useWorkList = <T extends { readonly id: string }>(input: WorkListInput<T>): WorkList<T> => {
  const { name, rows, sort = NO_COLUMN } = input;
  const [openId, setOpen] = input.open;
  const columns = useColumns(name, input.columns);
  const selection = useSelection(rows);
  const { row, dealtWith, ...openRow } = useOpenRow(rows, openId, setOpen);
  const step = (by: 1 | -1): void => attempt(openRow.step(by));
  const ref = useRef<HTMLDivElement>(null);
  useCommands([
    { id: 'list.next', title: 'common:list.next', group: 'here', keys: 'j', run: () => step(1) },
    { id: 'list.previous', title: 'common:list.previous', group: 'here', keys: 'k', run: () => step(-1) },
  ]);
  return {
    ...{ columns, selection, row, step, dealtWith, ref },
    close: () => {
      setOpen(null);
      ref.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
    },
    table: {
      ...{ columns, rows, selection, sort, openId },
      onSort: () => undefined,
      onOpen: setOpen,
      // The arrows take the open record along; with none open they only move.
      onMove: (id) => openId !== null && setOpen(id),
      onClose: () => setOpen(null),
    },
  };
};
