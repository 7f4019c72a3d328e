import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Column, useColumns } from '../../renderer/ui/table/columns.ts';
import { type Page, useRows } from '../../renderer/ui/table/rows.ts';
import { useSelection } from '../../renderer/ui/table/selection.ts';
import { VirtualTable } from '../../renderer/ui/table/VirtualTable.tsx';
import { prepareWindow, show } from './support/window.tsx';

interface Row {
  readonly id: string;
  readonly name: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', title: 'common:marking', sortable: true, cell: (row) => row.name },
  { id: 'id', title: 'common:reason', width: 80, cell: (row) => row.id },
];

interface TableProps {
  readonly total: number;
  readonly onOpen?: (id: string) => void;
  readonly onSort?: (by: string, descending: boolean) => void;
  readonly fetched?: (list: string, offset: number, limit: number) => Promise<void>;
  readonly onChosen?: (ids: string[]) => void;
}

const Table = ({ total, onOpen = () => undefined, onSort, fetched, onChosen }: TableProps) => {
  const [list, setList] = useState('first');
  const rows = useRows<Row>(list, (offset, limit) => ({
    queryKey: ['rows', list, offset, limit],
    queryFn: async (): Promise<Page<Row>> => {
      await fetched?.(list, offset, limit);
      const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, step) => ({
        id: `id-${offset + step}`,
        name: `${list} ${offset + step}`,
      }));
      return { total, items, ms: 1 };
    },
  }));
  const selection = useSelection(rows);
  onChosen?.([...selection.ids]);
  return (
    <>
      <button type="button" onClick={() => setList('second')}>
        other list
      </button>
      <button type="button" onClick={() => setList('first')}>
        first list
      </button>
      <VirtualTable
        label="Rows"
        columns={useColumns('test', COLUMNS)}
        rows={rows}
        selection={selection}
        sort={{ by: 'name', descending: false }}
        onSort={({ by, descending }) => onSort?.(by, descending)}
        openId={null}
        onOpen={onOpen}
        menu={(ids) => <span>{`menu for ${ids.length}`}</span>}
        empty={<p>nothing here</p>}
      />
    </>
  );
};

prepareWindow();
afterEach(cleanup);

const grid = () => screen.getByRole('grid');
const active = () => {
  const id = grid().getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.getAttribute('aria-rowindex') : null;
};
const ready = async () => {
  await screen.findByText('first 0');
  act(() => grid().focus());
};

describe('virtual table', () => {
  test('renders what is in view of a million rows and says how many there are', async () => {
    show(<Table total={1_000_000} />);
    await ready();
    expect(grid().getAttribute('aria-rowcount')).toBe('1000001');
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(60);
  });

  test('moves with arrows, page keys, Home and End', async () => {
    const user = userEvent.setup();
    show(<Table total={500} />);
    await ready();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(active()).toBe('3');
    await user.keyboard('{PageDown}');
    expect(active()).toBe(String(3 + Math.floor((600 - 29) / 34) - 1));
    await user.keyboard('{End}');
    fireEvent.scroll(grid());
    await waitFor(() => expect(active()).toBe('501'));
    await screen.findByText('first 499');
    await user.keyboard('{Home}');
    fireEvent.scroll(grid());
    await waitFor(() => expect(active()).toBe('2'));
  });

  test('Enter opens the row that the keyboard is on', async () => {
    const open = vi.fn();
    const user = userEvent.setup();
    show(<Table total={10} onOpen={open} />);
    await ready();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(open).toHaveBeenCalledExactlyOnceWith('id-1');
  });

  test('Space toggles, Shift extends, Ctrl-A takes all, Esc clears', async () => {
    let chosen: string[] = [];
    const user = userEvent.setup();
    show(<Table total={250} onChosen={(ids) => (chosen = ids)} />);
    await ready();
    await user.keyboard('{ArrowDown} ');
    expect(chosen).toEqual(['id-1']);
    await user.keyboard(' ');
    expect(chosen).toEqual([]);
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await waitFor(() => expect(chosen).toEqual(['id-1', 'id-2', 'id-3']));
    await user.keyboard('{Control>}a{/Control}');
    await waitFor(() => expect(chosen).toHaveLength(250));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(chosen).toEqual([]));
  });

  test('Ctrl-click adds one, Shift-click a range, a plain click opens and clears', async () => {
    let chosen: string[] = [];
    const open = vi.fn();
    const user = userEvent.setup();
    show(<Table total={20} onOpen={open} onChosen={(ids) => (chosen = ids)} />);
    await ready();
    await user.keyboard('{Control>}');
    await user.click(screen.getByText('first 2'));
    await user.keyboard('{/Control}');
    expect(chosen).toEqual(['id-2']);
    await user.keyboard('{Shift>}');
    await user.click(screen.getByText('first 5'));
    await user.keyboard('{/Shift}');
    await waitFor(() => expect(chosen).toEqual(['id-2', 'id-3', 'id-4', 'id-5']));
    expect(open).not.toHaveBeenCalled();
    await user.click(screen.getByText('first 7'));
    expect(open).toHaveBeenCalledWith('id-7');
    expect(chosen).toEqual([]);
  });

  test('the menu is for all chosen rows when asked for on one of them, else for that row', async () => {
    const user = userEvent.setup();
    show(<Table total={20} />);
    await ready();
    await user.keyboard(' {ArrowDown} ');
    fireEvent.contextMenu(screen.getByText('first 0'));
    expect(await screen.findByText('menu for 2')).toBeTruthy();
    await user.keyboard('{Escape}');
    fireEvent.contextMenu(screen.getByText('first 5'));
    expect(await screen.findByText('menu for 1')).toBeTruthy();
  });

  test('keeps what is there until another list has come', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const user = userEvent.setup();
    show(<Table total={30} fetched={(list) => (list === 'second' ? gate : Promise.resolve())} />);
    await ready();
    await user.click(screen.getByText('other list'));
    expect(screen.getByText('first 3')).toBeTruthy();
    release();
    expect(await screen.findByText('second 3')).toBeTruthy();
    expect(screen.queryByText('first 3')).toBeNull();
  });

  test('is whole again after a refused list', async () => {
    const user = userEvent.setup();
    const refuse = (list: string) => (list === 'second' ? Promise.reject(new Error('no')) : Promise.resolve());
    show(<Table total={30} fetched={refuse} />);
    await ready();
    await user.click(screen.getByText('other list'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    await user.click(screen.getByText('first list'));
    expect(await screen.findByText('first 15')).toBeTruthy();
    expect(screen.getAllByRole('columnheader')).toHaveLength(2);
  });

  test('a click on a head sorts, another turns the order', async () => {
    const sort = vi.fn();
    const user = userEvent.setup();
    show(<Table total={5} onSort={sort} />);
    await ready();
    const head = screen.getByRole('columnheader', { name: 'Marking' });
    expect(head.getAttribute('aria-sort')).toBe('ascending');
    await user.click(within(head).getByRole('button'));
    expect(sort).toHaveBeenCalledExactlyOnceWith('name', true);
  });

  test('an empty list says so, a refused one says what to do', async () => {
    show(<Table total={0} />);
    expect(await screen.findByText('nothing here')).toBeTruthy();
    cleanup();
    show(<Table total={5} fetched={() => Promise.reject(new Error('gone'))} />);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
