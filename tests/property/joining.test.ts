import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasesOf } from '#shared/core/store/aliases.ts';
import { digestOf } from '#shared/core/store/digest.ts';
import type { Store } from '#shared/core/store/store.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { sourceFields } from '#shared/model/source.ts';
import { mergeInto, trusted } from '../support/trusted.ts';
import { World } from '../support/world.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 12);
const COPIES = 3;
const FACTS = 5;

type Act =
  | { readonly do: 'join'; readonly copy: number; readonly at: number; readonly to: number }
  | { readonly do: 'separate' | 'edit' | 'evidence' | 'retire'; readonly copy: number; readonly at: number }
  | { readonly do: 'merge'; readonly copy: number; readonly from: number; readonly part: boolean };

const copy = fc.nat(COPIES - 1);
const at = fc.nat(FACTS - 1);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('join' as const), copy, at, to: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('separate' as const, 'edit' as const, 'evidence' as const, 'retire' as const),
      copy,
      at,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), copy, from: copy, part: fc.boolean() }) },
);

const step = { title: 'test', subject: 'test', author: 'Test Author' };

/** Copies of one library with some facts that say the same. */
const copies = async (world: World): Promise<{ stores: Store[]; ids: string[] }> => {
  const first = await world.createStore(world.path('0', 'a.bwlib'));
  const ids = await first.write(step, (write) =>
    Array.from({ length: FACTS }, () => write.create('fact', factFields.parse({ statement: 'Common' }))),
  );
  const stores = [first];
  for (let n = 1; n < COPIES; n++) {
    const store = await world.createStore(world.path(`${n}`, 'a.bwlib'), world.path(`profile${n}`, 'x'));
    stores.push(store);
    await mergeInto(store, trusted(first), world.clock.now());
  }
  return { stores, ids };
};

const perform = async (world: World, stores: readonly Store[], ids: readonly string[], act: Act): Promise<void> => {
  world.clock.advance(10);
  const store = stores[act.copy] as Store;
  if (act.do === 'merge') {
    const from = stores[act.from] as Store;
    // A part leaves every other fact out, so that joins arrive before what they lead to.
    const known = new Set(from.read.all('SELECT id FROM facts').map((row) => row.id as string));
    const only = act.part ? new Set(ids.filter((id, n) => n % 2 === 0 && known.has(id))) : undefined;
    const withheld = act.part ? ids.map((id) => ({ kind: 'fact' as const, id })) : [];
    await mergeInto(store, trusted(from, only, withheld), world.clock.now());
    return;
  }
  const id = ids[act.at] as string;
  await store.write(step, (write) => {
    if (act.do === 'join') write.change('fact', id, { joinedTo: ids[act.to] });
    else if (act.do === 'separate') write.change('fact', id, { joinedTo: null });
    else if (act.do === 'edit') write.change('fact', id, { statement: `Edited ${world.clock.now()}` });
    else if (act.do === 'retire') write.retire('fact', id);
    else {
      const source = write.create('source', sourceFields.parse({ title: 'Source' }));
      write.create('evidence', evidenceFields.parse({ fact: id, source, quote: 'Quoted' }));
    }
  });
};

const shown = (store: Store) =>
  [...aliasesOf(store.read, 'fact')].map(([id, { canonical }]) => `${id} ${canonical}`).sort();

test('joins made apart, in chains, rings and against edits, come to the same on every copy, and lose nothing (M3, M6, M13)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 25 }), async (acts) => {
      await using world = new World();
      const { stores, ids } = await copies(world);
      for (const act of acts) await perform(world, stores, ids, act);
      const told = stores.flatMap((store) =>
        store.read
          .all(`SELECT fields FROM changes WHERE fields IS NOT NULL AND op <> 'create'`)
          .map((row) => row.fields),
      );
      for (let round = 0; round < 2; round++)
        for (const to of stores)
          for (const from of stores) if (to !== from) await mergeInto(to, trusted(from), world.clock.now());
      for (const store of stores) {
        expect(store.verify()).toEqual([]);
        expect(digestOf(store.read)).toEqual(digestOf(stores[0]!.read));
        expect(shown(store)).toEqual(shown(stores[0]!));
        const kept = store.read.all('SELECT fields FROM changes').map((row) => row.fields);
        expect(told.filter((fields) => !kept.includes(fields))).toEqual([]);
        // Whoever stands for others is not itself joined away, so every fact leads to one that is shown.
        const aliases = aliasesOf(store.read, 'fact');
        for (const { canonical } of aliases.values()) expect(aliases.has(canonical)).toBe(false);
      }
    }),
    { numRuns },
  );
});

/** Two copies that did something apart, each with all that both know. */
const apart = async (
  world: World,
  one: (store: Store, ids: string[]) => Promise<unknown>,
  other: (store: Store, ids: string[]) => Promise<unknown>,
): Promise<{ ann: Store; bob: Store; ids: string[] }> => {
  const { stores, ids } = await copies(world);
  const [ann, bob] = stores as [Store, Store];
  world.clock.advance(1000);
  await one(ann, ids);
  world.clock.advance(1000);
  await other(bob, ids);
  await mergeInto(ann, trusted(bob), world.clock.now());
  await mergeInto(bob, trusted(ann), world.clock.now());
  expect(digestOf(ann.read)).toEqual(digestOf(bob.read));
  return { ann, bob, ids };
};

const join = (store: Store, from: string | undefined, to: string | undefined) =>
  store.write(step, (write) => write.change('fact', from as string, { joinedTo: to }));

test('joins in opposite directions make a ring, for which the smallest id stands on every copy (M13)', async () => {
  await using world = new World();
  const { ann, bob, ids } = await apart(
    world,
    (store, [a, b]) => join(store, a, b),
    (store, [a, b]) => join(store, b, a),
  );
  const [least, most] = ids.slice(0, 2).sort() as [string, string];
  for (const store of [ann, bob]) expect(shown(store)).toEqual([`${most} ${least}`]);
});

test('a record joined to two different ones is a conflict that surfaces, and the newest is shown meanwhile (M7, M13)', async () => {
  await using world = new World();
  const { ann, bob, ids } = await apart(
    world,
    (store, [a, b]) => join(store, a, b),
    (store, [a, , c]) => join(store, a, c),
  );
  for (const store of [ann, bob]) {
    expect(store.read.all('SELECT DISTINCT record, field FROM siblings')).toEqual([
      { record: ids[0], field: 'joinedTo' },
    ]);
    expect(shown(store)).toEqual([`${ids[0]} ${ids[2]}`]);
  }
});

test('what was edited while somebody else joined it away keeps the edit in the joined record (M13)', async () => {
  await using world = new World();
  const { ann, bob, ids } = await apart(
    world,
    (store, [a, b]) => join(store, a, b),
    (store, [a]) => store.write(step, (write) => write.change('fact', a as string, { status: 'disputed' })),
  );
  for (const store of [ann, bob]) {
    expect(shown(store)).toEqual([`${ids[0]} ${ids[1]}`]);
    expect(store.read.get('SELECT status FROM facts WHERE id = ?', ids[0] as string)).toEqual({ status: 'disputed' });
  }
});

test('a record joined to one that is withheld stands for itself until that comes (M5, M13)', async () => {
  await using world = new World();
  const { stores, ids } = await copies(world);
  const [ann] = stores as [Store];
  const [a, b] = ids as [string, string];
  await join(ann, a, b);
  const carl = await world.createStore(world.path('carl', 'a.bwlib'), world.path('carl-profile', 'x'));
  await mergeInto(carl, trusted(ann, new Set([a]), [{ kind: 'fact', id: b }]), world.clock.now());
  expect(shown(carl)).toEqual([]);
  expect(carl.read.count(`SELECT count(*) FROM facts_text WHERE facts_text MATCH 'common' AND rowid > 0`)).toBe(1);
  expect(carl.verify()).toEqual([]);
  await mergeInto(carl, trusted(ann), world.clock.now());
  expect(shown(carl)).toEqual([`${a} ${b}`]);
  expect(carl.verify()).toEqual([]);
  expect(digestOf(carl.read)).toEqual(digestOf(ann.read));
});
