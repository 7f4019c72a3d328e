import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '#shared/contract/api.ts';
import type { ChangeEvent } from '#shared/contract/edits.ts';
import type { Task } from '#shared/contract/tasks.ts';
import type { CoreOptions } from '#shared/core/options.ts';
import { runCore } from '#shared/core/run-core.ts';
import type { RunningCore } from '#shared/core/running.ts';
import { backupIn } from '#shared/core/store/backup-thread.ts';
import { Store, type StorePorts } from '#shared/core/store/store.ts';
import { project } from '#shared/hosts/project.ts';

/** A clock that stands still until a test moves it. */
export class TestClock {
  ms: number;

  constructor(start: string) {
    this.ms = Date.parse(start);
  }

  readonly now = (): number => this.ms;

  advance(ms: number): void {
    this.ms += ms;
  }
}

type Outcome<T extends Task['type']> = Extract<NonNullable<Task['outcome']>, { type: T }>['result'];

/** A temporary folder with a profile, a clock, and whatever was opened there: all of it goes when the world ends. */
export class World implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'briefwright-test-'));
  readonly profile = join(this.folder, 'profile');
  readonly clock = new TestClock('2025-03-01T09:00:00.000Z');
  readonly events: ChangeEvent[] = [];
  readonly #ends: (() => Promise<void>)[] = [];

  /** A path inside the world's folder. */
  path(...names: string[]): string {
    const path = join(this.folder, ...names);
    mkdirSync(join(path, '..'), { recursive: true });
    return path;
  }

  /** What a store needs; another `profile` makes another user or machine. */
  ports(profile = this.profile): StorePorts {
    return {
      profile,
      now: this.clock.now,
      slow: () => {},
      onChange: (event) => void this.events.push(event),
      backup: backupIn(project.backupWorker),
    };
  }

  async createStore(path = this.path('library.bwlib'), profile?: string): Promise<Store> {
    return this.#owned(await Store.create(path, this.ports(profile)));
  }

  async openStore(path = this.path('library.bwlib'), profile?: string): Promise<Store> {
    return this.#owned(await Store.open(path, this.ports(profile)));
  }

  /** Options of a core whose clock is the world's, also when it is moved later. */
  options(profile = this.profile): CoreOptions {
    const { clock } = this;
    return {
      host: 'cli',
      version: '0.0.0-test',
      profile,
      libraries: join(profile, 'libraries'),
      resources: project.resources,
      pdfWorker: project.pdfWorker.href,
      backupWorker: project.backupWorker.href,
      foreignProcess: project.foreignProcess.href,
      get now() {
        return new Date(clock.ms).toISOString();
      },
      author: 'Test Author',
    };
  }

  /** A core in this thread. */
  core(profile?: string): RunningCore {
    const core = runCore(this.options(profile));
    this.#ends.push(() => core.close());
    return core;
  }

  #owned(store: Store): Store {
    this.#ends.push(() => store.close());
    return store;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A world with a core that has a library open: empty apart from the built-in templates, or the sample. */
export const openWorld = async (
  options: { sample?: boolean } = {},
): Promise<World & { readonly running: RunningCore; readonly api: Api; readonly library: string }> => {
  const world = new World();
  const running = world.core();
  const library = world.path('library.bwlib');
  await running.api.library.create({
    name: 'library',
    file: await running.grant(library),
    sample: options.sample ?? false,
  });
  return Object.assign(world, { running, api: running.api, library });
};

/** Waits for a task and returns its result; throws its problem. */
export const finishTask = async <T extends Task['type']>(api: Api, type: T, task: string): Promise<Outcome<T>> => {
  for await (const state of await api.tasks.watch({ task })) {
    if (state.problem) throw Object.assign(new Error(state.problem.message), state.problem);
    if (state.outcome?.type === type) return state.outcome.result as Outcome<T>;
  }
  throw new Error('The task ended without an outcome.');
};
