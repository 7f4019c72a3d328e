import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where this user's things lie, for every host alike, so that window, browser mode and command line share them. */
export interface Places {
  /** Settings, replica ids, uploads and other temporary files. */
  readonly profile: string;
  /** Libraries that have a name but no place of the user's choosing. */
  readonly libraries: string;
  /** Chromium's own files, in Electron. */
  readonly window: string;
}

/** The user's folders as the system wants them, or all below `BRIEFWRIGHT_HOME` when that is set. */
export const userPlaces = (env: NodeJS.ProcessEnv = process.env): Places => {
  const data = env.BRIEFWRIGHT_HOME || envPaths('briefwright', { suffix: '' }).data;
  return { profile: join(data, 'profile'), libraries: join(data, 'libraries'), window: join(data, 'window') };
};
