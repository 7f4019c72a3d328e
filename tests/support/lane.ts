import { type ChildProcess, fork } from 'node:child_process';

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long one command may take, in milliseconds: less than a test, so that the test can tell which one it was. */
const LIMIT = 120_000;

/** A command for the lane. */
export interface Order {
  readonly args: readonly string[];
  /** What the command finds in its environment beside what the lane itself was started with. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A process that runs one command of the command line after another, which spares each of them the start of Node and
 * the reading of the program. A command that ends the process, or is to be ended, needs one of its own.
 */
export class Lane {
  readonly #start: () => ChildProcess;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
    const entry = new URL('./command-lane.ts', import.meta.url);
    this.#start = () => fork(entry, { ...options, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  /** Runs a command once those before it have ended. */
  run(args: readonly string[], env: Order['env'] = {}): Promise<Run> {
    const run = this.#last.then(() => this.#order({ args, env }));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** The process, a new one when the last one has ended meanwhile. */
  #alive(): ChildProcess {
    if (!this.#child?.connected) this.#child = this.#start();
    return this.#child;
  }

  #order(order: Order): Promise<Run> {
    const child = this.#alive();
    child.ref();
    child.channel?.ref();
    return new Promise((resolve, reject) => {
      const command = `“${order.args.join(' ')}”`;
      const clock = setTimeout(() => child.kill('SIGKILL'), LIMIT);
      const finish = (): void => {
        clearTimeout(clock);
        child.off('message', tell);
        child.off('exit', fail);
        // Whoever forgets the lane is not held up by it; it ends with the process that started it.
        child.unref();
        child.channel?.unref();
      };
      const tell = (run: unknown): void => {
        finish();
        resolve(run as Run);
      };
      const fail = (code: number | null, signal: string | null): void => {
        finish();
        this.#child = undefined;
        reject(new Error(`${command} ended the process, or took over ${LIMIT / 1000} s: ${code ?? signal}`));
      };
      child.once('message', tell);
      child.once('exit', fail);
      child.send(order);
    });
  }

  /** Ends the process. */
  async close(): Promise<void> {
    await this.#last;
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.ref();
    child.disconnect();
    await ended;
  }
}
