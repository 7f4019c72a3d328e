import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { FactPicker } from '../../renderer/editor/FactPicker.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const fact = (statement: string) => ({
  ...{ id: statement, revision: '', statement, subject: null, quantity: null, asOf: null, status: 'unverified' },
  ...{ marking: 'CLEAR', tags: [], reviewBy: null, retired: false, updatedAt: 0, grade: null, sources: 0 },
  ...{ contested: false, inConflict: false },
});

/** A picker whose lists come when they are let go, by what was typed. */
const open = () => {
  const lists = new Map<string, (statements: readonly string[]) => void>();
  const list = ({ filter: { query } }: { filter: { query: string } }) =>
    new Promise((come) => {
      lists.set(query, (statements) => come({ total: statements.length, ms: 0, items: statements.map(fact) }));
    });
  const onPick = vi.fn<(picked: { statement: string }) => void>();
  show(<FactPicker hint="" onCancel={() => {}} onPick={onPick} />, fakeApi({ facts: { list } }));
  const field = screen.getByRole('combobox', { name: 'Find a fact to cite' });
  const comes = async (query: string, ...statements: string[]): Promise<void> => {
    await waitFor(() => expect(lists.has(query)).toBe(true));
    lists.get(query)?.(statements);
    for (const statement of statements) await screen.findByText(statement);
  };
  return {
    user: userEvent.setup(),
    field,
    onPick,
    comes,
    picked: () => onPick.mock.calls.map(([{ statement }]) => statement),
  };
};

test('Enter that came before the list of what was typed takes the first of that list once it is there', async () => {
  const { user, field, comes, picked } = open();
  await comes('', 'Old', 'Older');
  await user.type(field, 'n');
  await user.keyboard('{Enter}');
  expect(picked()).toEqual([]);
  await comes('n', 'New');
  await waitFor(() => expect(picked()).toEqual(['New']));
});

test('whoever types on after Enter takes nothing yet', async () => {
  const { user, field, comes, picked } = open();
  await comes('', 'Old');
  await user.type(field, 'n');
  await user.keyboard('{Enter}');
  await user.type(field, 'e');
  await comes('ne', 'Next');
  expect(picked()).toEqual([]);
  await user.keyboard('{Enter}');
  expect(picked()).toEqual(['Next']);
});
