import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble, mergeProse } from '#shared/model/paragraphs.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { apply, parted, preview, take } from './merging.ts';
import { NOBODY, outcomeOf, problemOf, type World } from './world.ts';

/** A library and a copy of it, both edited: what the copy holds comes from a colleague. Ours is open at the end. */
const ours = async (world: World, name: string) => {
  const { api } = world;
  let id = '';
  let added = '';
  const { file, theirs } = await parted(world, name, {
    before: async () => {
      id = (await api.facts.add({ statement: 'Common', tags: ['old'] })).id;
    },
    mine: async () => {
      await api.facts.edit({ id, patch: { statement: 'As we have it' } });
    },
    theirs: async () => {
      await api.facts.edit({ id, patch: { statement: 'As they have it', status: 'verified', marking: 'RED' } });
      added = (await api.facts.add({ statement: 'Only they have it' })).id;
    },
  });
  return { file, theirs, id, added };
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

    test('tells in lists what is in conflict, from which evidence a value comes, and what a deletion met (M7, M10)', async () => {
      const { api } = the();
      const source = { title: 'Register', reliability: 'B' as const };
      const made = { fact: '', book: '', note: '', briefing: '' };
      const { theirs } = await parted(the(), 'Badges', {
        before: async () => {
          made.fact = (await api.facts.add({ statement: 'It fell', evidence: [{ source, locator: 'p. 1' }] })).id;
          made.book = (await api.sources.add({ title: 'Book' })).id;
          made.note = (await api.notes.add({ title: 'Gap', body: proseFromText('one') })).id;
          made.briefing = (await api.briefings.create({ template: 'future-of-binance-in-russia', title: 'Ports' })).id;
        },
        mine: async () => {
          await api.facts.edit({ id: made.fact, patch: { quantity: { value: '43', unit: '%' } } });
          await api.sources.edit({ id: made.book, patch: { publisher: 'Press' } });
          await api.briefings.edit({ id: made.briefing, patch: { title: 'Our ports' } });
          await api.notes.edit({ id: made.note, patch: { body: proseFromText('one\nmine'), marking: 'AMBER' } });
        },
        theirs: async () => {
          const subject = await api.subjects.add({ name: 'Port' });
          await api.facts.edit({
            id: made.fact,
            patch: { quantity: { value: '38', unit: '%' }, subject: subject.id },
            reason: 'Counted anew',
          });
          await api.evidence.add({ fact: made.fact, source: { title: 'Dataset' }, locator: 'row 4', credibility: 4 });
          await api.sources.retire({ ids: [made.book] });
          await api.briefings.edit({ id: made.briefing, patch: { title: 'Their ports' } });
          await api.notes.edit({ id: made.note, patch: { body: proseFromText('theirs\none'), marking: 'GREEN' } });
        },
      });
      expect((await api.facts.list({})).items).toMatchObject([{ id: made.fact, inConflict: false }]);
      expect(await take(the(), theirs)).toMatchObject({ conflicts: 4 });
      expect((await api.facts.list({})).items).toMatchObject([{ id: made.fact, inConflict: true }]);
      const { items: sources } = await api.sources.list({});
      expect(sources.filter(({ inConflict }) => inConflict).map(({ id }) => id)).toEqual([made.book]);
      expect((await api.notes.list({})).items).toMatchObject([{ id: made.note, inConflict: true }]);
      expect((await api.briefings.list({})).items).toMatchObject([{ id: made.briefing, inConflict: true }]);
      expect((await api.briefings.get({ briefing: made.briefing })).inConflict).toEqual([made.briefing]);
      expect(await api.conflicts.overview()).toMatchObject({
        fields: [
          { kind: 'briefing', field: 'title', count: 1 },
          { kind: 'fact', field: 'quantity', count: 1 },
          { kind: 'note', field: 'body', count: 1 },
          { kind: 'note', field: 'marking', count: 1 },
          { kind: 'source', field: 'retired', count: 1 },
        ],
      });
      const byNewest = { by: 'newest', kind: 'note', dryRun: true } as const;
      expect(await api.conflicts.resolveMany(byNewest)).toMatchObject({ resolved: 2, lowered: 1 });
      expect(await api.conflicts.resolveMany({ ...byNewest, fields: ['body'] })).toMatchObject({ lowered: 0 });
      const low = { kind: 'note' as const, fields: ['marking'] };
      expect(await problemOf(api.conflicts.resolveMany({ by: 'newest', ...low }))).toMatchObject({
        kind: 'INVALID',
        reason: 'reason-needed',
      });
      const lower = { kind: 'note', id: made.note, field: 'marking', use: { value: 'CLEAR' } } as const;
      expect(await problemOf(api.conflicts.resolve({ ...lower, reason: ' ' }))).toMatchObject({
        reason: 'reason-needed',
      });
      expect(await api.conflicts.resolveMany({ ...byNewest, ...low })).toMatchObject({ resolved: 1, lowered: 1 });
      const { kind, opens, fields } = await api.conflicts.get({ id: made.fact });
      expect({ kind, opens }).toEqual({ kind: 'fact', opens: { kind: 'fact', id: made.fact } });
      const [theirValue, ourValue] = fields[0]?.values ?? [];
      expect(fields[0]).toMatchObject({ field: 'quantity', base: null });
      expect(theirValue).toMatchObject({ value: { value: '38' }, shown: true, reason: 'Counted anew' });
      expect(theirValue?.evidence).toMatchObject([{ title: 'Dataset', locator: 'row 4', credibility: 4 }]);
      expect(ourValue).toMatchObject({ value: { value: '43' }, wrote: ['quantity'], evidence: [] });
      const deletion = await api.conflicts.get({ id: made.book });
      expect(deletion.fields).toMatchObject([
        { field: 'retired', values: [{ value: false, wrote: ['publisher'] }, { value: true }] },
      ]);
      const settle = { kind: 'source', id: made.book, field: 'retired' } as const;
      expect(await api.conflicts.resolve({ ...settle, use: { value: true } })).toEqual({ left: 0 });
      expect(await api.sources.get({ id: made.book })).toMatchObject({ retired: true, publisher: 'Press' });
      expect((await api.sources.list({ retired: true })).items).toMatchObject([{ inConflict: false }]);
      expect(await problemOf(api.conflicts.get({ id: NOBODY }))).toMatchObject({ kind: 'NOT_FOUND' });
    });

    test('a merge writes no text: it keeps both whole, and what is put together is an ordinary edit (M12)', async () => {
      const { api } = the();
      const [base, mine, other] = ['one\ntwo', 'ONE\ntwo', 'one\nTWO'].map(proseFromText);
      let id = '';
      const { theirs } = await parted(the(), 'Texts', {
        before: async () => {
          id = (await api.notes.add({ body: base })).id;
        },
        mine: async () => {
          await api.notes.edit({ id, patch: { body: mine } });
        },
        theirs: async () => {
          await api.notes.edit({ id, patch: { body: other } });
        },
      });
      await take(the(), theirs);
      expect((await api.notes.get({ id })).body).toEqual(other);
      const { fields } = await api.conflicts.get({ kind: 'note', id });
      expect(fields).toMatchObject([{ field: 'body', base, values: [{ value: other }, { value: mine }] }]);
      const content = assemble(mergeProse(base ?? null, mine!, other!), []);
      const use = { value: { type: 'doc', content } as never };
      const settled = await api.conflicts.resolve({ kind: 'note', id, field: 'body', use, reason: 'Both edits' });
      expect(settled).toEqual({ left: 0 });
      expect((await api.notes.get({ id })).body).toEqual(proseFromText('ONE\nTWO'));
      expect((await api.notes.history({ id }))[0]).toMatchObject({ reason: 'Both edits', op: 'edit' });
      await api.edits.undo();
      expect((await api.notes.get({ id })).body).toEqual(other);
      expect((await take(the(), theirs)).receipt).toBeNull();
      expect((await api.notes.get({ id })).body).toEqual(other);
    });

    test('leaves what is not wanted, and is quiet the second time', async () => {
      const { api } = the();
      const { theirs, id, added } = await ours(the(), 'Left');
      const found = await preview(the(), theirs);
      expect(await apply(the(), found, [added])).toMatchObject({ added: 0, conflicts: 1 });
      expect(await problemOf(api.facts.get({ id: added }))).toMatchObject({ kind: 'NOT_FOUND' });
      expect(await api.conflicts.resolveMany({ by: { author: 'Nobody' }, dryRun: true })).toEqual({
        ...{ resolved: 0, left: 1, lowered: 0 },
      });
      expect(await api.conflicts.resolveMany({ by: 'newest', ids: [added], dryRun: true })).toMatchObject({
        resolved: 0,
      });
      expect(await api.conflicts.resolveMany({ by: 'newest', ids: [id], dryRun: true })).toEqual({
        ...{ resolved: 1, left: 0, lowered: 0 },
      });
      expect(await api.conflicts.resolveMany({ by: 'newest' })).toEqual({ resolved: 1, left: 0, lowered: 0 });
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
