import { resolve } from 'node:path';
import type { Api } from '../../contract/api.ts';
import type { Task } from '../../contract/tasks.ts';
import { Refusal } from '../../core/refusal.ts';
import type { RunningCore } from '../../core/running.ts';
import { userPlaces } from '../places.ts';
import { project, projectVersion } from '../project.ts';
import { Output } from './output.ts';
import { INTERRUPTED, tell } from './problems.ts';
import { ProgressBar } from './progress.ts';

export interface GeneralOptions {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly author?: string;
  readonly now?: string;
  readonly debug?: boolean;
}

type Outcome<T extends Task['type']> = Extract<NonNullable<Task['outcome']>, { type: T }>['result'];

/** One run of the command line: its output, its core, and what Ctrl-C does to it. */
export class Session {
  readonly output: Output;
  readonly options: GeneralOptions;
  #core: RunningCore | undefined;
  #task: string | undefined;
  #interrupted = false;
  readonly #onSignal = (): void => void this.#interrupt();

  constructor(options: GeneralOptions) {
    this.options = options;
    this.output = new Output(options.json ?? false, options.jsonl ?? false);
  }

  /** The core, started when it is first needed, in this thread. */
  async core(): Promise<RunningCore> {
    if (!this.#core) {
      const { runCore } = await import('../../core/run-core.ts');
      this.#core = runCore({
        ...userPlaces(),
        host: 'cli',
        version: projectVersion(),
        resources: project.resources,
        pdfWorker: project.pdfWorker.href,
        backupWorker: project.backupWorker.href,
        foreignProcess: project.foreignProcess.href,
        now: this.options.now ?? null,
        author: this.options.author ?? null,
        debug: this.options.debug ?? false,
      });
    }
    return this.#core;
  }

  /** Takes over a core that a command started in its own way. */
  owns(core: RunningCore): void {
    this.#core = core;
  }

  /** From here on Ctrl-C is the command's own business. */
  stopsItself(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }

  /** A token for a path of the command line. */
  async grant(path: string): Promise<string> {
    return (await this.core()).grant(resolve(path));
  }

  /** The Api with this library open. */
  async open(library: string): Promise<Api> {
    const { api } = await this.core();
    const { notice } = await api.library.open({ file: await this.grant(library) });
    if (notice) this.output.note(notice);
    return api;
  }

  /** All items of a long list, fetched window by window. */
  async all<T>(
    page: (offset: number) => Promise<{ readonly items: readonly T[]; readonly total: number }>,
  ): Promise<T[]> {
    const items: T[] = [];
    for (;;) {
      const next = await page(items.length);
      items.push(...next.items);
      if (next.items.length === 0 || items.length >= next.total) return items;
    }
  }

  /** Waits for a task, with a bar on a terminal. Throws its problem when it fails or is cancelled. */
  async finish<T extends Task['type']>(type: T, id: string): Promise<Outcome<T>> {
    const { api } = await this.core();
    const bar = new ProgressBar();
    this.#task = id;
    if (this.#interrupted) await api.tasks.cancel({ task: id });
    try {
      for await (const task of await api.tasks.watch({ task: id })) {
        bar.show(task.progress, task.phase);
        if (task.problem)
          throw new Refusal(task.problem.kind, task.problem.reason, task.problem.message, task.problem.params);
        if (task.outcome?.type === type) return task.outcome.result as Outcome<T>;
      }
      throw new Refusal('CANCELLED', 'cancelled', 'Stopped; nothing was changed.');
    } finally {
      bar.clear();
      this.#task = undefined;
    }
  }

  /** Ctrl-C: stops the task, which leaves everything as it was. A second one ends the program at once. */
  async #interrupt(): Promise<void> {
    if (this.#interrupted) process.exit(INTERRUPTED);
    this.#interrupted = true;
    if (this.#task !== undefined) {
      await this.#core?.api.tasks.cancel({ task: this.#task });
      return;
    }
    this.output.note('Stopped.');
    await this.close();
    process.exit(INTERRUPTED);
  }

  /** Runs one command from beginning to end and returns its exit code. */
  async run(work: () => Promise<number>): Promise<number> {
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
    try {
      return await work();
    } catch (error) {
      const { message, exitCode } = tell(error);
      this.output.note(`briefwright: ${message}`);
      if (this.options.debug) console.error(error);
      return exitCode;
    } finally {
      await this.close();
      this.stopsItself();
    }
  }

  async close(): Promise<void> {
    const core = this.#core;
    this.#core = undefined;
    await core?.close();
  }
}
