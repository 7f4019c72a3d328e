import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { listenForKeys } from '../../renderer/app/commands.ts';
import { useWorkList } from '../../renderer/app/use-work-list.ts';
import { StepButtons } from '../../renderer/ui/StepButtons.tsx';
import type { Column } from '../../renderer/ui/table/columns.ts';
import { type Page, useRows } from '../../renderer/ui/table/rows.ts';
import { VirtualTable } from '../../renderer/ui/table/VirtualTable.tsx';
import { prepareWindow, show } from './support/window.tsx';

interface Row {
  readonly id: string;
}

const COLUMNS: readonly Column<Row>[] = [{ id: 'id', title: 'common:marking', cell: ({ id }) => id }];
const TOTAL = 5000;

const List = ({ name }: { readonly name: string }) => {
  const [gone, setGone] = useState<readonly string[]>([]);
  const rows = useRows<Row>(name, (offset, limit) => ({
    queryKey: [name, gone, offset, limit],
    queryFn: async (): Promise<Page<Row>> => {
      const all = Array.from({ length: TOTAL }, (_, at) => ({ id: `row ${at}` })).filter(
        ({ id }) => !gone.includes(id),
      );
      return { total: all.length, items: all.slice(offset, offset + limit), ms: 1 };
    },
  }));
  const open = useState<string | null>(null);
  const list = useWorkList({ name: 'test', columns: COLUMNS, rows, open });
  return (
    <div ref={list.ref}>
      <VirtualTable {...list.table} empty="nothing" label="Rows" />
      <output>{list.row ? `open: ${list.row.id}` : 'none is open'}</output>
      <StepButtons onStep={list.step} />
      <button
        onClick={() => {
          if (list.row) setGone([...gone, list.row.id]);
          list.dealtWith();
        }}
        type="button"
      >
        Deal with it
      </button>
      <button onClick={list.close} type="button">
        Close
      </button>
    </div>
  );
};

prepareWindow();
let stopListening = (): void => undefined;
afterEach(() => {
  stopListening();
  cleanup();
});

const grid = () => screen.getByRole('grid');
const opened = (id: string) => waitFor(() => expect(screen.getByRole('status').textContent).toBe(`open: ${id}`));

/** Scrolls as a browser would once the place was set. */
const scrolled = () => fireEvent.scroll(grid());

let lists = 0;

/** A list of its own each time: where one was scrolled to is remembered. */
const start = async () => {
  lists += 1;
  stopListening = listenForKeys(false);
  show(<List name={`list ${lists}`} />);
  await screen.findByText('row 0');
  act(() => grid().focus());
  return userEvent.setup();
};

describe('a list that is worked off', () => {
  test('End takes the open record along to a row whose page is still on its way', async () => {
    const user = await start();
    await user.keyboard('{Enter}');
    await opened('row 0');
    await user.keyboard('{End}');
    scrolled();
    await opened(`row ${TOTAL - 1}`);
  });

  test('a row far down opens, and J and K go on from there', async () => {
    const user = await start();
    await user.keyboard('{End}');
    scrolled();
    await screen.findByText(`row ${TOTAL - 1}`);
    await user.keyboard('{Enter}');
    await opened(`row ${TOTAL - 1}`);
    await user.keyboard('k');
    await opened(`row ${TOTAL - 2}`);
    await user.keyboard('j');
    await opened(`row ${TOTAL - 1}`);
  });

  test('the open record stays while the list is scrolled elsewhere, and the next one is still that after it', async () => {
    const user = await start();
    await user.keyboard('{ArrowDown}{Enter}');
    await opened('row 1');
    grid().scrollTop = 100_000;
    scrolled();
    await screen.findByText('row 2950');
    expect(screen.getByRole('status').textContent).toBe('open: row 1');
    await user.click(screen.getByRole('button', { name: 'Next in the list' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).not.toBe('open: row 1'));
  });

  test('stepping brings the open record into view', async () => {
    const user = await start();
    await user.keyboard('{Enter}');
    for (let at = 1; at <= 30; at += 1) {
      await user.keyboard('j');
      await opened(`row ${at}`);
    }
    expect(grid().scrollTop).toBeGreaterThan(0);
  });

  test('one that was dealt with makes way for its neighbour; closing goes back to the list', async () => {
    const user = await start();
    await user.keyboard('{ArrowDown}{Enter}');
    await opened('row 1');
    await user.click(screen.getByRole('button', { name: 'Deal with it' }));
    await opened('row 2');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.getByRole('status').textContent).toBe('none is open');
    expect(document.activeElement).toBe(grid());
  });
});
