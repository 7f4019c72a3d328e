import * as fc from 'fast-check';
import type { Store } from '#shared/core/store/store.ts';
import { evidenceFields, factFields } from '#shared/model/fact.ts';
import { sourceFields } from '#shared/model/source.ts';
import { mergeInto, trusted } from './trusted.ts';
import type { World } from './world.ts';

/** What somebody does to a library on one of the copies. */
export type Act =
  | { readonly do: 'add' | 'retire' | 'restore' | 'source'; readonly copy: number; readonly at: number }
  | {
      readonly do: 'edit';
      readonly copy: number;
      readonly at: number;
      readonly statement: string;
      readonly tag: string;
    }
  | { readonly do: 'merge'; readonly copy: number; readonly from: number; readonly at: number }
  | { readonly do: 'jump'; readonly ms: number };

/** Acts on so many copies; `facts` is how far apart the facts lie that they pick. */
export const anyAct = (copies: number, facts = 7): fc.Arbitrary<Act> => {
  const copy = fc.nat(copies - 1);
  const at = fc.nat(facts);
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('add' as const, 'retire' as const, 'restore' as const, 'source' as const),
        copy,
        at,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('edit' as const),
        copy,
        at,
        statement: fc.constantFrom('One', 'Two', 'Ёлка'),
        tag: fc.constantFrom('a', 'b'),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), copy, from: copy, at }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -100_000, max: 100_000 }) }),
    },
  );
};

const step = { title: 'test', subject: 'test', author: 'Test Author' };

/** Does what the act says. */
export const perform = async (world: World, stores: readonly Store[], act: Act): Promise<void> => {
  if (act.do === 'jump') return world.clock.advance(act.ms);
  const store = stores[act.copy] as Store;
  const facts = store.read.all('SELECT id FROM facts ORDER BY id').map((row) => row.id as string);
  const id = facts[act.at % (facts.length || 1)];
  if (act.do === 'merge') {
    const from = stores[act.from] as Store;
    await mergeInto(store, trusted(from), world.clock.now());
  } else if (act.do === 'add' || id === undefined) {
    await store.write(step, (write) => write.create('fact', factFields.parse({ statement: 'New', tags: ['a'] })));
  } else if (act.do === 'edit') {
    const { statement, tag } = act;
    await store.write(step, (write) => {
      const tags = write.need('fact', id).tags.includes(tag) ? [] : [tag];
      write.change('fact', id, { statement, tags });
    });
  } else if (act.do === 'source') {
    await store.write(step, (write) => {
      const source = write.create('source', sourceFields.parse({ title: 'Source' }));
      write.create('evidence', evidenceFields.parse({ fact: id, source, quote: 'Quoted' }));
    });
  } else await store.write(step, (write) => write[act.do === 'retire' ? 'retire' : 'restore']('fact', id));
};

/** So many copies of one library, each in a profile of its own. */
export const copiesOf = async (world: World, count: number): Promise<Store[]> => {
  const first = await world.createStore(world.path('0', 'a.bwlib'));
  await first.write(step, (write) => write.create('fact', factFields.parse({ statement: 'Common' })));
  const stores = [first];
  for (let n = 1; n < count; n++) {
    const store = await world.createStore(world.path(`${n}`, 'a.bwlib'), world.path(`profile${n}`, 'x'));
    stores.push(store);
    await mergeInto(store, trusted(first), world.clock.now());
  }
  return stores;
};

/** Hands everything that any copy knows to all others. */
export const exchangeAll = async (world: World, stores: readonly Store[]): Promise<void> => {
  for (let round = 0; round < 2; round++)
    for (const to of stores)
      for (const from of stores) if (to !== from) await mergeInto(to, trusted(from), world.clock.now());
};
