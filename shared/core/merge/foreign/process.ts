import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ParentPort } from './serve.ts';
import { Turns, watch } from './watch.ts';

/**
 * Entry of the process that reads a file from somebody else, and of the thread in it that watches, which loads
 * nothing else.
 */

/** How Electron's utility processes speak to their parent. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;

const parent: ParentPort = utilityPort
  ? {
      send: async (message) => utilityPort.postMessage(message),
      onMessage: (listener) => utilityPort.on('message', ({ data }) => listener(data)),
    }
  : {
      send: (message) => new Promise((sent) => process.send?.(message, () => sent()) ?? sent()),
      onMessage: (listener) => {
        process.on('message', listener);
        // Nobody is left to answer to.
        process.on('disconnect', () => process.exit());
      },
    };

if (isMainThread) {
  const turns = new Turns();
  const watcher = new Worker(new URL(import.meta.url), {
    workerData: turns.shared,
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  watcher.unref();
  const { serve } = await import('./serve.ts');
  serve(parent, {
    grant: (allowance) => watcher.postMessage(allowance),
    turn: () => turns.turn(),
  });
} else if (parentPort) {
  watch(parentPort, new Turns(workerData as SharedArrayBuffer));
}
