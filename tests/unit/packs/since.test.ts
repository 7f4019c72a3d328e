import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPack } from '../../support/packs.ts';
import { Person } from '../../support/people.ts';
import { World } from '../../support/world.ts';

const idsIn = (path: string | undefined): string[] => (path === undefined ? [] : [...readPack(path).records.keys()]);

const statements = async ({ api }: Person): Promise<string[]> =>
  (await api.facts.list({})).items.map(({ statement }) => statement).sort();

describe('what changed since the last exchange with a colleague', () => {
  test('is what was added or edited after the last pack for them, each record whole (M5)', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    const old = await ann.api.facts.add({ statement: 'Old' });
    const edited = await ann.api.facts.add({ statement: 'Edited' });
    expect(idsIn(await ann.pack({ for: 'Ben' }))).toEqual(expect.arrayContaining([old.id, edited.id]));
    await ann.api.facts.edit({ id: edited.id, patch: { statement: 'Edited again' } });
    const added = await ann.api.facts.add({ statement: 'Added' });
    const preview = await ann.api.packs.preview({ choice: { since: 'ben' } });
    expect(preview).toMatchObject({ total: 2, records: { fact: 2 } });
    const path = await ann.pack({ choice: { since: ' BEN ' } });
    expect(idsIn(path).sort()).toEqual([added.id, edited.id].sort());
    expect(readPack(path).changes.filter(({ record }) => record === edited.id)).toHaveLength(2);
  });

  test('counts per record: what an earlier choice left out still goes', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    const few = await ann.api.facts.add({ statement: 'Few', tags: ['few'] });
    const many = await ann.api.facts.add({ statement: 'Many' });
    await ann.pack({ for: 'Ben', choice: { tags: ['few'] } });
    const rest = idsIn(await ann.pack({ choice: { since: 'Ben' } }));
    expect(rest).toContain(many.id);
    expect(rest).not.toContain(few.id);
  });

  test('leaves out what came from them, also by way of others', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await using ben = await Person.join(world, 'Ben');
    const { id } = await ann.api.facts.add({ statement: 'From Ann' });
    await ben.merge(await ann.pack());
    expect(await ben.api.colleagues.list()).toMatchObject([{ name: 'Ann', sentAt: null }]);
    const own = await ben.api.facts.add({ statement: 'From Ben' });
    expect(idsIn(await ben.pack({ choice: { since: 'Ann' } }))).toEqual([own.id]);
    await ben.api.facts.edit({ id, patch: { statement: 'From Ann, as Ben has it' } });
    expect(idsIn(await ben.pack({ choice: { since: 'Ann' } }))).toEqual([id]);
  });

  test('is nothing: says so, writes nothing and leaves nothing remembered', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await ann.api.facts.add({ statement: 'One' });
    await ann.pack({ for: 'Ben' });
    const before = await ann.api.colleagues.list();
    world.clock.advance(1000);
    await expect(ann.pack({ choice: { since: 'Ben' } })).rejects.toMatchObject({
      reason: 'nothing-new',
      message: expect.stringMatching(/since the last exchange with Ben; no pack was written\.$/),
    });
    expect(existsSync(world.path('Ann', 'pack-2.bwpack'))).toBe(false);
    expect(await ann.api.colleagues.list()).toEqual(before);
  });

  test('of a pack that was not written counts as not sent', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await ann.api.facts.add({ statement: 'One' });
    const nowhere = await ann.grant(`${world.folder}/no/such/folder/x.bwpack`);
    const { task } = await ann.api.packs.start({ for: 'Ben', file: nowhere });
    for await (const _ of await ann.api.tasks.watch({ task }));
    expect(await ann.api.colleagues.list()).toEqual([]);
  });

  test('changes neither digest nor soundness of the library', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await ann.api.facts.add({ statement: 'One' });
    const before = await ann.api.library.digest();
    await ann.pack({ for: 'Ben' });
    await ann.api.colleagues.forget({ name: 'ben' });
    expect(await ann.api.library.digest()).toEqual(before);
    expect(await ann.api.library.verify()).toEqual({ ok: true, problems: [] });
    await expect(ann.pack({ choice: { since: 'Ben' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('links to what is not in the pack lead to what is there, or to a place held for it (M4, M5)', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await using ben = await Person.join(world, 'Ben');
    await using cid = await Person.join(world, 'Cid');
    const fact = await ann.api.facts.add({ statement: 'First', subjectName: 'Somebody' });
    const first = await ann.pack({ for: 'Ben' });
    await ann.api.facts.edit({ id: fact.id, patch: { statement: 'Second' } });
    const second = await ann.pack({ choice: { since: 'Ben' } });
    expect(idsIn(second)).toEqual([fact.id]);
    await ben.merge(first);
    expect(await ben.merge(second)).toMatchObject({ updated: 1, added: 0, withheld: 0 });
    expect(await ben.api.facts.get({ id: fact.id })).toMatchObject({
      statement: 'Second',
      subjectName: 'Somebody',
    });
    // Cid gets them the other way round.
    expect(await cid.merge(second)).toMatchObject({ added: 1, withheld: 1 });
    expect(await cid.api.library.verify()).toMatchObject({ ok: true });
    // The place that is held for the subject is nothing that could go on.
    expect(idsIn(await cid.pack())).not.toContain(fact.subject);
    await cid.merge(first);
    expect(await cid.api.facts.get({ id: fact.id })).toMatchObject({ subjectName: 'Somebody' });
    expect(await cid.api.library.digest()).toEqual(await ben.api.library.digest());
  });

  test('takes a section along with its block, since no place can be held for one', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await using cid = await Person.join(world, 'Cid');
    const template = (await ann.api.templates.list())[0]?.id ?? '';
    const { id: briefing } = await ann.api.briefings.create({ template, title: 'A briefing' });
    await ann.pack({ for: 'Ben' });
    const section = (await ann.api.briefings.get({ briefing })).sections[0];
    await ann.api.blocks.add({
      section: section?.id ?? '',
      after: null,
      content: { type: 'prose', prose: { type: 'doc', content: [] } },
    });
    const path = await ann.pack({ choice: { since: 'Ben' } });
    expect([...readPack(path).records.values()].sort()).toEqual(['block', 'briefing', 'section']);
    expect(idsIn(path)).toEqual(expect.arrayContaining([section?.id, briefing]));
    expect(await cid.merge(path)).toMatchObject({ added: 3 });
    expect(await cid.api.library.verify()).toMatchObject({ ok: true });
  });

  test('is not remembered of a library that may only be read', async () => {
    await using world = new World();
    await using ann = await Person.join(world, 'Ann');
    await ann.api.facts.add({ statement: 'One' });
    const synced = world.path('Dropbox', 'library.bwlib');
    const { file } = await ann.api.library.backup({ folder: await ann.grant(world.path('Dropbox')) });
    const copy = (await ann.running.locate(file)) ?? synced;
    await ann.api.library.open({ file: await ann.grant(copy) });
    await expect(ann.pack({ for: 'Ben' })).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(await statements(ann)).toEqual(['One']);
  });
});
