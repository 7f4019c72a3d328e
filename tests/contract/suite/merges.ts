import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MergeResult, PreviewResult } from '#shared/contract/exchange.ts';
import { outcomeOf, problemOf, type World } from './world.ts';

const preview = async ({ api, grant }: World, path: string): Promise<PreviewResult> => {
  const { task } = await api.merges.preview({ file: await grant(path) });
  const { outcome, problem } = await outcomeOf(api, task);
  if (outcome?.type !== 'preview') throw new Error(problem?.message ?? 'There is no preview.');
  return outcome.result;
};

const apply = async ({ api }: World, found: PreviewResult, leave: string[] = []): Promise<MergeResult> => {
  const { task } = await api.merges.apply({ preview: found.preview, leave });
  const { outcome, problem } = await outcomeOf(api, task);
  if (outcome?.type !== 'merge') throw new Error(problem?.message ?? 'There is no result.');
  return outcome.result;
};

/** A library and a copy of it, both edited: what the copy holds comes from a colleague. Ours is open at the end. */
const ours = async (world: World, name: string) => {
  const { api, grant, folder } = world;
  const file = await grant(join(folder, `${name}.bwlib`));
  await api.library.create({ name, file });
  const fact = await api.facts.add({ statement: 'Common', tags: ['old'] });
  const backup = await api.library.backup({ folder: await grant(folder) });
  const theirs = join(folder, `${name} of a colleague.bwlib`);
  await api.library.restore({ file: backup.file, to: await grant(theirs) });
  await api.facts.edit({ id: fact.id, patch: { statement: 'As we have it' } });
  await api.library.open({ file: await grant(theirs) });
  await api.facts.edit({ id: fact.id, patch: { statement: 'As they have it', status: 'verified', marking: 'RED' } });
  const added = await api.facts.add({ statement: 'Only they have it' });
  await api.library.close();
  await api.library.open({ file });
  return { file, theirs, id: fact.id, added: added.id };
};

export const mergesPart = (the: () => World): void => {
  describe('merges and conflicts', () => {
    test('looks at a file without taking anything, and tells what would be refused', async () => {
      const { api, folder, grant } = the();
      const { theirs } = await ours(the(), 'Inspected');
      const { task } = await api.merges.inspect({ file: await grant(theirs) });
      const { outcome } = await outcomeOf(api, task);
      expect(outcome?.result).toMatchObject({ kind: 'library', safe: true, problems: [], records: { fact: 2 } });
      const junk = join(folder, 'junk.bwpack');
      writeFileSync(junk, 'nothing of the sort');
      const { task: second } = await api.merges.inspect({ file: await grant(junk) });
      expect((await outcomeOf(api, second)).outcome?.result).toMatchObject({ safe: false });
      const { task: third } = await api.merges.preview({ file: await grant(junk) });
      expect((await outcomeOf(api, third)).problem).toMatchObject({ kind: 'FOREIGN' });
    });

    test('previews, merges, tells a conflict, settles it, and takes the merge back', async () => {
      const { api } = the();
      const { theirs, id, added } = await ours(the(), 'Merged');
      const found = await preview(the(), theirs);
      expect(found).toMatchObject({ added: 1, conflicts: 1, updated: 0, raised: 1, warnings: [] });
      const { items, total } = await api.merges.items({ preview: found.preview, effects: ['conflict'] });
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({ id, effect: 'conflict', title: 'As we have it', raised: 'RED' });
      expect(items[0]?.fields).toContainEqual({
        field: 'statement',
        mine: 'As we have it',
        theirs: 'As they have it',
        conflict: true,
      });
      const merged = await apply(the(), found);
      expect(merged).toMatchObject({ added: 1, conflicts: 1, receipt: 1 });
      expect((await api.library.stats()).conflicts).toBe(1);
      expect((await api.conflicts.list({})).items).toMatchObject([{ id, kind: 'fact', fields: ['statement'] }]);
      const { fields } = await api.conflicts.get({ kind: 'fact', id });
      expect(fields).toMatchObject([{ field: 'statement', base: 'Common' }]);
      const mine = fields[0]?.values.find(({ value }) => value === 'As we have it');
      expect(
        await api.conflicts.resolve({ kind: 'fact', id, field: 'statement', use: { dot: mine?.dot ?? '' } }),
      ).toEqual({ left: 0 });
      expect(await api.facts.get({ id })).toMatchObject({ statement: 'As we have it', status: 'verified' });
      expect(
        await problemOf(api.conflicts.resolve({ kind: 'fact', id, field: 'statement', use: { value: 'Too late' } })),
      ).toMatchObject({ kind: 'CHANGED' });
      expect(await api.merges.receipts()).toMatchObject([{ id: 1, conflicts: 1, undoneAt: null }]);
      expect(await api.merges.undo({ receipt: 1 })).toEqual({ undone: 2, kept: 0 });
      expect(await api.facts.get({ id })).toMatchObject({ statement: 'As we have it', status: 'unverified' });
      expect((await api.facts.get({ id: added })).retired).toBe(true);
      expect(await problemOf(api.merges.undo({ receipt: 1 }))).toMatchObject({ kind: 'INVALID' });
      expect(await api.library.verify()).toEqual({ ok: true, problems: [] });
    });

    test('names the records of a preview, and tells all of one that is not here yet (M14)', async () => {
      const { api } = the();
      const { theirs, id, added } = await ours(the(), 'Named');
      const { preview: name } = await preview(the(), theirs);
      expect(await api.merges.ids({ preview: name })).toEqual([id, added]);
      expect(await api.merges.ids({ preview: name, effects: ['added'] })).toEqual([added]);
      const { items } = await api.merges.items({ preview: name, effects: ['added'] });
      expect(items).toMatchObject([{ id: added, fields: [] }]);
      const whole = await api.merges.item({ preview: name, id: added });
      expect(whole).toMatchObject({ id: added, effect: 'added', title: 'Only they have it' });
      expect(whole.fields).toContainEqual({
        field: 'statement',
        mine: null,
        theirs: 'Only they have it',
        conflict: false,
      });
      const { fields } = await api.merges.item({ preview: name, id });
      expect(fields.find(({ field }) => field === 'statement')).toMatchObject({ conflict: true });
      const unknown = '01890000-0000-7000-8000-000000000000';
      expect(await problemOf(api.merges.item({ preview: name, id: unknown }))).toMatchObject({ kind: 'NOT_FOUND' });
    });

    test('leaves what is not wanted, and is quiet the second time', async () => {
      const { api } = the();
      const { theirs, id, added } = await ours(the(), 'Left');
      const found = await preview(the(), theirs);
      expect(await apply(the(), found, [added])).toMatchObject({ added: 0, conflicts: 1 });
      expect(await problemOf(api.facts.get({ id: added }))).toMatchObject({ kind: 'NOT_FOUND' });
      expect(await api.conflicts.resolveMany({ by: { author: 'Nobody' }, dryRun: true })).toEqual({
        resolved: 0,
        left: 1,
      });
      expect(await api.conflicts.resolveMany({ by: 'newest', dryRun: true })).toEqual({ resolved: 1, left: 0 });
      expect(await api.conflicts.resolveMany({ by: 'newest' })).toEqual({ resolved: 1, left: 0 });
      expect(await api.facts.get({ id })).toMatchObject({ statement: 'As they have it' });
      const again = await preview(the(), theirs);
      expect(again).toMatchObject({ added: 1, updated: 0, conflicts: 0 });
      await api.merges.discard({ preview: again.preview });
      expect(await problemOf(api.merges.apply({ preview: again.preview }))).toMatchObject({ kind: 'NOT_FOUND' });
      const digest = await api.library.digest();
      const rest = await preview(the(), theirs);
      expect(await apply(the(), rest, [added])).toMatchObject({ added: 0, receipt: null });
      expect(await api.library.digest()).toEqual(digest);
    });
  });
};
