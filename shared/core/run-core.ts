import { createRouterClient } from '@orpc/server';
import { createCore } from './create-core.ts';
import { nodePorts } from './node-ports.ts';
import type { CoreOptions, CorePorts } from './options.ts';
import type { RunningCore } from './running.ts';

/** A core in this thread, for the command line and for tests: nothing else has to stay responsive there. */
export const runCore = (options: CoreOptions, ports: CorePorts = nodePorts(options)): RunningCore => {
  const core = createCore(options, ports);
  return {
    api: createRouterClient(core.router),
    grant: async (path) => core.grant(path),
    locate: async (token) => core.locate(token),
    close: async () => core.close(),
  };
};
