import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { needsBuild } from './built.ts';

/** The folder of the app, above the sources as well as above what is built of them. */
const folderAbove = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : folderAbove(dirname(folder));

const folder = folderAbove(import.meta.dirname);
const isBuilt = !needsBuild(folder);

/** A part that is loaded on its own. As built, the same file as in Electron, it is there in a third of the time. */
const part = (built: string, source: string): URL =>
  pathToFileURL(join(folder, isBuilt ? `out/main/${built}.js` : source));

/** Where the parts of the app lie outside Electron: as built, or in the sources while these are newer. */
export const project = {
  folder,
  isBuilt,
  resources: join(folder, 'resources'),
  renderer: join(folder, 'out/renderer'),
  commandLine: part('command-line', 'shared/hosts/cli/main.ts'),
  coreWorker: part('core-worker', 'shared/core/worker.ts'),
  pdfWorker: part('pdf-worker', 'shared/core/pdf/worker.ts'),
  backupWorker: part('backup-worker', 'shared/core/store/backup-worker.ts'),
  foreignProcess: part('foreign-process', 'shared/core/merge/foreign/process.ts'),
};

export const projectVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
};
