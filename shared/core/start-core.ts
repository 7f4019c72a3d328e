import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type ClientLink, createORPCClient, mapEventIterator, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import type { Api } from '../contract/api.ts';
import { PROBLEM_STATUS } from '../contract/problem.ts';
import { startProcessesFor } from './merge/foreign/distant-process.ts';
import type { StartProcess } from './merge/foreign/start-process.ts';
import type { CoreOptions } from './options.ts';
import type { RunningCore } from './running.ts';
import type { WorkerHost, WorkerInput } from './worker.ts';

/** How long the core may take to finish what it writes, in milliseconds, before its thread is ended. */
const CLOSE_LIMIT = 10_000;

type Context = Record<never, never>;

const coreStopped = (cause: unknown) =>
  new ORPCError('INTERNAL', {
    defined: true,
    status: PROBLEM_STATUS.INTERNAL,
    message:
      'The part of Briefwright that keeps your library has stopped; everything saved is safe. Start Briefwright again.',
    data: { reason: 'core-stopped', params: {} },
    cause,
  });

const isStream = (output: unknown): output is AsyncIterator<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output;

/** The link, with whatever fails because the other side is gone told as such. */
const guard = (link: ClientLink<Context>, gone: () => boolean, cause: () => unknown): ClientLink<Context> => {
  const explain = (error: unknown): unknown => (gone() ? coreStopped(cause()) : error);
  return {
    call: async (path, input, options) => {
      if (gone()) throw coreStopped(cause());
      try {
        const output = await link.call(path, input, options);
        return isStream(output)
          ? mapEventIterator(output, { value: (value) => value, error: async (error) => explain(error) })
          : output;
      } catch (error) {
        throw explain(error);
      }
    },
  };
};

export interface StartOptions extends CoreOptions {
  /** The entry that runs `worker.ts`. */
  readonly worker: URL | string;
  /** How processes for foreign files are started here, where the core's thread cannot do so itself. */
  readonly startProcess?: StartProcess;
  /** How long closing may take, in milliseconds, before the thread is ended. */
  readonly closeLimit?: number;
}

/**
 * Starts a core in a worker thread of its own, so that no query ever holds up this one. Throws what the core threw when
 * it cannot start. A thread that dies makes every pending and later call fail with an INTERNAL problem.
 */
export const startCore = async ({
  worker: entry,
  closeLimit = CLOSE_LIMIT,
  startProcess,
  ...options
}: StartOptions): Promise<RunningCore> => {
  const { port1, port2 } = new MessageChannel();
  const processes = startProcess ? new MessageChannel() : undefined;
  if (startProcess && processes) startProcessesFor(processes.port1, startProcess);
  const input: WorkerInput = { options, port: port2, processes: processes?.port2 ?? null };
  const transferList = [port2, ...(processes ? [processes.port2] : [])];
  const worker = new Worker(entry, { name: 'core', workerData: input, transferList });
  let ended = false;
  let cause: unknown;
  worker.once('error', (error) => {
    cause = error;
  });
  // Before the link listens, so that it is known by the time the link fails what is pending.
  port1.once('close', () => {
    ended = true;
  });
  const link = guard(
    new RPCLink({ port: port1 }),
    () => ended,
    () => cause,
  );
  const client = createORPCClient<{ api: Api; host: RouterClient<WorkerHost> }>(link);
  port1.start();

  try {
    await client.host.ready();
  } catch (error) {
    await worker.terminate();
    throw cause ?? error;
  }

  const finish = async (): Promise<void> => {
    const timer = new AbortController();
    try {
      if (!ended) await Promise.race([client.host.close(), delay(closeLimit, undefined, { signal: timer.signal })]);
    } finally {
      timer.abort();
      processes?.port1.close();
      await worker.terminate();
    }
  };
  let closing: Promise<void> | undefined;
  return {
    api: client.api,
    grant: (path) => client.host.grant(path),
    locate: (token) => client.host.locate(token),
    close: () => {
      closing ??= finish();
      return closing;
    },
  };
};
