// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a window onto its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { type DragEvent, type ReactNode, useId, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../Problem.tsx';
import { fitColumns, gridTemplate, type TableColumns } from './columns.ts';
import { Head, type Sort } from './Head.tsx';
import { RowMenu, useRowMenu } from './RowMenu.tsx';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';
import { useCursor } from './use-cursor.ts';
import { useViewport } from './use-viewport.ts';
import classes from './VirtualTable.module.css';
import { scrollHeight } from './window.ts';

export interface VirtualTableProps<T extends { readonly id: string }> {
  readonly label: string;
  readonly columns: TableColumns<T>;
  readonly rows: Rows<T>;
  readonly selection: Selection;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** The record that is open beside the table. */
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  /** The keyboard moved onto the row. */
  readonly onMove?: (id: string) => void;
  readonly onClose?: () => void;
  /** Menu items for the chosen rows, or for the one the menu was asked for on. */
  readonly menu?: (ids: readonly string[]) => ReactNode;
  /** Fills what is carried when a row is dragged out. */
  readonly onDrag?: (row: T, data: DataTransfer) => void;
  /** A word that tells apart rows in a special state, for styling: `retired`. */
  readonly stateOf?: (row: T) => string | undefined;
  /** Stands in place of the rows when there are none. */
  readonly empty: ReactNode;
}

/**
 * A long table of records: only what is in view is fetched and rendered. Arrows, Home, End and the page keys move,
 * Enter opens, Space chooses, Shift extends, Ctrl/Cmd-A chooses all, Esc goes back.
 */
export const VirtualTable = <T extends { readonly id: string }>(props: VirtualTableProps<T>) => {
  const { label, columns, rows, selection, sort, onSort, openId, menu, onDrag, stateOf, empty } = props;
  const { t } = useTranslation();
  const base = useId();
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const view = useViewport(grid, rows);
  const cursor = useCursor(props, view);
  const rowMenu = useRowMenu(selection);
  const shown = fitColumns(columns.all, columns.choice, view.width);

  const { look } = rows;
  useLayoutEffect(() => look(view.rows.first, view.rows.end), [look, view.rows.first, view.rows.end]);

  const dragStart = (row: T) => (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'copyLink';
    onDrag?.(row, event.dataTransfer);
  };
  const rowAt = (index: number) => {
    const row = rows.get(index);
    const chosen = row !== undefined && selection.ids.has(row.id);
    const open = row !== undefined && row.id === openId;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its active row
      <div
        key={index}
        id={`${base}-${index}`}
        role="row"
        className={classes.row}
        aria-rowindex={index + 2}
        aria-selected={chosen || (open && selection.ids.size === 0)}
        data-open={open || undefined}
        data-chosen={chosen || undefined}
        data-cursor={index === cursor.index || undefined}
        data-state={row && stateOf?.(row)}
        draggable={row !== undefined && onDrag !== undefined}
        onDragStart={row && dragStart(row)}
        onClick={(event) => {
          cursor.click(index, event);
          grid?.focus({ preventScroll: true });
        }}
        onContextMenu={(event) => {
          if (!row || !menu) return;
          event.preventDefault();
          cursor.put(index);
          rowMenu.open(row.id, event.clientX, event.clientY);
        }}
      >
        {shown.map((column, place) => (
          <div
            key={column.id}
            role="gridcell"
            className={classes.cell}
            aria-colindex={place + 1}
            data-align={column.align}
          >
            {row ? column.cell(row) : place === 0 && <span className={classes.waiting} />}
          </div>
        ))}
      </div>
    );
  };

  if (rows.error) return <Problem error={rows.error} retry={rows.retry} />;
  if (rows.known && rows.total === 0) return empty;
  const indices = Array.from({ length: view.rows.end - view.rows.first }, (_, step) => view.rows.first + step);
  return (
    <>
      <div
        ref={setGrid}
        role="grid"
        tabIndex={0}
        className={classes.grid}
        aria-label={label}
        aria-rowcount={rows.known ? rows.total + 1 : -1}
        aria-colcount={shown.length}
        aria-multiselectable
        aria-busy={!rows.known}
        aria-activedescendant={
          cursor.index >= view.rows.first && cursor.index < view.rows.end ? `${base}-${cursor.index}` : undefined
        }
        style={{ '--columns': gridTemplate(shown, columns.choice) }}
        onScroll={view.onScroll}
        onKeyDown={(event) => {
          if (event.target instanceof Element && event.target.closest('[role=columnheader]')) return;
          const row = rows.get(cursor.index);
          if (row && menu && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
            event.preventDefault();
            const box = document.getElementById(`${base}-${cursor.index}`)?.getBoundingClientRect();
            rowMenu.open(row.id, (box?.left ?? 0) + 24, box?.bottom ?? 0);
          } else cursor.key(event);
        }}
      >
        <Head columns={columns} shown={shown} sort={sort} onSort={onSort} />
        <div role="rowgroup" className={classes.body} style={{ height: scrollHeight(view.geometry) }}>
          <div role="presentation" className={classes.rows} style={{ transform: `translateY(${view.rows.top}px)` }}>
            {indices.map(rowAt)}
          </div>
        </div>
        {!rows.known && <p className="visually-hidden">{t('common:loading')}</p>}
      </div>
      {menu && <RowMenu state={rowMenu} items={menu} onClosed={() => grid?.focus()} />}
    </>
  );
};
