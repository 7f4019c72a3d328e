import { copyFileSync, renameSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '#shared/core/store/digest.ts';
import { historyOf, stateAt } from '#shared/core/store/history.ts';
import { readRecord } from '#shared/core/store/records.ts';
import { revertStep } from '#shared/core/store/revert.ts';
import type { Store } from '#shared/core/store/store.ts';
import { type FactFields, factFields } from '#shared/model/fact.ts';
import { MARKINGS } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import { openWorld, World } from '../support/world.ts';

/** More in the nightly run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 25);

const step = (title: string) => ({ title, subject: 'test', author: 'Test Author' });
const addFact = (store: Store, fields: Partial<FactFields> = {}): Promise<string> =>
  store.write(step('fact.add'), (write) => write.create('fact', factFields.parse({ statement: 'A fact', ...fields })));

const patch = fc.record(
  {
    statement: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
    status: fc.constantFrom(...FACT_STATUSES),
    marking: fc.constantFrom(...MARKINGS),
    quantity: fc.option(
      fc.record({
        value: fc.integer().map(String),
        unit: fc.string({ maxLength: 5 }),
        qualifier: fc.constant('' as const),
      }),
    ),
    asOf: fc.option(fc.constantFrom('2024', '2024-04', '2023~', '2023-08/2024-07', '2024?')),
    tags: fc.array(fc.constantFrom('a', 'b', 'c', 'ё'), { maxLength: 3 }),
    custom: fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), { maxKeys: 2 }),
  },
  { requiredKeys: [] },
);

type Step =
  | { readonly do: 'add' | 'retire' | 'restore' | 'undo' | 'redo'; readonly at: number }
  | { readonly do: 'edit'; readonly at: number; readonly patch: Partial<FactFields> };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      at: fc.nat(9),
      patch,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('add' as const, 'retire' as const, 'restore' as const, 'undo' as const, 'redo' as const),
      at: fc.nat(9),
    }),
  },
);

type Opened = Awaited<ReturnType<typeof openWorld>>;

const perform = async ({ api }: Opened, ids: string[], action: Step): Promise<void> => {
  if (action.do === 'add' || ids.length === 0) {
    ids.push((await api.facts.add({ statement: `Fact ${ids.length}` })).id);
    return;
  }
  const id = ids[action.at % ids.length] ?? '';
  if (action.do === 'edit') await api.facts.edit({ id, patch: action.patch });
  else if (action.do === 'retire') await api.facts.retire({ ids: [id] });
  else if (action.do === 'restore') await api.facts.restore({ ids: [id] });
  else if (action.do === 'undo') await api.edits.undo();
  else await api.edits.redo();
};

const wanted = (fact: object) => {
  const { statement, status, marking, quantity, asOf, tags, custom, retired } = fact as FactFields & {
    retired: boolean;
  };
  return { statement, status, marking, quantity, asOf, tags: [...tags].sort(), custom, retired };
};

describe('any sequence of edits', () => {
  test('leaves rows, vectors and history in agreement (M2, M3, M4)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
        await using world = await openWorld();
        const ids: string[] = [];
        for (const action of steps) await perform(world, ids, action);
        const store = await world.openStore(world.library, world.path('reader'));
        for (const id of ids) {
          const record = readRecord(store.read, 'fact', id);
          expect(record).toBeDefined();
          if (!record) continue;
          expect(wanted(stateAt(store.read, 'fact', id, record.revision) ?? {})).toEqual(wanted(record));
          expect(historyOf(store.read, 'fact', id).at(-1)?.op).toBe('create');
        }
        expect(store.verify()).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('is taken back by as many undos, and brought again by as many redos', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 8 }), fc.nat(8), async (patches, back) => {
        await using world = await openWorld();
        const { id } = await world.api.facts.add({ statement: 'Start', tags: ['a'] });
        const states = [wanted(await world.api.facts.get({ id }))];
        for (const change of patches) {
          const before = await world.api.edits.state();
          await world.api.facts.edit({ id, patch: change });
          const after = await world.api.edits.state();
          // An edit that changes nothing is no step.
          if (after.undo?.id !== before.undo?.id) states.push(wanted(await world.api.facts.get({ id })));
        }
        const steps = Math.min(back, states.length - 1);
        for (let n = 1; n <= steps; n++) {
          expect(await world.api.edits.undo()).toMatchObject({ kept: 0 });
          expect(wanted(await world.api.facts.get({ id }))).toEqual(states.at(-1 - n));
        }
        for (let n = steps - 1; n >= 0; n--) {
          expect(await world.api.edits.redo()).toMatchObject({ kept: 0 });
          expect(wanted(await world.api.facts.get({ id }))).toEqual(states.at(-1 - n));
        }
      }),
      { numRuns: RUNS },
    );
  });
});

test('the clock never goes back, whatever the machine says (M2, M8)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }), async (jumps) => {
      await using world = new World();
      const store = await world.createStore();
      for (const jump of jumps) {
        world.clock.advance(jump);
        await addFact(store);
      }
      const stamps = store.read
        .all('SELECT clock_ms, clock_counter, seq FROM changes ORDER BY seq')
        .map((row) => [row.clock_ms, row.clock_counter, row.seq] as number[]);
      expect(stamps.map(([, , seq]) => seq)).toEqual(jumps.map((_, n) => n + 1));
      for (let n = 1; n < stamps.length; n++) {
        const [before = [], now = []] = [stamps[n - 1], stamps[n]];
        expect(
          (now[0] ?? 0) > (before[0] ?? 0) || ((now[0] ?? 0) === before[0] && (now[1] ?? 0) > (before[1] ?? 0)),
        ).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});

const replicas = (store: Store): string[] =>
  store.read.all('SELECT id FROM replicas ORDER BY n').map((row) => row.id as string);

describe('who writes (M1)', () => {
  test('the same profile at the same place goes on as the same replica', async () => {
    await using world = new World();
    await addFact(await world.createStore());
    const again = await world.openStore();
    await addFact(again);
    expect(replicas(again)).toHaveLength(1);
  });

  test('a copy edited apart never shares a dot with its original', async () => {
    await using world = new World();
    const original = await world.createStore(world.path('one', 'a.bwlib'));
    await addFact(original);
    await original.backup(world.path('two'));
    const copies = await import('node:fs').then(({ readdirSync }) => readdirSync(world.path('two')));
    const copy = await world.openStore(world.path('two', copies[0] ?? ''));
    await addFact(original);
    await addFact(copy);
    expect(replicas(original)).toHaveLength(1);
    expect(replicas(copy)).toHaveLength(2);
  });

  test('an older file put in the place of a newer one gets a new replica', async () => {
    await using world = new World();
    const path = world.path('a.bwlib');
    const first = await world.createStore(path);
    await addFact(first);
    await first.close();
    copyFileSync(path, world.path('old.bwlib'));
    const second = await world.openStore(path);
    await addFact(second);
    await second.close();
    renameSync(world.path('old.bwlib'), path);
    const restored = await world.openStore(path);
    await addFact(restored);
    expect(replicas(restored)).toHaveLength(2);
  });
});

test('two connections to one file lose nothing and leave no gap (M2a)', async () => {
  await using world = new World();
  const one = await world.createStore();
  const two = await world.openStore();
  const ids = await Promise.all(
    Array.from({ length: 40 }, (_, n) => addFact(n % 2 ? one : two, { statement: `Fact ${n}` })),
  );
  for (const id of ids) expect(readRecord(one.read, 'fact', id)).toEqual(readRecord(two.read, 'fact', id));
  const [range] = one.read.all('SELECT count(*) AS n, max(seq) AS top FROM changes');
  expect(range).toEqual({ n: 40, top: 40 });
  expect(replicas(one)).toHaveLength(1);
  expect(one.verify()).toEqual([]);
});

test('the digest is of what is held, not of how the file lies', async () => {
  await using world = new World();
  const store = await world.createStore();
  const id = await addFact(store, { tags: ['b', 'a'] });
  await addFact(store);
  const digest = digestOf(store.read);
  const { path } = await store.backup(world.path('copies'));
  expect(digestOf((await world.openStore(path)).read)).toEqual(digest);
  await store.write(step('fact.edit'), (write) => write.change('fact', id, { statement: 'Another fact' }));
  expect(digestOf(store.read).content).not.toBe(digest.content);
  expect(digestOf(store.read).history).not.toBe(digest.history);
});

test('taking an edit back leaves what was written since', async () => {
  await using world = new World();
  const store = await world.createStore();
  const id = await addFact(store);
  await store.write(step('fact.edit'), (write) => write.change('fact', id, { statement: 'First', status: 'verified' }));
  const edit = Number(store.read.get('SELECT max(n) AS n FROM edits')?.n);
  await store.write(step('fact.edit'), (write) => write.change('fact', id, { statement: 'Second' }));
  const kept = await store.writeLong(step('undo'), (write) => revertStep(write, edit));
  expect(kept).toBe(1);
  expect(readRecord(store.read, 'fact', id)).toMatchObject({ statement: 'Second', status: 'unverified' });
});
