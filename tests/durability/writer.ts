/** A process that adds facts as fast as it can and prints the id of each one after it was acknowledged. */
import { flushCompileCache } from 'node:module';
import { runCore } from '#shared/core/run-core.ts';
import { World } from '../support/world.ts';

const [library = '', profile = '', name = ''] = process.argv.slice(2);
const core = runCore({ ...new World().options(profile), now: null, author: name });
await core.api.library.open({ file: await core.grant(library) });
// What is killed would leave nothing compiled for the next one.
flushCompileCache();
process.stdout.write('ready\n');
for (let n = 0; ; n++) {
  const fact = await core.api.facts.add({
    statement: `Fact ${n} of ${name}`,
    tags: ['kill'],
    evidence: [{ source: { title: `Source ${n % 7}` }, quote: `words ${n}` }],
  });
  // One write call: what is printed was acknowledged, whole, before the kill.
  process.stdout.write(`${fact.id}\n`);
}
