/**
 * Five copies of a library, 20,000 random edits on them, exchanged in random order: `npm run soak`, or with another
 * number of edits and a seed, `npm run soak -- 2000 7`. Ends with 1 when the copies do not come to one digest.
 */
import * as fc from 'fast-check';
import { digestOf } from '#shared/core/store/digest.ts';
import { anyAct, copiesOf, exchangeAll, perform } from '../support/exchange.ts';
import { World } from '../support/world.ts';

const COPIES = 5;
/** Facts that the acts pick among. */
const FACTS = 500;
/** Exchanges cost more than edits: of fifty that are drawn one is done. */
const EXCHANGED = 50;

const [edits = 20_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const started = performance.now();
await using world = new World();
const stores = await copiesOf(world, COPIES);
const done = { edits: 0, exchanges: 0, drawn: 0 };
for (let round = 0; done.edits < edits; round++) {
  for (const act of fc.sample(anyAct(COPIES, FACTS), { numRuns: 1000, seed: seed + round })) {
    if (done.edits >= edits) break;
    if (act.do === 'merge' && done.drawn++ % EXCHANGED > 0) continue;
    await perform(world, stores, act);
    if (act.do === 'merge') done.exchanges++;
    else if (act.do !== 'jump') done.edits++;
  }
  process.stdout.write(`${done.edits} edits, ${done.exchanges} exchanges\n`);
}
await exchangeAll(world, stores);
const digests = stores.map((store) => digestOf(store.read));
const problems = stores.flatMap((store) => store.verify());
const isOne = digests.every((digest) => JSON.stringify(digest) === JSON.stringify(digests[0]));
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(
  `seed ${seed}, ${seconds} s: ${isOne ? 'one digest' : 'the copies differ'}, ${problems.length} problems\n`,
);
process.exitCode = isOne && problems.length === 0 ? 0 : 1;
