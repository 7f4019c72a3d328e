import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { LibraryContext } from '../../renderer/app/library.ts';
import FactDetail from '../../renderer/features/facts/FactDetail.tsx';
import { SourceDetail } from '../../renderer/features/sources/SourceDetail.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const ID = '01890000-0000-7000-8000-000000000000';
const REVISION = `${'a'.repeat(32)}:1`;
const LIBRARY = { id: 'x', name: 'x', readOnly: false, schemaVersion: 10, notice: null };
const base = {
  id: ID,
  revision: REVISION,
  createdAt: 0,
  updatedAt: 0,
  updatedBy: 'x',
  retired: false,
  marking: 'CLEAR',
};
const FACT = { ...base, statement: 'Before', status: 'unverified', tags: [], custom: {}, evidence: [], usedIn: [] };
const SOURCE = { ...base, title: 'Before', type: 'webpage', reliability: 'F', authors: [], facts: [], factCount: 0 };

test.each([
  ['facts', FACT, <FactDetail key="x" id={ID} onClose={() => {}} />, 'statement'],
  ['sources', SOURCE, <SourceDetail key="x" id={ID} onClose={() => {}} />, 'title'],
])('a field of %s is saved as of the revision that it was opened with', async (feature, record, part, field) => {
  const edit = vi.fn((_input: object) => Promise.resolve(record));
  const api = fakeApi({ [feature]: { get: () => Promise.resolve(record), edit } });
  show(<LibraryContext value={LIBRARY}>{part}</LibraryContext>, api);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /Before/ }));
  await user.clear(screen.getByRole('textbox', { name: new RegExp(field, 'i') }));
  await user.keyboard('After{Enter}');
  expect(edit.mock.calls[0]?.[0]).toEqual({ id: ID, patch: { [field]: 'After' }, seen: REVISION });
});
