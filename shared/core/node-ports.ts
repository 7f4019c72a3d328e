import type { CoreOptions, CorePorts } from './options.ts';

/** What Node itself offers the core, where the host has no way of its own. */
export const nodePorts = (_options: CoreOptions): CorePorts => ({
  openForeign: () => Promise.reject(new Error('not yet')),
});
