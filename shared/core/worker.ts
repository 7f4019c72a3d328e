import { type MessagePort, workerData } from 'node:worker_threads';
import { os, type } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { createCore } from './create-core.ts';
import { processesThrough } from './merge/foreign/distant-process.ts';
import { foreignPorts } from './merge/foreign/open-foreign.ts';
import { nodePorts } from './node-ports.ts';
import type { CoreOptions } from './options.ts';

/** What `startCore` hands to this thread. */
export interface WorkerInput {
  readonly options: CoreOptions;
  readonly port: MessagePort;
  /** Where to ask for processes when this thread cannot start any; null when it can. */
  readonly processes: MessagePort | null;
}

const { options, port, processes } = workerData as WorkerInput;
const ports = {
  ...nodePorts(options),
  ...(processes ? foreignPorts(processesThrough(processes)) : {}),
};
const core = createCore(options, ports);

/** For the host alone: it never stands on a transport that a window can reach. */
const host = {
  /** Answers as soon as the core is at work. */
  ready: os.handler(() => undefined),
  grant: os.input(type<string>()).handler(async ({ input }) => core.grant(input)),
  locate: os.input(type<string>()).handler(async ({ input }) => core.locate(input)),
  close: os.handler(async () => core.close()),
};
export type WorkerHost = typeof host;

new RPCHandler({ api: core.router, host }).upgrade(port);
port.start();
