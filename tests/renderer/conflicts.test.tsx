import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ConflictDetail, ConflictValue } from '#shared/contract/exchange.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { listenForKeys } from '../../renderer/app/commands.ts';
import { LibraryContext } from '../../renderer/app/library.ts';
import { ConflictRecord } from '../../renderer/features/conflicts/ConflictRecord.tsx';
import type { Json } from '../../renderer/features/conflicts/fields.ts';
import { RecordConflicts, Rivals } from '../../renderer/features/conflicts/RecordConflicts.tsx';
import { SettleMany } from '../../renderer/features/conflicts/SettleMany.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const ID = '01890000-0000-7000-8000-000000000000';
const LIBRARY = { id: 'x', name: 'x', readOnly: false, schemaVersion: 20, notice: null };

const value = (author: string, given: unknown, more: Partial<ConflictValue> = {}): ConflictValue => ({
  dot: `${author} dot`,
  value: given as Json,
  author,
  at: 0,
  reason: '',
  shown: author === 'B',
  wrote: [],
  evidence: [],
  ...more,
});

const detailOf = (
  kind: ConflictDetail['kind'],
  field: string,
  base: unknown,
  values: ConflictValue[],
): ConflictDetail => ({
  kind,
  id: ID,
  title: 'The record',
  opens: null,
  names: {},
  fields: [{ field, base: base as Json, baseAt: 0, values }],
});

/** Shows the record; what is settled is answered with nothing left. */
const open = (detail: ConflictDetail, library = LIBRARY) => {
  const resolve = vi.fn((_input: object) => Promise.resolve({ left: 0 }));
  const onSettled = vi.fn();
  const api = fakeApi({ conflicts: { get: () => Promise.resolve(detail), resolve } });
  show(
    <LibraryContext value={library}>
      <ConflictRecord id={ID} onClose={() => {}} onSettled={onSettled} onStep={() => {}} />
    </LibraryContext>,
    api,
  );
  return { resolve, onSettled, user: userEvent.setup() };
};

const statement = detailOf('fact', 'statement', 'It fell.', [
  value('B', 'It fell by 38 %.', { reason: 'Counted' }),
  value('A', 'It fell by 43 %.'),
]);

describe('a record in conflict', () => {
  test('shows every value with who wrote it and why, and takes one by its dot (M7)', async () => {
    const { resolve, onSettled, user } = open(statement);
    const field = await screen.findByRole('region', { name: 'Statement' });
    const cards = within(field).getAllByRole('listitem');
    expect(cards.map((card) => card.textContent)).toEqual([
      expect.stringMatching(/^B.*It fell by 38 %\..*Reason: Counted.*shown meanwhile/),
      expect.stringMatching(/^A.*It fell by 43 %\./),
    ]);
    expect([...field.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['38', '43']);
    await user.type(within(field).getByRole('textbox', { name: 'Reason' }), 'Newer');
    await user.click(within(field).getByRole('button', { name: /Take version 2/ }));
    expect(resolve.mock.calls[0]?.[0]).toEqual({
      ...{ kind: 'fact', id: ID, field: 'statement', use: { dot: 'A dot' }, reason: 'Newer' },
    });
    await vi.waitFor(() => expect(onSettled).toHaveBeenCalledWith(0));
  });

  test('is settled by the keys 1 and 2, but not while a text is being typed', async () => {
    const { resolve, user } = open(statement);
    const stop = listenForKeys(false);
    await screen.findByRole('region', { name: 'Statement' });
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), '2');
    expect(resolve).not.toHaveBeenCalled();
    screen.getByRole('textbox', { name: 'Reason' }).blur();
    await user.keyboard('2');
    expect(resolve.mock.calls[0]?.[0]).toMatchObject({ use: { dot: 'A dot' } });
    stop();
  });

  test('takes a value that is written anew, in the form of its field', async () => {
    const quantity = (digits: string) => ({ value: digits, unit: '%', qualifier: '' });
    const { resolve, user } = open(detailOf('fact', 'quantity', null, [value('B', quantity('38')), value('A', null)]));
    await user.click(await screen.findByRole('button', { name: 'Write a new one' }));
    const field = screen.getByRole('textbox', { name: 'Value' });
    await user.clear(field);
    await user.type(field, 'over 40 %');
    await user.click(screen.getByRole('button', { name: 'Save as the value' }));
    expect(resolve.mock.calls[0]?.[0]).toMatchObject({ use: { value: { ...quantity('40'), qualifier: 'over' } } });
  });

  test('keeps the entries of lists together', async () => {
    const body = (literal: string) => ({ literal });
    const { resolve, user } = open(
      detailOf('source', 'authors', [], [value('B', [body('One')]), value('A', [body('One'), body('Two')])]),
    );
    await user.click(await screen.findByRole('button', { name: 'Keep the entries of all versions' }));
    expect(resolve.mock.calls[0]?.[0]).toMatchObject({ use: { value: [body('One'), body('Two')] } });
  });

  test('asks plainly whether to keep what somebody retired (M10)', async () => {
    const { resolve, user } = open(
      detailOf('source', 'retired', false, [value('A', false, { wrote: ['publisher'] }), value('B', true)]),
    );
    expect(await screen.findByText(/^B retired it/)).toBeTruthy();
    expect(screen.getByText(/^A changed it .*: Publisher\.$/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Retire it/ }));
    expect(resolve.mock.calls[0]?.[0]).toMatchObject({ field: 'retired', use: { value: true } });
  });

  test('puts a text together by paragraphs; nothing is saved before every difference is chosen (M12)', async () => {
    const { resolve, user } = open(
      detailOf('note', 'body', proseFromText('a\nb\nc\nd'), [
        value('B', proseFromText('a\nB\nc\nd')),
        value('A', proseFromText('a\nb by A\nc\nD')),
      ]),
    );
    expect(await screen.findByText(/^1 difference is left to choose/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save this text' })).toBeNull();
    const first = screen.getByRole('group', { name: /^Difference 1 of 2: changed by both/ });
    await user.click(within(first).getByRole('radio', { name: 'Both, A first' }));
    await user.click(screen.getByRole('button', { name: 'Save this text' }));
    expect(resolve.mock.calls[0]?.[0]).toMatchObject({ use: { value: proseFromText('a\nb by A\nB\nc\nD') } });
  });

  test('a library that is read only is looked at', async () => {
    open(statement, { ...LIBRARY, readOnly: true });
    await screen.findByRole('region', { name: 'Statement' });
    expect(screen.queryByRole('button', { name: /Take|Write/ })).toBeNull();
  });
});

describe('the pane of a record with conflicts', () => {
  const pane = (conflicts: number) => {
    const get = vi.fn(() => Promise.resolve(statement));
    const api = fakeApi({ library: { stats: () => Promise.resolve({ conflicts }) }, conflicts: { get } });
    show(
      <RecordConflicts id={ID} kind="fact">
        <p>content</p>
        <Rivals field="statement" />
        <Rivals field="status" />
      </RecordConflicts>,
      api,
    );
    return get;
  };

  test('shows both values beside the field, and the way to settle them', async () => {
    pane(1);
    expect(await screen.findByText('1 field is in conflict: Statement.')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('It fell by 38 %.'),
      expect.stringContaining('It fell by 43 %.'),
    ]);
    expect(screen.getByRole('button', { name: 'Settle Statement' })).toBeTruthy();
  });

  test('asks for nothing while the library has no conflicts', async () => {
    const get = pane(0);
    expect(await screen.findByText('content')).toBeTruthy();
    expect(get).not.toHaveBeenCalled();
  });
});

test('many are settled below another marking only with a reason', async () => {
  const resolveMany = vi.fn((_input: object) => Promise.resolve({ resolved: 3, left: 0, lowered: 1 }));
  const overview = () => Promise.resolve({ fields: [], authors: [{ author: 'B', count: 3 }] });
  show(
    <SettleMany ids={new Set()} onClose={() => {}} onDone={() => {}} />,
    fakeApi({ conflicts: { overview, resolveMany } }),
  );
  const run = await screen.findByRole('button', { name: 'Settle 3 conflicts' });
  expect(run).toHaveProperty('disabled', true);
  expect(screen.getByText(/^This sets 1 marking lower/)).toBeTruthy();
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: /^Reason/ }), 'Published');
  await user.click(run);
  const written = resolveMany.mock.calls.map(([input]) => input).filter((input) => !('dryRun' in input));
  expect(written).toEqual([{ by: { author: 'B' }, fields: [], reason: 'Published' }]);
});
