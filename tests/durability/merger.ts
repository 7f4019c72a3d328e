/**
 * A process that merges a file into a library and prints how many statements that took. Given the number of one of
 * them, it kills itself just before that one.
 */
import Database from 'better-sqlite3';
import { runCore } from '#shared/core/run-core.ts';
import { finishTask, World } from '../support/world.ts';

const [library = '', profile = '', file = '', killAt = '0'] = process.argv.slice(2);

let done = 0;
let counting = false;
const step = (): void => {
  if (counting && ++done === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};
const counted = (prototype: object, name: 'run' | 'exec'): void => {
  const original = Reflect.get(prototype, name) as (...values: unknown[]) => unknown;
  Reflect.set(prototype, name, function (this: unknown, ...values: unknown[]): unknown {
    step();
    return original.apply(this, values);
  });
};
const probe = new Database(':memory:');
counted(Object.getPrototypeOf(probe) as object, 'exec');
counted(Object.getPrototypeOf(probe.prepare('SELECT 1')) as object, 'run');
probe.close();

const core = runCore({ ...new World().options(profile), now: null, author: 'Merger' });
await core.api.library.open({ file: await core.grant(library) });
const { task } = await core.api.merges.preview({ file: await core.grant(file) });
const { preview } = await finishTask(core.api, 'preview', task);
counting = true;
const merge = await core.api.merges.apply({ preview });
await finishTask(core.api, 'merge', merge.task);
counting = false;
await core.close();
process.stdout.write(`${done}\n`);
