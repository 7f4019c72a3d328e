import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import { runCore } from '#shared/core/run-core.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { backupFolder } from '#shared/core/store/backup.ts';
import { digestOf } from '#shared/core/store/digest.ts';
import { finishTask, openWorld } from '../../support/world.ts';

const preview = async (core: RunningCore, path: string) =>
  finishTask(core.api, 'preview', (await core.api.merges.preview({ file: await core.grant(path) })).task);

const apply = async (api: Api, id: string, leave: string[] = []) =>
  finishTask(api, 'merge', (await api.merges.apply({ preview: id, leave })).task);

/** A library, a pack of two facts of a colleague, and a core on that library that cannot read a foreign file. */
const begin = async () => {
  const world = await openWorld();
  const theirs = world.core(world.path('theirs', 'profile'));
  await theirs.api.library.create({ name: 'theirs', file: await theirs.grant(world.path('theirs', 'a.bwlib')) });
  const facts = [];
  for (const statement of ['One of theirs.', 'Another of theirs.'])
    facts.push(await theirs.api.facts.add({ statement, marking: 'CLEAR' }));
  const pack = world.path('theirs.bwpack');
  const { task } = await theirs.api.packs.start({ file: await theirs.grant(pack), choice: {} });
  await finishTask(theirs.api, 'pack', task);
  const blind = async (): Promise<RunningCore> => {
    const core = runCore({ ...world.options(world.path('blind', 'profile')), foreignProcess: 'file:///nowhere.ts' });
    await core.api.library.open({ file: await core.grant(world.library) });
    return core;
  };
  return { world, pack, facts, theirs, blind, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

test('a file that came in whole is known by its bytes and not read again (M17)', async () => {
  await using made = await begin();
  const { world, pack, blind } = made;
  const first = await preview(world.running, pack);
  const { receipt } = await apply(world.api, first.preview);
  const digest = await world.api.library.digest();

  const core = await blind();
  const again = await preview(core, pack);
  expect(again).toMatchObject({ added: 0, updated: 0, conflicts: 0, unchanged: first.added + first.unchanged });
  expect({ ...again.inspection, signature: null }).toEqual({ ...first.inspection, signature: null });
  expect(await core.api.merges.items({ preview: again.preview })).toMatchObject({ total: 0, items: [] });
  expect(await apply(core.api, again.preview)).toMatchObject({ added: 0, unchanged: again.unchanged, receipt: null });
  expect(await core.api.library.digest()).toEqual(digest);
  expect(await core.api.merges.receipts()).toMatchObject([{ id: receipt, added: first.added }]);

  // What was taken back stays so: the undo is newer than what the file holds.
  await world.api.merges.undo({ receipt: receipt ?? 0 });
  expect(await preview(core, pack)).toMatchObject({ added: 0, unchanged: again.unchanged });
  await core.close();
});

test('taking a merge back can itself be undone and redone, and the receipt tells how it stands (M16)', async () => {
  await using made = await begin();
  const { world, pack, facts } = made;
  const { api } = world;
  const receipt = (await apply(api, (await preview(world.running, pack)).preview)).receipt ?? 0;
  const id = facts[0]?.id ?? '';
  const stands = async () => ({
    undone: (await api.merges.receipts())[0]?.undoneAt !== null,
    retired: (await api.facts.get({ id })).retired,
    news: (await api.changes.overview()).total,
  });
  const there = { undone: false, retired: false, news: facts.length };
  const back = { undone: true, retired: true, news: 0 };
  expect(await stands()).toEqual(there);
  await api.merges.undo({ receipt });
  expect(await stands()).toEqual(back);
  await api.edits.undo();
  expect(await stands()).toEqual(there);
  await api.edits.redo();
  expect(await stands()).toEqual(back);
  await expect(api.merges.undo({ receipt })).rejects.toMatchObject({ data: { reason: 'receipt-undone' } });
  await api.edits.undo();
  // Taken back anew from its receipt: what went back and forth meanwhile is no work that it would have to keep.
  expect(await api.merges.undo({ receipt })).toMatchObject({ kept: 0 });
  expect(await stands()).toEqual(back);
  await api.edits.undo();
  await api.facts.edit({ id, patch: { status: 'verified' } });
  expect(await api.merges.undo({ receipt })).toMatchObject({ kept: 1 });
  expect(await stands()).toMatchObject({ undone: true, retired: false });
  expect(await api.library.verify()).toEqual({ ok: true, problems: [] });
});

test('a file of which something was left is read again, and offers it', async () => {
  await using made = await begin();
  const { world, pack, facts, blind } = made;
  const left = facts[0]?.id ?? '';
  await apply(world.api, (await preview(world.running, pack)).preview, [left]);
  const core = await blind();
  await expect(preview(core, pack)).rejects.toMatchObject({ kind: expect.stringMatching(/./) });
  await core.close();
  const rest = await preview(world.running, pack);
  expect((await world.api.merges.items({ preview: rest.preview })).items).toMatchObject([
    { id: left, effect: 'added' },
  ]);
  await apply(world.api, rest.preview);
  expect((await world.api.facts.get({ id: left })).statement).toBe('One of theirs.');
});

test('a deletion is told as one before, and the library is backed up before anything comes in (M14, M15)', async () => {
  await using made = await begin();
  const { world, pack, facts, theirs } = made;
  await apply(world.api, (await preview(world.running, pack)).preview);
  const before = await world.api.library.backups();
  await theirs.api.facts.retire({ ids: [facts[0]?.id ?? ''] });
  const second = world.path('second.bwpack');
  await finishTask(
    theirs.api,
    'pack',
    (await theirs.api.packs.start({ file: await theirs.grant(second), choice: {} })).task,
  );
  const found = await preview(world.running, second);
  const digest = await world.api.library.digest();
  expect(found).toMatchObject({ added: 0, updated: 0, deleted: 1 });
  expect((await world.api.merges.items({ preview: found.preview })).items).toMatchObject([{ effect: 'deleted' }]);
  const { deleted } = await apply(world.api, found.preview);
  expect(deleted).toBe(1);
  const after = await world.api.library.backups();
  expect(after.length).toBe(before.length + 1);
  // What came in was written meanwhile, and is not in it.
  const backup = await world.openStore(join(backupFolder(world.library), after[0]?.name ?? ''));
  expect(digestOf(backup.read)).toEqual(digest);
});

test('a merge that cannot be backed up changes nothing and says why (M15)', async () => {
  await using made = await begin();
  const { world, pack } = made;
  const found = await preview(world.running, pack);
  const digest = await world.api.library.digest();
  rmSync(backupFolder(world.library), { recursive: true, force: true });
  writeFileSync(backupFolder(world.library), '');
  await expect(apply(world.api, found.preview)).rejects.toThrow(
    /\.backups is a file, not a folder; choose a folder\.$/,
  );
  expect(await world.api.library.digest()).toEqual(digest);
  rmSync(backupFolder(world.library));
  expect((await apply(world.api, found.preview)).added).toBe(2);
});
