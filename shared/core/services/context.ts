import type { ChangeEvent } from '../../contract/edits.ts';
import type { Settings } from '../../contract/settings.ts';
import type { CoreOptions } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { Readable } from '../store/handle.ts';
import type { Store } from '../store/store.ts';
import type { Write, WriteInput } from '../store/write.ts';
import type { Tasks } from '../tasks.ts';
import type { FileTokens } from './files.ts';
import type { SettingsFile } from './settings.ts';

/** What a step is called, and by whom it was made unless the settings say so. */
export type StepInput = Omit<WriteInput, 'author'> & { readonly author?: string };

/** What all services share: the open library, the clock, the author, and the event stream. */
export class Context {
  readonly options: CoreOptions;
  readonly tasks: Tasks;
  readonly tokens: FileTokens;
  readonly settings: SettingsFile;
  /** For whoever runs the host, never for the user. */
  readonly log: (message: string, error?: unknown) => void;
  readonly #listeners = new Set<(event: ChangeEvent) => void>();
  #store: Store | null = null;

  constructor(options: CoreOptions, tasks: Tasks, tokens: FileTokens, settings: SettingsFile, log: Context['log']) {
    this.log = log;
    this.options = options;
    this.tasks = tasks;
    this.tokens = tokens;
    this.settings = settings;
  }

  /** Milliseconds since 1970: the real clock, or the moment the host fixed. */
  readonly now = (): number => (this.options.now === null ? Date.now() : Date.parse(this.options.now));

  /** The present day, `YYYY-MM-DD`, UTC. */
  today(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  get author(): string {
    return this.options.author ?? (this.settings.value.author || 'unnamed');
  }

  get open(): Store | null {
    return this.#store;
  }

  /** The open library, or a refusal that says to open one. */
  get store(): Store {
    if (!this.#store) throw new Refusal('NO_LIBRARY', 'no-library', 'No library is open; open one or make a new one.');
    return this.#store;
  }

  get read(): Readable {
    return this.store.read;
  }

  write<T>(step: StepInput, work: (write: Write) => T): Promise<T> {
    return this.store.write({ author: this.author, ...step }, work);
  }

  /** The same for work that gives way to reads in between, which see the state before. */
  writeLong<T>(step: StepInput, work: (write: Write) => Promise<T>): Promise<T> {
    return this.store.writeLong({ author: this.author, ...step }, work);
  }

  /** Puts another library in the place of the open one, which is closed first. */
  async use(store: Store | null): Promise<void> {
    const previous = this.#store;
    this.#store = store;
    await previous?.close();
    this.emit({ type: 'library', foreign: false, records: [] });
  }

  readonly emit = (event: ChangeEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };

  listen(listener: (event: ChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  settingsChanged(settings: Settings): Settings {
    this.emit({ type: 'settings', foreign: false, records: [] });
    return settings;
  }
}
