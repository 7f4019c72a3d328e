import { Notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ChangedDetail, ChangedRecord } from '#shared/contract/changes.ts';
import { LibraryContext } from '../../renderer/app/library.ts';
import { clearSession } from '../../renderer/app/session.ts';
import { ChangedField } from '../../renderer/features/changes/ChangedField.tsx';
import { ChangesPane } from '../../renderer/features/changes/ChangesPane.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(() => {
  cleanup();
  clearSession();
});

const LIBRARY = { id: 'ours', name: 'Ours', readOnly: false, schemaVersion: 20, notice: null };
const ID = '01890000-0000-7000-8000-000000000000';
const RECORD: ChangedRecord = {
  ...{ kind: 'fact', id: ID, title: 'Visits fell by 38 %', partOf: '', effect: 'updated', authors: ['Ben', 'Cem'] },
  ...{ fields: ['statement'], at: 0, receivedAt: 0, receipt: 3, conflict: false, takenBack: false },
};
const by = { author: 'Ben', at: 0, receivedAt: 0, receipt: 3, from: '', reasons: ['Counted anew'] };
const DETAIL: ChangedDetail = {
  ...RECORD,
  ...{ opens: { kind: 'fact', id: ID }, names: {} },
  by: [
    {
      ...by,
      fields: [
        {
          ...{ field: 'statement', before: 'Visits fell by 43 %', after: 'Visits fell by 38 %' },
          ...{ now: 'Visits fell by 38 %', conflict: false },
        },
      ],
    },
    { ...by, author: 'Cem', from: 'Desk B', reasons: [], fields: [] },
  ],
};

/** A library in which receipt 3 was not looked at yet. */
const library = () => {
  let mark = 2;
  const looked = vi.fn(({ receipt }: { receipt: number }) => {
    const before = mark;
    mark = receipt;
    return Promise.resolve({ before, mark });
  });
  const since = vi.fn(({ all }: { all: boolean; author?: string }) => {
    const items = all || mark < 3 ? [RECORD] : [];
    return Promise.resolve({ total: items.length, items, ms: 1 });
  });
  const overview = ({ all }: { all: boolean }) => {
    const total = all || mark < 3 ? 1 : 0;
    const authors = total === 0 ? [] : ['Ben', 'Cem'].map((author) => ({ author, count: 1 }));
    const kinds = total === 0 ? [] : [{ kind: 'fact', count: 1 }];
    return Promise.resolve({ total, authors, kinds, mark, lookedAt: 0, newest: 3 });
  };
  const api = fakeApi({ changes: { looked, since, overview, get: () => Promise.resolve(DETAIL) } });
  return { api, looked, since };
};

const open = (api: Parameters<typeof show>[1]): void => {
  show(
    <LibraryContext value={LIBRARY}>
      <Notifications />
      <ChangesPane onReceive={() => undefined} />
    </LibraryContext>,
    api,
  );
};

describe('what others changed', () => {
  test('stands by colleague and record, with the words that differ', async () => {
    const { api, since } = library();
    open(api);
    const user = userEvent.setup();
    await user.click(await screen.findByText('Visits fell by 38 %'));
    const detail = await screen.findByRole('region', { name: 'The open change' });
    const ben = await within(detail).findByRole('region', { name: 'Ben' });
    expect([ben.querySelector('del')?.textContent, ben.querySelector('ins')?.textContent]).toEqual(['43', '38']);
    expect(ben.textContent).toContain('from nobody named, receipt\u00a03');
    expect(ben.textContent).toContain('Reason: Counted anew');
    const cem = within(detail).getByRole('region', { name: 'Cem' });
    expect(cem.textContent).toContain('It comes to what was here already.');
    await user.click(screen.getByRole('button', { name: 'Cem 1' }));
    await waitFor(() => expect(since.mock.lastCall?.[0]).toMatchObject({ author: 'Cem', all: false }));
  });

  test('is marked as seen up to what was shown, put back by the notice, and shown again as earlier', async () => {
    const { api, looked } = library();
    open(api);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Mark all as seen' }));
    expect(await screen.findByText(/^Nothing new has come in since you looked on/)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Visits fell by 38 %')).toBeTruthy();
    expect(looked.mock.calls.map(([input]) => input)).toEqual([{ receipt: 3 }, { receipt: 2 }]);
    await user.click(screen.getByRole('button', { name: 'Mark all as seen' }));
    await user.click(await screen.findByRole('button', { name: 'Show earlier changes too' }));
    expect(await screen.findByText('Visits fell by 38 %')).toBeTruthy();
  });
});

test('a field says what it is now when it was changed since, and that it moved where a place means nothing', async () => {
  const field = { field: 'status', before: 'unverified', after: 'verified', now: 'disputed', conflict: false };
  const detail = { kind: 'fact', names: {}, effect: 'updated' } as const;
  const { change } = show(<ChangedField detail={detail} field={field} />);
  expect((await screen.findByText('Now')).parentElement?.textContent).toBe('Nowdisputed');
  change(<ChangedField detail={detail} field={{ ...field, conflict: true }} />);
  expect(screen.queryByText('Now')).toBeNull();
  const place = { field: 'position', before: 'a0', after: 'a1', now: 'a2', conflict: false };
  change(<ChangedField detail={{ ...detail, kind: 'section' }} field={place} />);
  expect(screen.getByText('moved to another place')).toBeTruthy();
});
