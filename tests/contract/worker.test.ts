import { forkProcess } from '#shared/core/merge/foreign/start-process.ts';
import { startCore } from '#shared/core/start-core.ts';
import { project } from '#shared/hosts/project.ts';
import { exercise } from './suite.ts';

// As in Electron, where the worker cannot start the processes that read foreign files.
exercise('from a worker, over a port', (options) =>
  startCore({ ...options, worker: project.coreWorker, startProcess: forkProcess(project.foreignProcess) }),
);
