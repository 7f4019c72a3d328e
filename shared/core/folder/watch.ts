import { type FSWatcher, watch } from 'node:fs';

/** Calls back when something in a folder may have changed, until what it returns is called. Handed in by the host. */
export type WatchFolder = (path: string, changed: () => void) => () => void;

/** Network and synced folders often tell nothing, so somebody has to look now and then, in milliseconds. */
const POLL_MS = 15_000;

/** Listens to what the system tells of a folder, and looks now and then whatever it tells. */
export const watchFolder: WatchFolder = (path, changed) => {
  let watcher: FSWatcher | undefined;
  const leave = (): void => {
    watcher?.close();
    watcher = undefined;
  };
  const listen = (): void => {
    try {
      watcher = watch(path, { persistent: false }, () => changed());
      watcher.on('error', leave);
    } catch {
      // It is gone, or the system cannot watch there. It may be back at the next look.
      leave();
    }
  };
  listen();
  const timer = setInterval(() => {
    if (!watcher) listen();
    changed();
  }, POLL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    leave();
  };
};
