import { startCore } from '#shared/core/start-core.ts';
import { project } from '#shared/hosts/project.ts';
import { exercise } from './suite.ts';

exercise('from a worker, over a port', (options) => startCore({ ...options, worker: project.coreWorker }));
