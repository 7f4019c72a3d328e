import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { undoMerge } from '#shared/core/merge/undo.ts';
import { digestOf } from '#shared/core/store/digest.ts';
import { OwnReplica } from '#shared/core/store/receive.ts';
import { readRecord } from '#shared/core/store/records.ts';
import type { Store } from '#shared/core/store/store.ts';
import { evidenceFields, type FactFields, factFields } from '#shared/model/fact.ts';
import { sourceFields } from '#shared/model/source.ts';
import { subjectFields } from '#shared/model/subject.ts';
import { mergeInto, trusted } from '../../support/trusted.ts';
import { World } from '../../support/world.ts';

const step = (author: string) => ({ title: 'test', subject: 'test', author });

/** Two people with a library each; the second has merged what the first knew. */
const twoPeople = async (world: World, fields: Partial<FactFields> = {}) => {
  const ann = await world.createStore(world.path('ann', 'a.bwlib'), world.path('ann-profile', 'x'));
  const id = await ann.write(step('Ann'), (write) =>
    write.create('fact', factFields.parse({ statement: 'Common', tags: ['old'], ...fields })),
  );
  const bob = await world.createStore(world.path('bob', 'b.bwlib'), world.path('bob-profile', 'x'));
  await mergeInto(bob, trusted(ann), world.clock.now());
  world.clock.advance(1000);
  return { ann, bob, id, now: () => world.clock.now() };
};

const edit = (store: Store, author: string, id: string, patch: Partial<FactFields>): Promise<boolean> =>
  store.write(step(author), (write) => write.change('fact', id, patch));

const fact = (store: Store, id: string) => readRecord(store.read, 'fact', id);
const conflicts = (store: Store) => store.read.all('SELECT DISTINCT record, field FROM siblings');

describe('merging', () => {
  test('brings what is new, with its words findable, and is quiet the second time (M3, M17)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    expect(fact(bob, id)).toMatchObject({ statement: 'Common', tags: ['old'], updatedBy: 'Ann' });
    expect(bob.read.count(`SELECT count(*) FROM facts_text WHERE facts_text MATCH 'common'`)).toBe(1);
    const before = digestOf(bob.read);
    const { plan, applied } = await mergeInto(bob, trusted(ann), now());
    expect([plan.items, plan.unchanged, applied.dots]).toEqual([[], 1, []]);
    expect(digestOf(bob.read)).toEqual(before);
    expect(before).toEqual(digestOf(ann.read));
  });

  test('keeps both values of a field that two people changed, shows the newer, and one edit settles it (M6, M7)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await edit(ann, 'Ann', id, { statement: 'As Ann has it', status: 'verified' });
    world.clock.advance(1000);
    await edit(bob, 'Bob', id, { statement: 'As Bob has it', tags: ['old', 'new'] });
    const { plan } = await mergeInto(bob, trusted(ann), now());
    expect(plan.items).toMatchObject([{ id, effect: 'conflict' }]);
    expect(fact(bob, id)).toMatchObject({ statement: 'As Bob has it', status: 'verified', tags: ['new', 'old'] });
    expect(conflicts(bob)).toEqual([{ record: id, field: 'statement' }]);
    await mergeInto(ann, trusted(bob), now());
    expect(digestOf(ann.read)).toEqual(digestOf(bob.read));
    await edit(ann, 'Ann', id, { statement: 'As both have it' });
    expect(conflicts(ann)).toEqual([]);
    await mergeInto(bob, trusted(ann), now());
    expect(conflicts(bob)).toEqual([]);
    expect(fact(bob, id)?.statement).toBe('As both have it');
    for (const store of [ann, bob]) expect(store.verify()).toEqual([]);
  });

  test('an edit wins over a deletion that did not know of it, and is told (M10)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await ann.write(step('Ann'), (write) => write.retire('fact', id));
    await edit(bob, 'Bob', id, { status: 'disputed' });
    await mergeInto(bob, trusted(ann), now());
    expect(fact(bob, id)).toMatchObject({ retired: false, status: 'disputed' });
    expect(conflicts(bob)).toEqual([{ record: id, field: 'retired' }]);
    await bob.write(step('Bob'), (write) => write.retire('fact', id));
    expect(conflicts(bob)).toEqual([]);
    await mergeInto(ann, trusted(bob), now());
    expect(fact(ann, id)?.retired).toBe(true);
    expect(digestOf(ann.read)).toEqual(digestOf(bob.read));
  });

  test('a part of what a colleague has removes nothing (M4)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    const other = await bob.write(step('Bob'), (write) => write.create('fact', factFields.parse({ statement: 'Bob' })));
    await mergeInto(bob, trusted(ann, new Set()), now());
    expect(fact(bob, id)?.retired).toBe(false);
    expect(fact(bob, other)?.retired).toBe(false);
  });

  test('a clock far ahead is taken in and told, and moves ours by five minutes at most (M18)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    const present = world.clock.now();
    world.clock.ms = Date.UTC(2099, 0, 1);
    await edit(ann, 'Ann', id, { statement: 'From 2099' });
    world.clock.ms = present;
    const { plan } = await mergeInto(bob, trusted(ann), now());
    expect(plan.warnings.join()).toMatch(/clock is more than a day ahead/);
    expect(fact(bob, id)?.statement).toBe('From 2099');
    await edit(bob, 'Bob', id, { statement: 'After that' });
    const after = bob.read.get(`SELECT clock_ms AS ms FROM changes WHERE fields LIKE '%After that%'`);
    expect(after?.ms).toBeLessThanOrEqual(present + 5 * 60_000);
    expect(fact(bob, id)?.statement).toBe('After that');
    expect(conflicts(bob)).toEqual([]);
    expect(bob.verify()).toEqual([]);
  });

  test('a dot that says something else is kept aside, and changes nothing (M19)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await edit(ann, 'Ann', id, { statement: 'Genuine' });
    await mergeInto(bob, trusted(ann), now());
    const before = digestOf(bob.read);
    const forged = new Database(ann.path);
    forged.exec(`UPDATE changes SET fields = '{"statement":"Forged"}' WHERE op = 'edit'`);
    forged.close();
    await edit(ann, 'Ann', id, { status: 'verified' });
    const { plan, applied } = await mergeInto(bob, trusted(ann), now());
    expect(plan.warnings.join()).toMatch(/kept aside/);
    expect(applied.clashes).toMatchObject([{ record: id, fields: { statement: 'Forged' } }]);
    expect(applied.dots).toEqual([]);
    expect(digestOf(bob.read)).toEqual(before);
  });

  test('a file that writes in our name is refused (M19)', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await edit(bob, 'Bob', id, { statement: 'Bob' });
    const own = bob.read.get('SELECT id FROM replicas ORDER BY n DESC LIMIT 1')?.id as string;
    await edit(ann, 'Ann', id, { statement: 'Forged' });
    const before = digestOf(bob.read);
    const forged = trusted(ann);
    const lying = {
      ...forged,
      async *changes(ids: readonly string[]) {
        for await (const batch of forged.changes(ids))
          yield batch.map((change) => (change.op === 'edit' ? { ...change, replica: own, seq: 99 } : change));
      },
    };
    await expect(mergeInto(bob, lying, now())).rejects.toThrow(OwnReplica);
    expect(digestOf(bob.read)).toEqual(before);
  });
});

describe('links', () => {
  const withSource = async (world: World) => {
    const { ann, bob, id, now } = await twoPeople(world);
    const made = await ann.write(step('Ann'), (write) => {
      const subject = write.create('subject', subjectFields.parse({ name: 'Secret subject' }));
      write.change('fact', id, { subject });
      const source = write.create('source', sourceFields.parse({ title: 'Secret source' }));
      const evidence = write.create('evidence', evidenceFields.parse({ fact: id, source, quote: 'Words' }));
      return { subject, source, evidence };
    });
    return { ann, bob, id, now, ...made };
  };

  test('to what was held back lead to a place held for it, which the record fills when it comes (M5)', async () => {
    await using world = new World();
    const { ann, bob, id, now, subject, source, evidence } = await withSource(world);
    const part = trusted(ann, new Set([id, evidence]), [
      { id: subject, kind: 'subject' },
      { id: source, kind: 'source' },
    ]);
    const { applied } = await mergeInto(bob, part, now());
    expect(applied.counts.withheld).toBe(2);
    expect(readRecord(bob.read, 'source', source)).toMatchObject({ title: '(withheld)', revision: '', retired: true });
    expect(bob.verify()).toEqual([]);
    await mergeInto(bob, trusted(ann), now());
    expect(readRecord(bob.read, 'source', source)).toMatchObject({ title: 'Secret source', retired: false });
    expect(fact(bob, id)?.subject).toBe(subject);
    expect(bob.verify()).toEqual([]);
    expect(digestOf(bob.read)).toEqual(digestOf(ann.read));
  });

  test('to nothing are refused, and nothing is merged', async () => {
    await using world = new World();
    const { ann, bob, id, now, evidence } = await withSource(world);
    const before = digestOf(bob.read);
    await expect(mergeInto(bob, trusted(ann, new Set([id, evidence])), now())).rejects.toThrow(/does not hold/);
    expect(digestOf(bob.read)).toEqual(before);
    expect(bob.verify()).toEqual([]);
  });

  test('of what is left: its parts are left, too, and others get a place held', async () => {
    await using world = new World();
    const { ann, bob, id, now, subject, source, evidence } = await withSource(world);
    await mergeInto(bob, trusted(ann), now(), new Set([source, subject]));
    expect(readRecord(bob.read, 'evidence', evidence)).toBeUndefined();
    expect(fact(bob, id)?.subject).toBe(subject);
    expect(readRecord(bob.read, 'subject', subject)?.name).toBe('(withheld)');
    expect(bob.verify()).toEqual([]);
    await mergeInto(bob, trusted(ann), now());
    expect(digestOf(bob.read)).toEqual(digestOf(ann.read));
  });
});

describe('taking a merge back (M16)', () => {
  const receipt = async (store: Store, dots: readonly number[]): Promise<number> =>
    store.write(step('Bob'), ({ db, now }) => {
      const n = db.run(
        `INSERT INTO receipts (at, author, sender, name, sha256, counts) VALUES (?, 1, '', '', ?, '{}')`,
        now,
        '0'.repeat(64),
      );
      for (const dot of dots) db.run('INSERT INTO receipt_changes (receipt, dot) VALUES (?, ?)', n, dot);
      return n;
    });

  test('restores earlier values, removes what came, and leaves what was edited since', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await edit(ann, 'Ann', id, { statement: 'Ann', status: 'verified', tags: ['ann'] });
    const added = await ann.write(step('Ann'), (write) =>
      write.create('fact', factFields.parse({ statement: 'Added' })),
    );
    const { applied } = await mergeInto(bob, trusted(ann), now());
    const n = await receipt(bob, applied.dots);
    await edit(bob, 'Bob', id, { statement: 'Bob since' });
    const undone = await bob.writeLong(step('Bob'), (write) => undoMerge(write, n));
    expect(undone).toEqual({ undone: 2, kept: 1 });
    expect(fact(bob, id)).toMatchObject({ statement: 'Bob since', status: 'unverified', tags: ['old'] });
    expect(fact(bob, added)?.retired).toBe(true);
    expect(bob.verify()).toEqual([]);
    // The same file brings nothing back (M17), and the colleague learns of it as of any edit.
    expect((await mergeInto(bob, trusted(ann), now())).applied.dots).toEqual([]);
    await mergeInto(ann, trusted(bob), now());
    expect(fact(ann, id)).toMatchObject({ status: 'unverified' });
    expect(digestOf(ann.read)).toEqual(digestOf(bob.read));
  });

  test('settles a conflict that came with it on the value of before', async () => {
    await using world = new World();
    const { ann, bob, id, now } = await twoPeople(world);
    await edit(bob, 'Bob', id, { statement: 'Bob' });
    world.clock.advance(1000);
    await edit(ann, 'Ann', id, { statement: 'Ann' });
    const { applied } = await mergeInto(bob, trusted(ann), now());
    expect(fact(bob, id)?.statement).toBe('Ann');
    const n = await receipt(bob, applied.dots);
    await bob.writeLong(step('Bob'), (write) => undoMerge(write, n));
    expect(fact(bob, id)?.statement).toBe('Bob');
    expect(conflicts(bob)).toEqual([]);
    expect(bob.verify()).toEqual([]);
  });
});

test('data that comes with the app is the same on both sides', async () => {
  await using world = new World();
  const running = [world.core(world.path('p1', 'x')), world.core(world.path('p2', 'x'))];
  const paths = [world.path('one', 'a.bwlib'), world.path('two', 'b.bwlib')];
  for (const [n, core] of running.entries()) {
    world.clock.advance(5000);
    await core.api.library.create({ name: 'x', file: await core.grant(paths[n] ?? ''), sample: true });
  }
  const [one, two] = await Promise.all(paths.map((path) => world.openStore(path, world.path('p3', 'x'))));
  if (!one || !two) throw new Error('The libraries are not there.');
  expect(digestOf(one.read)).toEqual(digestOf(two.read));
  expect((await mergeInto(one, trusted(two), world.clock.now())).plan.items).toEqual([]);
});
