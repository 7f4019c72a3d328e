// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a window onto its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in the head has the focus
import { Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, TableColumns } from './columns.ts';
import classes from './VirtualTable.module.css';

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

interface HeadProps<T> {
  readonly columns: TableColumns<T>;
  readonly shown: readonly Column<T>[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** Follows a pointer until it is let go. */
const followPointer = (event: PointerEvent<HTMLElement>, move: (dx: number) => void): void => {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const start = event.clientX;
  const onMove = (next: globalThis.PointerEvent): void => move(next.clientX - start);
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', onMove);
  handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', onMove), {
    once: true,
  });
};

interface HeaderCellProps<T> extends HeadProps<T> {
  readonly column: Column<T>;
  readonly place: number;
}

const STEP = 16;
const COLUMN_DRAG = 'application/x-briefwright-column';

/** One column's head: sorts on click, is dragged to move, has a menu for all of that by keyboard. */
const HeaderCell = <T,>({ column, place, columns, shown, sort, onSort }: HeaderCellProps<T>) => {
  const { t } = useTranslation();
  const [menu, setMenu] = useState(false);
  const { id } = column;
  const title = t(column.title);
  const current = sort.by === id;
  const width = columns.choice.widths[id] ?? column.width ?? 0;
  // The flexible column gives and takes: to its right a column grows leftwards, to its left rightwards.
  const grows = place > shown.findIndex((other) => other.width === undefined) ? -1 : 1;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.head}
      aria-colindex={place + 1}
      aria-sort={current ? (sort.descending ? 'descending' : 'ascending') : undefined}
      data-align={column.align}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenu(true);
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(COLUMN_DRAG)) event.preventDefault();
      }}
      onDrop={(event) => {
        const dragged = event.dataTransfer.getData(COLUMN_DRAG);
        if (dragged) columns.move(dragged, place);
      }}
    >
      <button
        type="button"
        className={classes.title}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(COLUMN_DRAG, id)}
        onClick={() => {
          if (column.sortable) onSort({ by: id, descending: current && !sort.descending });
        }}
      >
        <span>{title}</span>
        {current && <Arrow size={12} aria-hidden />}
      </button>
      <Menu opened={menu} onChange={setMenu}>
        <Menu.Target>
          <span className={classes.anchor} aria-hidden />
        </Menu.Target>
        <Menu.Dropdown>
          {column.sortable && (
            <>
              <Menu.Item onClick={() => onSort({ by: id, descending: false })}>{t('common:table.ascending')}</Menu.Item>
              <Menu.Item onClick={() => onSort({ by: id, descending: true })}>{t('common:table.descending')}</Menu.Item>
            </>
          )}
          <Menu.Item disabled={place === 0} onClick={() => columns.move(id, place - 1)}>
            {t('common:table.moveLeft')}
          </Menu.Item>
          <Menu.Item disabled={place === shown.length - 1} onClick={() => columns.move(id, place + 1)}>
            {t('common:table.moveRight')}
          </Menu.Item>
          {column.width !== undefined && (
            <>
              <Menu.Item closeMenuOnClick={false} onClick={() => columns.resize(id, width + STEP)}>
                {t('common:table.wider')}
              </Menu.Item>
              <Menu.Item closeMenuOnClick={false} onClick={() => columns.resize(id, width - STEP)}>
                {t('common:table.narrower')}
              </Menu.Item>
              <Menu.Item onClick={() => columns.show(id, false)}>{t('common:table.hide', { title })}</Menu.Item>
            </>
          )}
          <Menu.Item onClick={columns.reset}>{t('common:table.reset')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {column.width !== undefined && (
        <span
          className={classes.handle}
          data-side={grows < 0 ? 'start' : 'end'}
          aria-hidden
          onPointerDown={(event) => followPointer(event, (dx) => columns.resize(id, width + grows * dx))}
        />
      )}
    </div>
  );
};

/** The head of a table; it stays while the rows scroll. */
export const Head = <T,>(props: HeadProps<T>) => (
  <div role="rowgroup" className={classes.heads}>
    <div role="row" className={classes.headRow} aria-rowindex={1}>
      {props.shown.map((column, place) => (
        <HeaderCell key={column.id} {...props} column={column} place={place} />
      ))}
    </div>
  </div>
);
