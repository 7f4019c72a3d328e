import { watchFolder } from './folder/watch.ts';
import { foreignPorts } from './merge/foreign/open-foreign.ts';
import { forkProcess } from './merge/foreign/start-process.ts';
import type { CoreOptions, CorePorts } from './options.ts';

/** What Node itself offers the core, where the host has no way of its own. */
export const nodePorts = ({ foreignProcess }: CoreOptions): CorePorts => ({
  ...foreignPorts(forkProcess(foreignProcess)),
  watchFolder,
});
