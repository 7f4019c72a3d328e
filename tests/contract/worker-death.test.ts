import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunningCore } from '#shared/core/running.ts';
import { startCore } from '#shared/core/start-core.ts';
import { project } from '#shared/hosts/project.ts';
import { coreOptions } from '../support/core-options.ts';
import { problemOf } from './suite/world.ts';

const MORTAL = new URL('../support/mortal-worker.ts', import.meta.url);

let folder: string;
let core: RunningCore | undefined;
const order = new BroadcastChannel('briefwright-mortal-worker');
order.unref();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefwright-death-'));
});
afterEach(async () => {
  await core?.close();
  core = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test.each(['throw', 'exit'])(
  'a core that ends by %s fails every pending and later call in plain words',
  async (way) => {
    const mortal = await startCore({ ...coreOptions(folder), worker: MORTAL });
    core = mortal;
    const { api } = mortal;
    await api.library.create({ name: 'Mortal' });
    await api.facts.add({ statement: 'Saved before the end.' });
    const stream = await api.events.watch();
    const pending = stream.next();
    order.postMessage(way);
    const stopped = { kind: 'INTERNAL', reason: 'core-stopped' };
    expect(await problemOf(pending)).toMatchObject(stopped);
    expect(await problemOf(api.facts.list({}))).toMatchObject(stopped);
    expect(await problemOf(api.events.watch())).toMatchObject(stopped);
    expect(await problemOf(mortal.grant('/x'))).toMatchObject(stopped);
    await mortal.close();

    core = await startCore({ ...coreOptions(folder), worker: project.coreWorker });
    const { known } = await core.api.library.status();
    await core.api.library.open({ key: known[0]?.key ?? '' });
    expect((await core.api.facts.list({})).total).toBe(1);
  },
);

test('a core that cannot start says why', async () => {
  writeFileSync(join(folder, 'worker.js'), 'throw new Error("No such luck.");');
  const starting = startCore({ ...coreOptions(folder), worker: join(folder, 'worker.js') });
  await expect(starting).rejects.toThrow('No such luck.');
});

test('closing ends the thread, twice as well as once, and later calls are refused', async () => {
  core = await startCore({ ...coreOptions(folder), worker: project.coreWorker });
  await core.api.library.create({ name: 'Closed' });
  await Promise.all([core.close(), core.close()]);
  await core.close();
  expect(await problemOf(core.api.library.status())).toMatchObject({ kind: 'INTERNAL', reason: 'core-stopped' });
});

test('closing ends a thread that does not answer', async () => {
  writeFileSync(
    join(folder, 'deaf.js'),
    `const { workerData: { port } } = require('node:worker_threads');
     port.on('message', (message) => {
       const { i, p } = JSON.parse(message);
       if (p.u.endsWith('/ready')) port.postMessage(JSON.stringify({ i, p: { b: {} } }));
     });`,
  );
  const deaf = await startCore({ ...coreOptions(folder), worker: join(folder, 'deaf.js'), closeLimit: 50 });
  await deaf.close();
  expect(await problemOf(deaf.api.library.status())).toMatchObject({ kind: 'INTERNAL' });
});
