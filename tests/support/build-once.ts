import { join } from 'node:path';
import { needsBuild } from '#shared/hosts/built.ts';
import { build } from '../../electron/build.ts';

/** Before the tests of the built app: builds it when a source has changed, so that they never test yesterday's. */
export const setup = async (): Promise<void> => {
  const folder = join(import.meta.dirname, '../..');
  if (needsBuild(folder)) await build(folder);
};
