import { copyFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ChangedRecord } from '#shared/contract/changes.ts';
import { openForeignHere } from '../../support/foreign-here.ts';
import { Person } from '../../support/people.ts';
import { World } from '../../support/world.ts';

/** Ann with a fact that Ben and Cem have, too. */
const desk = async (world: World) => {
  const [ann, ben, cem] = await Promise.all(
    ['Ann', 'Ben', 'Cem'].map((name) => Person.join(world, name, { openForeign: openForeignHere })),
  );
  if (!ann || !ben || !cem) throw new Error('Somebody is missing.');
  const { id } = await ann.api.facts.add({ statement: 'Visits fell by 43 %', tags: ['web'] });
  const pack = await ann.pack();
  await ben.merge(pack);
  await cem.merge(pack);
  world.clock.advance(60_000);
  return { ann, ben, cem, id };
};

const listed = async (person: Person, input: Parameters<Person['api']['changes']['since']>[0] = {}) =>
  (await person.api.changes.since(input)).items;
const brief = ({ id, effect, authors, fields }: ChangedRecord) => ({ id, effect, authors, fields });
const end = (...people: Person[]) => Promise.all(people.map((person) => person[Symbol.asyncDispose]()));

describe('what changed since one last looked', () => {
  test('is told by record and colleague, with the words of before and after', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    await ben.api.facts.edit({ id, patch: { status: 'verified', tags: ['web', 'checked'] }, reason: 'Called them' });
    const added = (await ben.api.facts.add({ statement: 'New from Ben' })).id;
    await cem.api.facts.edit({ id, patch: { statement: 'Visits fell by 38 %' } });
    await ann.merge(await ben.pack());
    world.clock.advance(1000);
    await ann.merge(await cem.pack());
    expect((await listed(ann)).map(brief)).toEqual([
      { id, effect: 'updated', authors: ['Ben', 'Cem'], fields: ['statement', 'status', 'tags'] },
      { id: added, effect: 'added', authors: ['Ben'], fields: [] },
    ]);
    expect((await listed(ann, { author: 'Cem' })).map(brief)).toMatchObject([{ id }]);
    expect(await listed(ann, { kind: 'source' })).toEqual([]);
    expect(await ann.api.changes.overview()).toMatchObject({
      ...{ total: 2, mark: 0, lookedAt: null, newest: 2 },
      authors: [
        { author: 'Ben', count: 2 },
        { author: 'Cem', count: 1 },
      ],
      kinds: [{ kind: 'fact', count: 2 }],
    });
    const { by, opens, conflict } = await ann.api.changes.get({ id });
    expect({ opens, conflict }).toEqual({ opens: { kind: 'fact', id }, conflict: false });
    expect(by).toMatchObject([
      {
        ...{ author: 'Ben', from: 'Ben', receipt: 1, reasons: ['Called them'] },
        fields: [
          { field: 'status', before: 'unverified', after: 'verified', now: 'verified' },
          { field: 'tags', before: ['web'], after: ['checked', 'web'] },
        ],
      },
      {
        ...{ author: 'Cem', from: 'Cem', receipt: 2 },
        fields: [{ field: 'statement', before: 'Visits fell by 43 %', after: 'Visits fell by 38 %' }],
      },
    ]);
    const whole = await ann.api.changes.get({ id: added });
    expect(whole.by[0]?.fields).toContainEqual({
      ...{ field: 'statement', before: null, after: 'New from Ben', now: 'New from Ben', conflict: false },
    });
    await end(ann, ben, cem);
  });

  test('names what has no words of its own by what it belongs to, and leaves out the revision that a proposer saw', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    await ben.api.evidence.add({ fact: id, source: { title: 'Register' } });
    await ben.api.proposals.add({ target: id, patch: { asOf: '2024' } });
    await ann.merge(await ben.pack());
    const parts = await listed(ann);
    expect(parts.find(({ kind }) => kind === 'evidence')).toMatchObject({ title: '', partOf: 'Visits fell by 43 %' });
    expect(parts.find(({ kind }) => kind === 'source')).toMatchObject({ title: 'Register', partOf: '' });
    const proposal = parts.find(({ kind }) => kind === 'proposal');
    expect(proposal).toMatchObject({ title: '', partOf: 'Visits fell by 43 %' });
    const { by } = await ann.api.changes.get({ id: proposal?.id ?? '' });
    expect(by[0]?.fields.map(({ field }) => field)).not.toContain('saw');
    await end(ann, ben, cem);
  });

  test('leaves out what comes to the same, and tells retired, brought back, contested and changed since', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    const other = (await ann.api.facts.add({ statement: 'Other' })).id;
    await ben.merge(await ann.pack());
    world.clock.advance(1000);
    await ben.api.facts.edit({ id, patch: { statement: 'By Ben', status: 'verified' } });
    await ben.api.facts.retire({ ids: [other] });
    await ann.api.facts.edit({ id, patch: { statement: 'By Ann', status: 'verified' } });
    await ann.merge(await ben.pack());
    expect((await listed(ann)).map(brief)).toEqual(
      expect.arrayContaining([
        { id, effect: 'updated', authors: ['Ben'], fields: ['statement'] },
        { id: other, effect: 'deleted', authors: ['Ben'], fields: ['retired'] },
      ]),
    );
    expect((await ann.api.changes.get({ id })).by[0]?.fields).toMatchObject([
      { field: 'statement', before: 'By Ann', after: 'By Ben', conflict: true },
    ]);
    await ann.api.facts.edit({ id, patch: { statement: 'Settled' } });
    expect((await ann.api.changes.get({ id })).by[0]?.fields).toMatchObject([
      { before: 'By Ann', after: 'By Ben', now: 'Settled', conflict: false },
    ]);
    await ann.api.changes.looked();
    world.clock.advance(1000);
    await ben.api.facts.restore({ ids: [other] });
    await ann.merge(await ben.pack());
    expect((await listed(ann)).map(brief)).toEqual([
      { id: other, effect: 'restored', authors: ['Ben'], fields: ['retired'] },
    ]);
    await end(ann, ben, cem);
  });

  test('tells what somebody changed of a record that another one made from what that one made', async () => {
    await using world = new World();
    const { ann, ben, cem } = await desk(world);
    const { id } = await ben.api.facts.add({ statement: 'From Ben' });
    await cem.merge(await ben.pack());
    world.clock.advance(1000);
    await cem.api.facts.edit({ id, patch: { statement: 'From Ben, by Cem' } });
    await ann.merge(await cem.pack());
    const { by, effect } = await ann.api.changes.get({ id });
    expect(effect).toBe('added');
    expect(by.map(({ author }) => author)).toEqual(['Cem', 'Ben']);
    expect(by[0]?.fields).toMatchObject([{ field: 'statement', before: 'From Ben', after: 'From Ben, by Cem' }]);
    await end(ann, ben, cem);
  });
});

describe('how far one has looked', () => {
  test('is moved, told, shown again and put back', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    expect(await ann.api.changes.overview()).toMatchObject({ total: 0, mark: 0, newest: 0, lookedAt: null });
    expect(await ann.api.changes.looked()).toEqual({ before: 0, mark: 0 });
    await ben.api.facts.edit({ id, patch: { status: 'verified' } });
    await ann.merge(await ben.pack());
    const lookedAt = world.clock.now();
    expect(await ann.api.changes.looked()).toEqual({ before: 0, mark: 1 });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 0, mark: 1, newest: 1, lookedAt });
    expect((await listed(ann, { all: true })).map(({ id: shown }) => shown)).toEqual([id]);
    await expect(ann.api.changes.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    world.clock.advance(1000);
    await cem.api.facts.edit({ id, patch: { statement: 'By Cem' } });
    await ann.merge(await cem.pack());
    expect((await listed(ann)).map(({ authors }) => authors)).toEqual([['Cem']]);
    expect(await ann.api.changes.looked({ receipt: 2 })).toEqual({ before: 1, mark: 2 });
    expect(await ann.api.changes.looked({ receipt: 1 })).toEqual({ before: 2, mark: 1 });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 1, mark: 1, lookedAt });
    expect(await ann.api.changes.looked({ receipt: 0 })).toEqual({ before: 1, mark: 0 });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 1, mark: 0, lookedAt: null });
    await expect(ann.api.changes.looked({ receipt: 3 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await end(ann, ben, cem);
  });

  test('a merge that was taken back is no news; it is among the earlier ones, as taken back', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    await ben.api.facts.edit({ id, patch: { status: 'verified' } });
    await ann.merge(await ben.pack());
    world.clock.advance(1000);
    await cem.api.facts.edit({ id, patch: { statement: 'By Cem' } });
    await ann.merge(await cem.pack());
    await ann.api.merges.undo({ receipt: 1 });
    expect((await listed(ann)).map(brief)).toMatchObject([{ authors: ['Cem'], fields: ['statement'] }]);
    await ann.api.merges.undo({ receipt: 2 });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 0, authors: [], newest: 2 });
    expect(await listed(ann, { all: true })).toMatchObject([{ id, authors: ['Ben', 'Cem'], takenBack: true }]);
    await end(ann, ben, cem);
  });

  test('goes along to a copy, apart from there; a restored backup shows again rather than hides', async () => {
    await using world = new World();
    const { ann, ben, cem, id } = await desk(world);
    const backup = await ann.api.library.backup({});
    await ben.api.facts.edit({ id, patch: { status: 'verified' } });
    await ann.merge(await ben.pack());
    await ann.api.changes.looked();
    await ann.api.library.close();
    const copy = world.path('Ann', 'copy.bwlib');
    copyFileSync(ann.library, copy);
    await ann.api.library.open({ file: await ann.grant(copy) });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 0, mark: 1 });
    await ann.api.changes.looked({ receipt: 0 });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 1, mark: 0 });
    await ann.api.library.open({ file: await ann.grant(ann.library) });
    expect(await ann.api.changes.overview()).toMatchObject({ total: 0, mark: 1 });
    await ann.api.library.close();
    rmSync(ann.library);
    await ann.api.library.restore({ file: backup.file, to: await ann.grant(ann.library) });
    await ann.api.library.open({ file: await ann.grant(ann.library) });
    world.clock.advance(1000);
    await cem.api.facts.edit({ id, patch: { statement: 'By Cem' } });
    await ann.merge(await cem.pack());
    expect(await ann.api.changes.overview()).toMatchObject({ total: 1, mark: 0, newest: 1 });
    await end(ann, ben, cem);
  });
});
