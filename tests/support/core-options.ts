import { join } from 'node:path';
import type { CoreOptions } from '#shared/core/options.ts';
import { project, projectVersion } from '#shared/hosts/project.ts';

/** Options of a core that keeps everything it writes below the folder. */
export const coreOptions = (folder: string, more: Partial<CoreOptions> = {}): CoreOptions => ({
  host: 'cli',
  version: projectVersion(),
  profile: join(folder, 'profile'),
  libraries: join(folder, 'libraries'),
  resources: project.resources,
  pdfWorker: project.pdfWorker.href,
  backupWorker: project.backupWorker.href,
  foreignProcess: project.foreignProcess.href,
  now: null,
  author: null,
  ...more,
});
