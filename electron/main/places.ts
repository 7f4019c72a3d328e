import { join } from 'node:path';

/** Files of the app itself, wherever it was installed. */
export interface AppPlaces {
  readonly resources: string;
  readonly renderer: string;
  readonly preload: string;
  readonly coreWorker: URL;
  readonly pdfWorker: URL;
  readonly backupWorker: URL;
  readonly foreignProcess: URL;
}

/**
 * Files of the app, from its folder (the project, or the archive of an installed app) and from the address of the built
 * main file, beside which the workers lie.
 */
export const appPlaces = (appFolder: string, main: string): AppPlaces => ({
  resources: join(appFolder, 'resources'),
  renderer: join(appFolder, 'out', 'renderer'),
  preload: join(appFolder, 'out', 'preload', 'index.cjs'),
  coreWorker: new URL('./core-worker.js', main),
  pdfWorker: new URL('./pdf-worker.js', main),
  backupWorker: new URL('./backup-worker.js', main),
  foreignProcess: new URL('./foreign-process.js', main),
});
