import { ORPCError } from '@orpc/client';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { BriefingDetail } from '#shared/contract/briefings.ts';
import type { LibraryInfo } from '#shared/contract/library.ts';
import type { NoteDetail } from '#shared/contract/notes.ts';
import type { Block } from '#shared/model/briefing.ts';
import { EMPTY_PROSE } from '#shared/model/prose.ts';
import type { Link } from '#shared/model/records.ts';
import { LibraryContext } from '../../renderer/app/library.ts';
import { BlockFrame } from '../../renderer/features/briefings/BlockFrame.tsx';
import { BuilderProvider } from '../../renderer/features/briefings/builder-context.tsx';
import { Cover } from '../../renderer/features/briefings/Cover.tsx';
import NotePane from '../../renderer/features/notes/NotePane.tsx';
import { InlineSelect } from '../../renderer/ui/InlineSelect.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const at = (seq: number): string => `${'a'.repeat(32)}:${seq}`;
const id = (n: number): string => `01890a5d-ac96-7000-8000-${String(n).padStart(12, '0')}`;
const changed = () => new ORPCError('CHANGED', { message: 'Vera changed it.', data: { reason: 'x', params: {} } });
/** Refuses what was seen before the second revision. */
const guarded = <T,>(answer: T) =>
  vi.fn(({ seen }: { seen?: string }) => (seen === at(1) ? Promise.reject(changed()) : Promise.resolve(answer)));
const keep = () => screen.findByRole('button', { name: 'Keep mine' });
const take = () => screen.findByRole('button', { name: 'Take the other' });

describe('a value chosen from a list that was opened before somebody else chose', () => {
  const CHOICES = ['one', 'two', 'three'].map((value) => ({ value, label: value }));
  const collide = async () => {
    const save = vi.fn((seen: string, _value: string) =>
      seen === at(1) ? Promise.reject(changed()) : Promise.resolve(),
    );
    const part = (value: string, seq: number) => (
      <InlineSelect choices={CHOICES} label="Step" save={(chosen) => save(at(seq), chosen)} value={value} />
    );
    const user = userEvent.setup();
    const view = show(part('one', 1));
    await user.click(screen.getByRole('button', { name: /Step/ }));
    view.change(part('two', 2));
    await user.click(await screen.findByRole('menuitem', { name: 'three' }));
    expect(save.mock.calls).toEqual([[at(1), 'three']]);
    expect((await screen.findByRole('alert')).textContent).toContain('not saved yetthreeThe other, in the librarytwo');
    return { user, save };
  };
  test('the own one goes over the newer revision when it is kept', async () => {
    const { user, save } = await collide();
    await user.click(await keep());
    expect(save.mock.lastCall).toEqual([at(2), 'three']);
    expect(screen.queryByRole('alert')).toBeNull();
  });
  test('the other one stays when it is taken', async () => {
    const { user, save } = await collide();
    await user.click(await take());
    expect(save).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

const judgement = (n: number, sentence: string) => ({
  ...{ id: id(n), revision: at(1), sentence, scale: 'icd203', likelihood: null, confidence: null },
  ...{ confidenceReason: '', basis: [], alternatives: '', marking: 'CLEAR', retired: false },
});
const block = {
  id: id(9),
  revision: at(1),
  section: id(8),
  position: 'a',
  marking: 'CLEAR',
  content: { type: 'judgements', judgements: [] },
};
const briefing = (bottomLine: string | null, marking: string, seq: number) =>
  ({
    ...{ id: id(1), revision: at(seq), title: 'B', subtitle: '', customer: '', question: '', author: '', date: null },
    ...{
      marking: 'CLEAR',
      banner: 'CLEAR',
      page: 'A4',
      scale: 'icd203',
      bottomLine,
      sourceSummary: '',
      retired: false,
    },
    ...{ judgements: [judgement(2, 'Mine'), judgement(3, 'Theirs'), judgement(4, 'First')] },
    ...{ citationNumbers: {}, inConflict: [], facts: [], stale: [] },
    sections: [{ id: id(8), blocks: [{ ...block, marking, revision: at(seq) }] }],
  }) as unknown as BriefingDetail;

const blockOf = ({ sections: [section] }: BriefingDetail): Block => {
  const [only] = section?.blocks ?? [];
  if (!only) throw new Error('The briefing has no block.');
  return only;
};

const builder = (detail: BriefingDetail) => (
  <LibraryContext value={{ readOnly: false } as LibraryInfo}>
    <BuilderProvider briefing={detail}>
      <Cover />
      <BlockFrame block={blockOf(detail)} label="Text">
        words
      </BlockFrame>
    </BuilderProvider>
  </LibraryContext>
);

describe('the bottom line of a briefing', () => {
  const collide = async () => {
    const edit = guarded(briefing(id(2), 'CLEAR', 3));
    const user = userEvent.setup();
    const view = show(builder(briefing(id(4), 'CLEAR', 1)), fakeApi({ briefings: { edit } }));
    await user.click(screen.getByRole('button', { name: 'Choose a judgement' }));
    view.change(builder(briefing(id(3), 'CLEAR', 2)));
    await user.click(await screen.findByRole('menuitem', { name: 'Mine' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'not saved yetMineThe other, in the libraryTheirs',
    );
    return { edit, user };
  };
  test('that was chosen elsewhere stands beside the own one until one is taken', async () => {
    const { edit, user } = await collide();
    await user.click(await keep());
    expect(edit.mock.lastCall).toMatchObject([{ patch: { bottomLine: id(2) }, seen: at(2) }]);
  });
  test('of the other stays when it is taken', async () => {
    const { edit, user } = await collide();
    await user.click(await take());
    expect(edit).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });
  test('is taken off the cover over what the window shows', async () => {
    const edit = guarded(briefing(null, 'CLEAR', 3));
    const user = userEvent.setup();
    show(builder(briefing(id(4), 'CLEAR', 2)), fakeApi({ briefings: { edit } }));
    await user.click(screen.getByRole('button', { name: 'Take it off the cover' }));
    expect(edit.mock.lastCall).toMatchObject([{ patch: { bottomLine: null }, seen: at(2) }]);
  });
});

test('the marking of a block that was chosen elsewhere stands beside the own one until one is taken', async () => {
  const edit = guarded({ ...block, marking: 'RED', revision: at(3) });
  const user = userEvent.setup();
  const view = show(builder(briefing(null, 'CLEAR', 1)), fakeApi({ blocks: { edit } }));
  await user.click(screen.getByRole('button', { name: /Portion marking TLP:CLEAR/ }));
  view.change(builder(briefing(null, 'AMBER', 2)));
  await user.click(await screen.findByRole('menuitem', { name: 'TLP:RED' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('not saved yetTLP:REDThe other, in the libraryTLP:AMBER');
  await user.click(await keep());
  expect(edit.mock.lastCall).toMatchObject([{ patch: { marking: 'RED' }, seen: at(2) }]);
});

test('a link taken from a note leaves alone those that somebody else has added meanwhile', async () => {
  let links: Link[] = [2, 3].map((n) => ({ kind: 'fact', id: id(n) }));
  let revision = at(1);
  const note = (): NoteDetail => ({
    ...{ id: id(1), revision, title: 'N', body: EMPTY_PROSE, marking: 'CLEAR', tags: [], links, retired: false },
    ...{ createdAt: 0, updatedAt: 0, updatedBy: 'Vera' },
    linked: links.map((link) => ({ ...link, title: `Fact ${link.id.slice(-1)}`, retired: false })),
  });
  const edit = vi.fn(({ patch, seen }: { patch: { links: Link[] }; seen: string }) => {
    if (seen === at(1)) {
      // Another window is faster.
      links = [...links, { kind: 'fact', id: id(4) }];
      revision = at(2);
      return Promise.reject(changed());
    }
    links = patch.links;
    revision = at(3);
    return Promise.resolve(note());
  });
  const api = fakeApi({ notes: { get: () => Promise.resolve(note()), history: () => Promise.resolve([]), edit } });
  const user = userEvent.setup();
  show(
    <LibraryContext value={{ readOnly: false } as LibraryInfo}>
      <NotePane id={id(1)} onClose={() => undefined} />
    </LibraryContext>,
    api,
  );
  await user.click(await screen.findByRole('button', { name: 'Take off the link to Fact 2' }));
  expect(edit).toHaveBeenCalledTimes(2);
  expect(links.map((link) => link.id)).toEqual([id(3), id(4)]);
  expect(screen.queryByRole('alert')).toBeNull();
});
