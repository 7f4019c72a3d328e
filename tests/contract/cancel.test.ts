import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import { forwardRouter } from '#shared/core/forward.ts';
import { runCore } from '#shared/core/run-core.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { coreOptions } from '../support/core-options.ts';

let folder: string;
let core: RunningCore;
/** The signals that reached the core, one for each stream that was asked for. */
let signals: AbortSignal[];
let api: Api;
let close: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefwright-cancel-'));
  core = runCore(coreOptions(folder));
  signals = [];
  const watch: Api['events']['watch'] = (input, options) => {
    if (options?.signal) signals.push(options.signal);
    return core.api.events.watch(input, options);
  };
  const spied = new Proxy(core.api, { get: (all, name) => (name === 'events' ? { watch } : Reflect.get(all, name)) });
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(forwardRouter(spied)).upgrade(port1);
  port1.start();
  api = createORPCClient<Api>(new RPCLink({ port: port2 }));
  port2.start();
  close = () => port2.close();
});
afterEach(async () => {
  close();
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

const reachesTheCore = async (): Promise<void> => {
  await expect.poll(() => signals.map(({ aborted }) => aborted)).toEqual([true]);
};

test('a stream that its reader leaves is cancelled in the core', async () => {
  const stream = await api.events.watch();
  const next = stream.next();
  await stream.return?.();
  await Promise.allSettled([next]);
  await reachesTheCore();
});

test('so is one whose reader’s signal aborts', async () => {
  const abort = new AbortController();
  const stream = await api.events.watch(undefined, { signal: abort.signal });
  const next = stream.next();
  abort.abort();
  await Promise.allSettled([next]);
  await reachesTheCore();
});

test('and one whose window is gone', async () => {
  await api.events.watch();
  close();
  await reachesTheCore();
});
