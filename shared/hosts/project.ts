import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** Where the parts of the app lie when it runs from its sources, as the command line and the tests do. */
export const project = {
  folder: fileURLToPath(at('')),
  resources: fileURLToPath(at('resources')),
  renderer: fileURLToPath(at('out/renderer')),
  coreWorker: at('shared/core/worker.ts'),
  pdfWorker: at('shared/core/pdf/worker.ts'),
  foreignProcess: at('shared/core/merge/foreign/process.ts'),
};

export const projectVersion = (): string => {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
  return version;
};
