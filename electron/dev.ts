import { join } from 'node:path';
import { createServer } from 'vite';
import { renderer } from '../electron.config.ts';
import { HOST_PATH, RPC_PATH } from '../shared/contract/http.ts';
import { startCore } from '../shared/core/start-core.ts';
import { userPlaces } from '../shared/hosts/places.ts';
import { project, projectVersion } from '../shared/hosts/project.ts';
import { startServer } from '../shared/hosts/serve/server.ts';

/** `npm run dev`: the window in a browser, reloading as it is edited, on a real core with a profile of its own. */

const places = userPlaces({ BRIEFWRIGHT_HOME: process.env.BRIEFWRIGHT_HOME ?? join(project.folder, 'out', 'dev') });
const core = await startCore({
  host: 'browser',
  version: projectVersion(),
  profile: places.profile,
  libraries: places.libraries,
  resources: project.resources,
  pdfWorker: project.pdfWorker.href,
  backupWorker: project.backupWorker.href,
  foreignProcess: project.foreignProcess.href,
  now: null,
  author: null,
  worker: project.coreWorker,
});
const server = await startServer({
  core,
  renderer: project.renderer,
  log: (message, error) => console.error(message, error),
});

// The development server signs in for the page and hands its calls on.
const signIn = await fetch(server.url, { redirect: 'manual' });
const { origin } = new URL(server.url);
const headers = { origin, cookie: signIn.headers.get('set-cookie')?.split(';')[0] ?? '' };
const vite = await createServer({
  ...renderer,
  configFile: false,
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      [RPC_PATH, HOST_PATH].map((path) => [path, { target: origin, changeOrigin: true, headers }]),
    ),
  },
});
await vite.listen();
vite.printUrls();

const end = (): void => {
  void Promise.allSettled([vite.close(), server.close(), core.close()]).then(() => process.exit(0));
};
process.once('SIGINT', end);
process.once('SIGTERM', end);
