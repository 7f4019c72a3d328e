import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MergeItem, PreviewResult, Receipt } from '#shared/contract/exchange.ts';
import type { Task } from '#shared/contract/tasks.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { LibraryContext } from '../../renderer/app/library.ts';
import { FIRST_CHOICE, packChoice } from '../../renderer/features/exchange/choice.ts';
import { PackContents } from '../../renderer/features/exchange/PackContents.tsx';
import { NO_PASSPHRASE, passphraseOf } from '../../renderer/features/exchange/PassphraseFields.tsx';
import { ReceivedPane } from '../../renderer/features/exchange/ReceivedPane.tsx';
import { ReceivePane } from '../../renderer/features/exchange/ReceivePane.tsx';
import { type Receive, resetReceiving, takeRecords, useReceive } from '../../renderer/features/exchange/receive.ts';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(() => {
  cleanup();
  resetReceiving();
});

const LIBRARY = { id: 'ours', name: 'Ours', readOnly: false, schemaVersion: 20, notice: null };
const ID = '01890000-0000-7000-8000-000000000000';
const NEW_ID = '01890000-0000-7000-8000-000000000001';
const FILE = { file: 'token', name: 'desk B.bwpack' };
const none = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, 0])) as PreviewResult['inspection']['records'];
const counts = { added: 1, updated: 0, unchanged: 3, conflicts: 1, deleted: 0, withheld: 0, raised: 0 };
const FOUND: PreviewResult = {
  ...counts,
  preview: 'p1',
  warnings: ['One clock is ahead.'],
  inspection: {
    kind: 'pack',
    from: 'Desk B',
    createdAt: '2026-11-21T10:00:00Z',
    note: 'Look at the closing.',
    ceiling: 'GREEN',
    records: { ...none, fact: 5 },
    withheld: 0,
    attachments: 0,
    signature: { state: 'unsigned', fingerprint: '', holder: '', before: '' },
    safe: true,
    problems: [],
  },
};
const IN_PDF: PreviewResult = { ...FOUND, inspection: { ...FOUND.inspection, kind: 'pdf' } };
const ITEMS: readonly MergeItem[] = [
  {
    ...{ kind: 'fact', id: ID, title: 'Visits fell by 43 %', effect: 'conflict', by: 'Desk B', at: 0, raised: null },
    fields: [{ field: 'statement', mine: 'Visits fell by 43 %', theirs: 'Visits fell by 38 %', conflict: true }],
  },
  { kind: 'fact', id: NEW_ID, title: 'A new fact', effect: 'added', by: 'Desk B', at: 0, raised: null, fields: [] },
];

type Ending = Partial<Task>;

/** A library whose jobs end as told, one after the other. */
const library = (...endings: readonly Ending[]) => {
  const left = [...endings];
  const calls = {
    preview: vi.fn((_input: object) => Promise.resolve({ task: 't' })),
    apply: vi.fn((_input: object) => Promise.resolve({ task: 't' })),
    discard: vi.fn((_input: object) => Promise.resolve()),
    undo: vi.fn((_input: object) => Promise.resolve({ undone: 2, kept: 1 })),
  };
  const watch = async () => {
    const task: Task = {
      ...{ id: 't', type: 'preview', subject: 'x', state: 'done', progress: 1, phase: 'done' },
      ...{ outcome: null, problem: null },
      ...left.shift(),
    };
    return (async function* () {
      yield task;
    })();
  };
  const api = fakeApi({
    tasks: { watch },
    merges: {
      ...calls,
      items: ({ effects }: { effects: string[] }) => {
        const items = ITEMS.filter(({ effect }) => effects.length === 0 || effects.includes(effect));
        return Promise.resolve({ total: items.length, items, ms: 1 });
      },
      ids: () => Promise.resolve([ID, NEW_ID]),
      item: ({ id }: { id: string }) => Promise.resolve(ITEMS.find((item) => item.id === id)),
      receipts: () => Promise.resolve([RECEIPT]),
    },
  });
  return { api, calls };
};

const RECEIPT: Receipt = {
  ...counts,
  ...{ id: 7, at: 0, author: 'Ann', from: 'Desk B', name: 'desk B.bwpack', sha256: '', undoneAt: null },
};
const PREVIEWED: Ending = { outcome: { type: 'preview', result: FOUND } };
const failed = (reason: string, message: string): Ending => ({
  state: 'failed',
  problem: { kind: 'INVALID', reason, params: {}, message },
});

let receive: Receive;
const Probe = () => {
  receive = useReceive();
  return <ReceivePane choosing={false} onChoose={() => undefined} />;
};

const open = async (api: Parameters<typeof show>[1]): Promise<void> => {
  show(
    <LibraryContext value={LIBRARY}>
      <Probe />
    </LibraryContext>,
    api,
  );
  await receive.open(FILE.name, () => Promise.resolve(FILE));
};

describe('what is chosen to share', () => {
  test('says nothing while too little is chosen, and leaves out what belongs to another part', () => {
    expect(packChoice({ ...FIRST_CHOICE, query: 'left over' }, [])).toEqual({
      ...{ tags: [], subjects: [], proposals: false, ceiling: 'GREEN' },
    });
    expect(packChoice({ ...FIRST_CHOICE, part: 'briefing' }, [])).toBeNull();
    expect(packChoice({ ...FIRST_CHOICE, part: 'facts', query: '  ' }, [])).toBeNull();
    const subjects = [{ id: ID, name: 'X' }];
    const some = { ...FIRST_CHOICE, part: 'facts' as const, briefing: ID, subjects };
    expect(packChoice({ ...some, tags: ['a'], query: ' b ' }, [])).toEqual({
      ...{ proposals: false, ceiling: 'GREEN', query: 'b', tags: ['a'], subjects: [ID] },
    });
  });
  test('is encrypted only by a passphrase that was given twice, or shown', () => {
    expect(passphraseOf(NO_PASSPHRASE)).toBeNull();
    const given = { text: 'a b', again: '', shown: false };
    expect(passphraseOf(given)).toBeNull();
    expect(passphraseOf({ ...given, again: 'a c' })).toBeNull();
    expect(passphraseOf({ ...given, again: 'a b' })).toBe('a b');
    expect(passphraseOf({ ...given, shown: true })).toBe('a b');
    expect(passphraseOf({ ...given, text: '', shown: true })).toBeNull();
  });
  test('shows each withheld record with its marking, and counts those that are not named', async () => {
    const contents = {
      ...{ records: { ...none, fact: 2 }, total: 2, withheldTotal: 1001 },
      withheld: [{ kind: 'fact' as const, id: ID, title: 'For few', marking: 'RED' as const }],
    };
    const found = { contents, counting: false, isError: false } as never;
    show(<PackContents choice={FIRST_CHOICE} found={found} since={undefined} />);
    expect(await screen.findByText('1,001 records stay behind')).toBeTruthy();
    expect(screen.getByRole('row', { name: /RED Fact For few/ })).toBeTruthy();
    expect(screen.getByText('and 1,000 more')).toBeTruthy();
  });
});

describe('what a colleague sent', () => {
  test('says when a PDF brought it', async () => {
    const { api } = library({ outcome: { type: 'preview', result: IN_PDF } }, PREVIEWED);
    await open(api);
    expect(await screen.findByText(/The pack was attached to a PDF report/)).toBeTruthy();
    await receive.open(FILE.name, () => Promise.resolve(FILE));
    await waitFor(() => expect(screen.queryByText(/The pack was attached to a PDF report/)).toBeNull());
  });
  test('is asked for its passphrase until that fits', async () => {
    const { api, calls } = library(
      failed('file-encrypted', 'It is encrypted.'),
      failed('passphrase-wrong', 'It does not open.'),
      PREVIEWED,
    );
    await open(api);
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Passphrase'), 'guess{Enter}');
    expect(await screen.findByText('It does not open.')).toBeTruthy();
    await user.type(screen.getByLabelText('Passphrase'), 'seven words{Enter}');
    expect(await screen.findByText('Merge “desk B.bwpack”')).toBeTruthy();
    expect(calls.preview.mock.calls.map(([input]) => input)).toEqual([
      { file: 'token' },
      { file: 'token', passphrase: 'guess' },
      { file: 'token', passphrase: 'seven words' },
    ]);
  });
  test('is refused in a sentence', async () => {
    await open(library(failed('file-newer', 'It is of a newer version.')).api);
    expect((await screen.findByRole('alert')).textContent).toMatch(/was not read.*newer version.*as it was/);
  });
  test('shows its claims and warnings, yours and theirs, and merges without what was left (M14)', async () => {
    const merged = { ...counts, receipt: 7 };
    const { api, calls } = library(PREVIEWED, { type: 'merge', outcome: { type: 'merge', result: merged } });
    await open(api);
    const user = userEvent.setup();
    expect(await screen.findByText('Look at the closing.')).toBeTruthy();
    expect(screen.getByText('One clock is ahead.')).toBeTruthy();
    await user.click(await screen.findByText('Visits fell by 43 %'));
    const detail = await screen.findByRole('region', { name: 'The open record' });
    await waitFor(() => expect(detail.querySelector('ins')?.textContent).toBe('38'));
    expect(detail.querySelector('del')?.textContent).toBe('43');
    await user.click(screen.getByRole('checkbox', { name: 'Take A new fact' }));
    await user.click(screen.getByRole('button', { name: 'Merge 1 record' }));
    expect(await screen.findByText(/Receipt 7\./)).toBeTruthy();
    expect(calls.apply).toHaveBeenCalledWith({ preview: 'p1', leave: [NEW_ID], acceptKey: false });
    expect(screen.getByRole('button', { name: 'Settle 1 conflict' })).toBeTruthy();
  });
  test('a merge that is refused or stopped keeps the preview and what was left', async () => {
    const own = failed('own-replica', 'The file holds edits in the name of this very library.');
    await open(library(PREVIEWED, own, { state: 'cancelled' }).api);
    takeRecords([NEW_ID], false);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Merge 1 record' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/this very library/);
    await user.click(screen.getByRole('button', { name: 'Merge 1 record' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/was stopped/));
  });
  test('is let go when another file comes, and when the user leaves all of it', async () => {
    const second = { ...PREVIEWED, outcome: { type: 'preview', result: { ...FOUND, preview: 'p2' } } } as Ending;
    const { api, calls } = library(PREVIEWED, second);
    await open(api);
    await screen.findByText('Merge “desk B.bwpack”');
    await receive.open('second.bwpack', () => Promise.resolve({ file: 'b', name: 'second.bwpack' }));
    await screen.findByText('Merge “second.bwpack”');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Leave all' }));
    expect(calls.discard.mock.calls.map(([input]) => input)).toEqual([{ preview: 'p1' }, { preview: 'p2' }]);
    expect(await screen.findByText(/Take in what a colleague sent/)).toBeTruthy();
  });
  test('belongs to the library that it was compared with', async () => {
    const { api } = library(PREVIEWED);
    const { change } = show(
      <LibraryContext value={LIBRARY}>
        <Probe />
      </LibraryContext>,
      api,
    );
    await receive.open(FILE.name, () => Promise.resolve(FILE));
    await screen.findByText('Merge “desk B.bwpack”');
    change(
      <LibraryContext value={{ ...LIBRARY, id: 'another' }}>
        <Probe />
      </LibraryContext>,
    );
    expect(await screen.findByText(/Take in what a colleague sent/)).toBeTruthy();
  });
});

test('a merge is taken back only after a question (M16)', async () => {
  const { api, calls } = library();
  show(
    <LibraryContext value={LIBRARY}>
      <ReceivedPane onReceive={() => undefined} />
    </LibraryContext>,
    api,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /^Take back the merge from Desk B/ }));
  const box = await screen.findByRole('dialog');
  expect(calls.undo).not.toHaveBeenCalled();
  await user.click(within(box).getByRole('button', { name: 'Take it back' }));
  await waitFor(() => expect(calls.undo.mock.calls[0]?.[0]).toEqual({ receipt: 7 }));
});
