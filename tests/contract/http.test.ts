import { startCore } from '#shared/core/start-core.ts';
import { project } from '#shared/hosts/project.ts';
import { startServer } from '#shared/hosts/serve/server.ts';
import { httpClient } from '../support/http-client.ts';
import { exercise } from './suite.ts';

exercise('over HTTP', async (options) => {
  const core = await startCore({ ...options, host: 'browser', worker: project.coreWorker });
  const server = await startServer({
    core,
    renderer: project.renderer,
    log: (message, error) => console.error(message, error),
  });
  return {
    api: await httpClient(server.url),
    grant: (path) => core.grant(path),
    close: async () => {
      await server.close();
      await core.close();
    },
  };
});
