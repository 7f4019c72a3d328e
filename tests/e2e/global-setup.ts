import { build } from '../../electron/build.ts';
import { findElectron } from '../../electron/runtime.ts';
import { needsBuild } from '../../shared/hosts/built.ts';
import { findBrowser } from './browser.ts';
import { PROJECT } from './host.ts';
import { usesElectron } from './which.ts';

/** Builds the app when a source has changed since, and says in what the tests run it. */
export default async (): Promise<void> => {
  const where = usesElectron()
    ? `Electron (${findElectron(PROJECT)}); what needs a second window or browser mode's server is left to a run without it`
    : `the browser (${(await findBrowser()).name}), since no Electron runtime is here to be driven`;
  process.stdout.write(`End-to-end tests run the app in ${where}.\n`);
  if (needsBuild(PROJECT)) await build(PROJECT);
};
