import { fork } from 'node:child_process';
import { HEAP_MEGABYTES } from './limits.ts';

/** A process that runs `process.ts`, as far as its parent deals with it. */
export interface ForeignProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, however it ended, also when it never started. */
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it is doing. Harmless when it has ended. */
  kill(): void;
}

/**
 * Starts one process per file. A port, since Electron has its own way: there `utilityProcess.fork(entry, [], { execArgv:
 * HEAP_FLAGS, env: {}, stdio: 'ignore', serviceName })` with `postMessage`, `on('message')`, `on('exit')` and `kill()` fits as it is.
 */
export type StartProcess = () => ForeignProcess;

/** Keeps what JavaScript holds small; the rest is watched from inside (watch.ts). */
export const HEAP_FLAGS: readonly string[] = [`--max-old-space-size=${HEAP_MEGABYTES}`];

/** It reads files and runs SQLite: no writing, no further programs. Neither binds native code, but they cost nothing. */
const PERMISSIONS = ['--permission', '--allow-fs-read=*', '--allow-addons', '--allow-worker'];

/** The file is held in memory twice: glibc then asks the system for it in large pages, which halves the time for both. */
const LARGE_PAGES = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

/** Besides what Windows needs to start anything at all. */
const environment = (): NodeJS.ProcessEnv => {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? LARGE_PAGES : { ...LARGE_PAGES, SystemRoot };
};

/** The way outside Electron: another Node with nothing of ours but a channel. `entry` is the file URL of process.ts. */
export const forkProcess =
  (entry: string | URL): StartProcess =>
  () => {
    const child = fork(new URL(entry), [], {
      execArgv: [...HEAP_FLAGS, ...PERMISSIONS],
      env: environment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    const exited = new Promise<void>((done) => {
      child.once('exit', done);
      // It could not be started, or could not be told something: either way it is of no use any more.
      child.once('error', () => {
        kill();
        done();
      });
    });
    void exited.then(() => process.removeListener('exit', kill));
    return {
      pid: child.pid,
      send: (message) => void child.send(message as object, () => {}),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void exited.then(listener),
      kill,
    };
  };
