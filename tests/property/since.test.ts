import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Person } from '../support/people.ts';
import { World } from '../support/world.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 4);

type Act =
  | { readonly do: 'add' | 'edit' | 'retire'; readonly by: number; readonly at: number }
  | { readonly do: 'send'; readonly by: number; readonly to: number };

const by = fc.nat(2);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('add' as const, 'edit' as const, 'retire' as const),
      by,
      at: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const), by, to: by }) },
);

/** Three people, the packs that are on their way, and what was written of which fact. */
class Desk {
  readonly waiting: { readonly to: Person; readonly path: string }[] = [];
  readonly #people: readonly Person[];

  constructor(people: readonly Person[]) {
    this.#people = people;
  }

  async #facts(person: Person): Promise<string[]> {
    return (await person.api.facts.list({})).items.map(({ id }) => id);
  }

  async #write(person: Person, { do: what, at }: Extract<Act, { at: number }>): Promise<void> {
    const facts = await this.#facts(person);
    const id = facts[at % Math.max(1, facts.length)];
    if (what === 'add' || id === undefined) await person.api.facts.add({ statement: `${person.name} ${at}` });
    else if (what === 'edit') await person.api.facts.edit({ id, patch: { statement: `${person.name} anew ${at}` } });
    else await person.api.facts.retire({ ids: [id] });
  }

  async send(from: Person, to: Person): Promise<void> {
    const path = await from.packSince(to);
    if (path !== undefined) this.waiting.push({ to, path });
  }

  async perform(act: Act): Promise<void> {
    const person = this.#people[act.by] as Person;
    if (act.do !== 'send') return this.#write(person, act);
    const to = this.#people[act.to] as Person;
    if (to !== person) await this.send(person, to);
  }

  /** What is on its way arrives, the last one first. */
  async deliver(): Promise<void> {
    for (const { to, path } of this.waiting.splice(0).reverse()) await to.merge(path);
  }
}

test('packs since the last exchange alone, in any order of arrival, make every copy the same (M3, M4)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { maxLength: 12 }), async (acts) => {
      await using world = new World();
      const people: Person[] = [];
      for (const name of ['Ann', 'Ben', 'Cid']) people.push(await Person.join(world, name));
      try {
        const desk = new Desk(people);
        for (const act of acts) {
          world.clock.advance(1000);
          await desk.perform(act);
        }
        await desk.deliver();
        // Two rounds: what the first brings to one has to go on to the others.
        for (const _ of [1, 2]) {
          for (const from of people) for (const to of people) if (from !== to) await desk.send(from, to);
          await desk.deliver();
        }
        const digests = await Promise.all(people.map(({ api }) => api.library.digest()));
        expect(digests[1]).toEqual(digests[0]);
        expect(digests[2]).toEqual(digests[0]);
        // And then there is nothing left to say.
        for (const from of people)
          for (const to of people) if (from !== to) expect(await from.packSince(to)).toBeUndefined();
      } finally {
        for (const person of people) await person[Symbol.asyncDispose]();
      }
    }),
    { numRuns },
  );
});
