import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DuplicatePair } from '#shared/contract/duplicates.ts';
import { LibraryContext } from '../../renderer/app/library.ts';
import { compareFields, pairsOf } from '../../renderer/features/duplicates/compare.ts';
import { PairDetail } from '../../renderer/features/duplicates/PairDetail.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const [ONE, OTHER] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'] as const;
const LIBRARY = { id: 'x', name: 'x', readOnly: false, schemaVersion: 20, notice: null };

const side = (id: string, title: string, createdAt: number): DuplicatePair['keep'] => ({
  ...{ id, title, detail: '', marking: 'CLEAR', uses: 1, createdAt, updatedBy: 'A' },
});
const PAIR: DuplicatePair = {
  ...{ id: `${ONE} ${OTHER}`, kind: 'source', by: 'url', decided: null },
  keep: side(ONE, 'Notice', 1),
  other: side(OTHER, 'The notice', 2),
};
const source = (id: string, title: string) => ({ id, title, url: 'https://a.example', authors: [], marking: 'CLEAR' });

const open = (pair: DuplicatePair, state: 'offered' | 'joined' | 'dismissed', library = LIBRARY) => {
  const join = vi.fn((_input: object) => Promise.resolve({ keep: ONE, joined: 1 }));
  const dismiss = vi.fn((_input: object) => Promise.resolve({ dismissed: 1 }));
  const onDone = vi.fn();
  const get = ({ id }: { id: string }) => Promise.resolve(source(id, id === ONE ? 'Notice' : 'The notice'));
  const api = fakeApi({ sources: { get }, duplicates: { join, dismiss } });
  show(
    <LibraryContext value={library}>
      <PairDetail onClose={() => {}} onDone={onDone} onStep={() => {}} pair={pair} state={state} />
    </LibraryContext>,
    api,
  );
  return { join, dismiss, onDone, user: userEvent.setup() };
};

describe('what tells two records apart', () => {
  test('fields that neither has are left out, the others stand in words', () => {
    const one = { statement: 'It fell.', subjectName: 'Firm', quantity: null, evidence: [], marking: 'CLEAR' };
    const other = { ...one, subjectName: '', quantity: { value: '2', unit: 'days', qualifier: '' } };
    expect(compareFields('fact', one, other).map(({ field, words }) => [field, ...words])).toEqual([
      ['statement', 'It fell.', 'It fell.'],
      ['subject', 'Firm', ''],
      ['quantity', '', '2\u00a0days'],
      ['marking', 'TLP:CLEAR', 'TLP:CLEAR'],
    ]);
  });
  test('the id of a pair holds both of its records', () => {
    expect(pairsOf([PAIR.id])).toEqual([{ one: ONE, other: OTHER }]);
  });
});

describe('a pair', () => {
  test('keeps the older one unless the other is chosen, and gives the reason along (M13)', async () => {
    const { join, onDone, user } = open(PAIR, 'offered');
    expect(await screen.findByRole('button', { name: /Join: keep “Notice”/ })).toBeTruthy();
    const differing = (await screen.findByText('Title')).closest('tr') as HTMLElement;
    expect(within(differing).getByText('(differs)', { exact: false })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Gives way' }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Fuller title');
    await user.click(screen.getByRole('button', { name: /Join: keep “The notice”/ }));
    expect(join.mock.calls[0]?.[0]).toEqual({ keep: OTHER, others: [ONE], reason: 'Fuller title' });
    await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  });
  test('is told apart in this file only, and says so (M13)', async () => {
    const { dismiss, user } = open(PAIR, 'offered');
    expect(await screen.findByText(/remembered in this file only/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Not the same/ }));
    expect(dismiss.mock.calls[0]?.[0]).toEqual({ pairs: [{ one: ONE, other: OTHER }] });
  });
  test('that was joined tells who did it and what does not show, and can be taken apart', async () => {
    const decided = { author: 'Desk B', at: 0, reason: 'the same page', unseen: 2 };
    open({ ...PAIR, by: null, decided }, 'joined');
    expect(await screen.findByText(/^Desk B joined them/)).toBeTruthy();
    expect(screen.getByText('Reason: the same page')).toBeTruthy();
    expect(screen.getByText(/^2 edits of the joined record/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Take apart' })).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
  });
  test('shows in a library for reading only, without ways to decide', async () => {
    open(PAIR, 'offered', { ...LIBRARY, readOnly: true });
    expect(await screen.findByText('Both have the same address.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Join|Not the same/ })).toBeNull();
  });
});
