import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#shared/core/store/digest.ts';
import type { Store } from '#shared/core/store/store.ts';
import { anyAct, copiesOf, exchangeAll, perform } from '../support/exchange.ts';
import { mergeInto, trusted } from '../support/trusted.ts';
import { World } from '../support/world.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 12);
const COPIES = 3;

test('copies that exchange in any order come to one digest and stay sound (M3, M4, M15, M17)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct(COPIES), { minLength: 1, maxLength: 25 }), async (acts) => {
      await using world = new World();
      const stores = await copiesOf(world, COPIES);
      for (const act of acts) await perform(world, stores, act);
      await exchangeAll(world, stores);
      const digests = stores.map((store) => digestOf(store.read));
      for (const digest of digests) expect(digest).toEqual(digests[0]);
      for (const store of stores) expect(store.verify()).toEqual([]);
      const [one, two] = stores as [Store, Store];
      const again = await mergeInto(one, trusted(two), world.clock.now());
      expect(again.plan.items).toEqual([]);
      expect(digestOf(one.read)).toEqual(digests[0]);
    }),
    { numRuns },
  );
});
