import { randomUUID } from 'node:crypto';
import type { Task } from '../contract/tasks.ts';
import { asRefusal, Refusal } from './refusal.ts';

type Outcome = NonNullable<Task['outcome']>;

/** How a task tells how far it is: a fraction and the name of what it does. */
export interface TaskControl {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number, phase: string) => void;
}

interface Entry {
  task: Task;
  readonly abort: AbortController;
  readonly listeners: Set<(task: Task) => void>;
}

/** Ended tasks that can still be asked about. */
const KEPT = 50;

/** Every long job: it has a title, progress, abort, and a sure ending. */
export class Tasks {
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Set<Promise<void>>();
  readonly #log: (message: string, error: unknown) => void;

  constructor(log: (message: string, error: unknown) => void) {
    this.#log = log;
  }

  /** Starts the job and returns its id at once. However the job ends, the task ends. */
  start(type: Task['type'], subject: string, job: (control: TaskControl) => Promise<Outcome>): string {
    const id = randomUUID();
    const abort = new AbortController();
    const task: Task = {
      id,
      type,
      subject,
      state: 'running',
      progress: 0,
      phase: 'start',
      outcome: null,
      problem: null,
    };
    const entry: Entry = { task, abort, listeners: new Set() };
    this.#entries.set(id, entry);
    const run = this.#run(entry, job).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return id;
  }

  async #run(entry: Entry, job: (control: TaskControl) => Promise<Outcome>): Promise<void> {
    const progress = (fraction: number, phase: string): void =>
      this.#update(entry, { progress: Math.min(1, Math.max(0, fraction)), phase });
    try {
      const outcome = await job({ signal: entry.abort.signal, progress });
      this.#update(entry, { state: 'done', progress: 1, phase: 'done', outcome });
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.kind === 'INTERNAL' || refusal.cause) this.#log(`task ${entry.task.type}`, refusal.cause ?? error);
      const cancelled = refusal.kind === 'CANCELLED';
      const problem = { kind: refusal.kind, message: refusal.message, ...refusal.data };
      this.#update(entry, { state: cancelled ? 'cancelled' : 'failed', phase: 'ended', problem });
    }
    this.#forgetOldest();
  }

  #update(entry: Entry, change: Partial<Task>): void {
    if (entry.task.state !== 'running') return;
    entry.task = { ...entry.task, ...change };
    for (const listener of entry.listeners) listener(entry.task);
  }

  #forgetOldest(): void {
    const ended = [...this.#entries.values()].filter(({ task }) => task.state !== 'running');
    for (const { task } of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#entries.delete(task.id);
  }

  #need(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry)
      throw new Refusal('NOT_FOUND', 'task-missing', 'That job is no longer known; start it again.', { task: id });
    return entry;
  }

  list(): Task[] {
    return [...this.#entries.values()].map(({ task }) => task);
  }

  get(id: string): Task {
    return this.#need(id).task;
  }

  /** Calls `listener` at every change until the returned function is called. */
  listen(id: string, listener: (task: Task) => void): () => void {
    const entry = this.#need(id);
    entry.listeners.add(listener);
    return () => entry.listeners.delete(listener);
  }

  cancel(id: string): void {
    this.#need(id).abort.abort();
  }

  /** Stops everything that runs and waits until it has ended. */
  async close(): Promise<void> {
    for (const { abort } of this.#entries.values()) abort.abort();
    await Promise.allSettled(this.#running);
  }
}
