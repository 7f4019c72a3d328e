import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { Api } from '#shared/contract/api.ts';
import { forwardRouter } from '#shared/core/forward.ts';
import { forkProcess } from '#shared/core/merge/foreign/start-process.ts';
import { startCore } from '#shared/core/start-core.ts';
import { project } from '#shared/hosts/project.ts';
import { exercise } from './suite.ts';

/**
 * As in Electron: the worker's Api is served again over a second port, by a router that only hands on, and the worker
 * cannot start the processes that read foreign files itself.
 */
exercise('handed on over a second port', async (options) => {
  const core = await startCore({
    ...{ ...options, host: 'electron', worker: project.coreWorker },
    startProcess: forkProcess(project.foreignProcess),
  });
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(forwardRouter(core.api)).upgrade(port1);
  port1.start();
  const api = createORPCClient<Api>(new RPCLink({ port: port2 }));
  port2.start();
  return {
    api,
    grant: (path) => core.grant(path),
    close: async () => {
      port2.close();
      await core.close();
    },
  };
});
