import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { digestOf } from '#shared/core/store/digest.ts';
import { changesOf } from '#shared/core/store/history.ts';
import type { Store } from '#shared/core/store/store.ts';
import { mergeInto, trusted } from '../support/trusted.ts';
import { World } from '../support/world.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 8);
const COPIES = 3;

/** One of several people: a library, and the store of it for merging. */
interface Person {
  readonly core: RunningCore;
  readonly api: Api;
  readonly store: Store;
}

/** People with a library each that hold the same two facts. */
const people = async (world: World): Promise<{ all: Person[]; facts: string[] }> => {
  const all: Person[] = [];
  const facts: string[] = [];
  for (let n = 0; n < COPIES; n++) {
    const profile = world.path(`profile${n}`, 'x');
    const core = world.core(profile);
    const path = world.path(`${n}`, 'library.bwlib');
    await core.api.library.create({ name: 'library', file: await core.grant(path), sample: false });
    // Merging writes as somebody of that machine, too: it is another window on the same library.
    const store = await world.openStore(path, profile);
    if (n === 0) for (const statement of ['One', 'Two']) facts.push((await core.api.facts.add({ statement })).id);
    else await mergeInto(store, trusted(all[0]!.store), world.clock.now());
    all.push({ core, api: core.api, store });
  }
  return { all, facts };
};

const exchange = async (world: World, all: readonly Person[]): Promise<void> => {
  for (let round = 0; round < 2; round++)
    for (const to of all)
      for (const from of all) if (to !== from) await mergeInto(to.store, trusted(from.store), world.clock.now());
};

type Act =
  | { readonly do: 'propose' | 'edit'; readonly by: number; readonly fact: number; readonly word: string }
  | { readonly do: 'accept' | 'decline' | 'withdraw'; readonly by: number; readonly at: number }
  | { readonly do: 'merge'; readonly by: number; readonly from: number };

const by = fc.nat(COPIES - 1);
const word = fc.constantFrom('Alpha', 'Beta', 'Gamma');
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('propose' as const, 'edit' as const), by, fact: fc.nat(1), word }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'decline' as const, 'withdraw' as const),
      by,
      at: fc.nat(5),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), by, from: by }) },
);

/** What each proposer saw of the field, by proposal. */
type Saw = Map<string, string>;

const perform = async (
  world: World,
  all: readonly Person[],
  facts: readonly string[],
  act: Act,
  saw: Saw,
): Promise<void> => {
  world.clock.advance(1000);
  const { api, store } = all[act.by] as Person;
  if (act.do === 'merge') {
    await mergeInto(store, trusted(all[act.from]!.store), world.clock.now());
  } else if (act.do === 'propose') {
    const target = facts[act.fact]!;
    const { statement } = await api.facts.get({ id: target });
    saw.set((await api.proposals.add({ target, patch: { statement: act.word }, reason: act.word })).id, statement);
  } else if (act.do === 'edit') {
    await api.facts.edit({ id: facts[act.fact]!, patch: { statement: `${act.word} by hand` } });
  } else {
    const { items } = await api.proposals.list({ state: 'open' });
    const open = items[(act as { at: number }).at % Math.max(1, items.length)];
    if (!open) return;
    if (act.do === 'accept') await api.proposals.accept({ id: open.id, anyway: true });
    else if (act.do === 'decline') await api.proposals.decline({ id: open.id, answer: 'No' });
    else await api.proposals.withdraw({ id: open.id });
  }
};

test('proposals and answers made apart come to the same on every copy; nothing proposed or answered is lost (M3, M7, M20)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 3, maxLength: 15 }), async (acts) => {
      await using world = new World();
      const { all, facts } = await people(world);
      const saw: Saw = new Map();
      for (const act of acts) await perform(world, all, facts, act, saw);
      const answers = (store: Store) =>
        store.read
          .all('SELECT id FROM proposals')
          .flatMap(({ id }) => changesOf(store.read, id as string))
          .map(({ replica, seq, record, fields }) => JSON.stringify([replica, seq, record, fields]));
      const told = all.flatMap(({ store }) => answers(store));
      await exchange(world, all);
      for (const { api, store } of all) {
        expect(digestOf(store.read)).toEqual(digestOf(all[0]!.store.read));
        expect(store.verify()).toEqual([]);
        const kept = answers(store);
        expect(told.filter((line) => !kept.includes(line))).toEqual([]);
        const { items } = await api.proposals.list({});
        expect(items.map(({ id, state, stale }) => [id, state, stale])).toEqual(
          (await all[0]!.api.proposals.list({})).items.map(({ id, state, stale }) => [id, state, stale]),
        );
        // Everybody holds what everybody saw.
        for (const { id, stale, changes } of items)
          expect(changes[0]?.saw).toBe(stale.length > 0 ? saw.get(id) : undefined);
        // Two answers to one proposal wait for somebody to decide.
        for (const { id } of items) {
          const states = new Set(
            store.read
              .all(
                `SELECT json_extract(c.fields, '$.state') AS state FROM siblings s JOIN changes c ON c.dot = s.dot
                WHERE s.record = ? AND s.field = 'state'`,
                id,
              )
              .map((row) => row.state),
          );
          expect(states.size).not.toBe(1);
        }
      }
    }),
    { numRuns },
  );
});

test('accepted on one copy and declined on another is a conflict that surfaces, and settling it travels (M7, M20)', async () => {
  await using world = new World();
  const { all, facts } = await people(world);
  const [ann, bob] = all as [Person, Person];
  const { id } = await ann.api.proposals.add({ target: facts[0]!, patch: { statement: 'Better' } });
  await exchange(world, all);
  world.clock.advance(1000);
  await ann.api.proposals.accept({ id });
  world.clock.advance(1000);
  await bob.api.proposals.decline({ id, answer: 'Not sourced' });
  await exchange(world, all);
  for (const { api } of all) {
    expect((await api.conflicts.list({ kind: 'proposal' })).items).toMatchObject([{ id, fields: ['state', 'answer'] }]);
    expect((await api.proposals.list({})).items).toMatchObject([{ state: 'declined', answer: 'Not sourced' }]);
    // Declining does not take back what was accepted elsewhere.
    expect((await api.facts.get({ id: facts[0]! })).statement).toBe('Better');
  }
  world.clock.advance(1000);
  await bob.api.conflicts.resolve({ kind: 'proposal', id, field: 'state', use: { value: 'accepted' } });
  await bob.api.conflicts.resolve({ kind: 'proposal', id, field: 'answer', use: { value: '' } });
  await exchange(world, all);
  for (const { api } of all) {
    expect((await api.conflicts.list({})).total).toBe(0);
    expect((await api.proposals.list({})).items).toMatchObject([{ state: 'accepted', answer: '' }]);
  }
});

test('an answer travels back with the next pack of the record (M20)', async () => {
  await using world = new World();
  const { all, facts } = await people(world);
  const [ann, bob] = all as [Person, Person];
  const { id } = await ann.api.proposals.add({ target: facts[0]!, patch: { statement: 'Better' } });
  await mergeInto(bob.store, trusted(ann.store), world.clock.now());
  world.clock.advance(1000);
  await bob.api.proposals.accept({ id, answer: 'Thanks' });
  await mergeInto(ann.store, trusted(bob.store, new Set([id, facts[0]!])), world.clock.now());
  expect((await ann.api.proposals.list({})).items).toMatchObject([{ state: 'accepted', answer: 'Thanks' }]);
  expect(await ann.api.facts.get({ id: facts[0]! })).toMatchObject({ statement: 'Better' });
});
