import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import { HEAP_FLAGS, type StartProcess } from '../../shared/core/merge/foreign/start-process.ts';

/** Electron's own way to start a process that reads a file from somebody else. `entry` is its built file. */
export const utilityProcesses =
  (entry: URL): StartProcess =>
  () => {
    const child = utilityProcess.fork(fileURLToPath(entry), [], {
      execArgv: [...HEAP_FLAGS],
      env: {},
      stdio: 'ignore',
      serviceName: 'Briefwright reader',
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill(),
    };
  };
