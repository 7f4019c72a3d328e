import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshLibrary, outcomeOf, problemOf, type World } from './world.ts';

export const folderPart = (the: () => World): void => {
  describe('the shared folder', () => {
    beforeAll(() => freshLibrary(the(), 'Shared'));

    test('is set, told by its name alone, and unset', async () => {
      const { api, grant, folder } = the();
      expect(await api.folder.get()).toBeNull();
      expect(await problemOf(api.folder.list())).toMatchObject({ kind: 'NOT_FOUND', reason: 'folder-none' });
      expect(await problemOf(api.folder.send({}))).toMatchObject({ reason: 'folder-none' });
      expect(await problemOf(api.folder.unset())).toMatchObject({ reason: 'folder-none' });
      const path = join(folder, 'Team');
      expect(await problemOf(api.folder.set({ file: await grant(path) }))).toMatchObject({ kind: 'IO' });
      writeFileSync(path, '');
      expect(await problemOf(api.folder.set({ file: await grant(path) }))).toMatchObject({ kind: 'INVALID' });
      expect(await problemOf(api.folder.set({ file: path }))).toMatchObject({ kind: 'NOT_FOUND' });
      renameSync(path, join(folder, 'no-folder'));
      mkdirSync(path);
      expect(await api.folder.set({ file: await grant(path) })).toEqual({ name: 'Team', reachable: true });
      expect(await api.folder.get()).toEqual({ name: 'Team', reachable: true });
    });

    test('offers a pack of somebody else until it is dismissed, and says when it was merged in part', async () => {
      const { api, grant, folder } = the();
      await freshLibrary(the(), 'Theirs');
      await api.facts.add({ statement: 'First.' });
      await api.facts.add({ statement: 'Second.' });
      const theirs = await outcomeOf(api, (await api.packs.start({})).task);
      if (theirs.outcome?.type !== 'pack') throw new Error('No pack was written.');
      const bytes = Buffer.from(await (await api.files.download({ file: theirs.outcome.result.file })).arrayBuffer());
      await freshLibrary(the(), 'Shared');
      const path = join(folder, 'Team');
      await api.folder.set({ file: await grant(path) });
      const pack = join(path, 'theirs.bwpack');
      writeFileSync(pack, bytes);
      utimesSync(pack, 1_700_000_000, 1_700_000_000);
      const waiting = async () => (await api.folder.list()).packs;
      const [found] = await waiting();
      expect(found).toMatchObject({ name: 'theirs.bwpack', bytes: bytes.length, mergedInPart: false });
      const { outcome } = await outcomeOf(api, (await api.merges.preview({ file: found?.file ?? '' })).task);
      if (outcome?.type !== 'preview') throw new Error('There is no preview.');
      const { preview } = outcome.result;
      const [left] = await api.merges.ids({ preview });
      await outcomeOf(api, (await api.merges.apply({ preview, leave: left === undefined ? [] : [left] })).task);
      const [again] = await waiting();
      expect(again).toMatchObject({ name: 'theirs.bwpack', mergedInPart: true });
      await api.folder.dismiss({ file: again?.file ?? '' });
      expect(await waiting()).toEqual([]);
      rmSync(pack);
      expect(await problemOf(api.folder.dismiss({ file: again?.file ?? '' }))).toMatchObject({ reason: 'pack-gone' });
    });

    test('takes own packs, which are not offered, and is told when it is gone', async () => {
      const { api, folder } = the();
      await api.facts.add({ statement: 'Shared.' });
      const { outcome } = await outcomeOf(api, (await api.folder.send({ note: 'For all.' })).task);
      if (outcome?.type !== 'pack') throw new Error('No pack was written.');
      const { file, name } = outcome.result;
      expect(name).toMatch(/ \d{4}-\d{2}-\d{2} 1\.bwpack$/);
      expect((await api.files.download({ file })).size).toBe(outcome.result.bytes);
      expect(await api.folder.list()).toMatchObject({ packs: [] });
      renameSync(join(folder, 'Team'), join(folder, 'Gone'));
      expect(await problemOf(api.folder.list())).toMatchObject({ kind: 'IO', reason: 'folder-gone' });
      expect(await problemOf(api.folder.send({}))).toMatchObject({ kind: 'IO', reason: 'folder-gone' });
      expect(await api.folder.get()).toEqual({ name: 'Team', reachable: false });
      await api.folder.unset();
      expect(await api.folder.get()).toBeNull();
    });
  });
};
