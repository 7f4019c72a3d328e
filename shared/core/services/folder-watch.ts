import { SETTLE_MS } from '../folder/look.ts';
import type { WatchFolder } from '../folder/watch.ts';
import type { Context } from './context.ts';
import type { Folders } from './folders.ts';

/** Systems tell of one new file many times; it is looked at once they pause, in milliseconds. */
const PAUSE_MS = 500;
const NOTHING = '[]';

/** Tells by an event when the packs in the shared folder are others than before, as long as anybody listens. */
export class FolderWatch {
  readonly #context: Context;
  readonly #folders: Folders;
  readonly #watch: WatchFolder;
  #listeners = 0;
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What lay there at the last look. */
  #last = NOTHING;

  constructor(context: Context, folders: Folders, watch: WatchFolder) {
    this.#context = context;
    this.#folders = folders;
    this.#watch = watch;
    context.listen(({ type }) => {
      if (type === 'library') this.restart();
    });
  }

  /** Notes that somebody listens, until what it returns is called. */
  attend(): () => void {
    this.#listeners += 1;
    if (this.#listeners === 1) this.restart();
    return () => {
      this.#listeners -= 1;
      if (this.#listeners === 0) this.close();
    };
  }

  /** Begins anew, since the library or its folder is another one. */
  restart(): void {
    this.close();
    const { path } = this.#folders;
    if (this.#listeners === 0 || path === undefined) return;
    this.#leave = this.#watch(path, () => this.#lookSoon(PAUSE_MS));
    this.#lookSoon(0);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#leave?.();
    this.#leave = undefined;
    this.#last = NOTHING;
  }

  #lookSoon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), ms);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const watched = this.#leave;
    const now = await this.#state();
    // Something else is watched by now, or nothing.
    if (!watched || watched !== this.#leave) return;
    const { state, arriving } = now;
    if (this.#last !== state) this.#context.emit({ type: 'folder', foreign: true, records: [] });
    this.#last = state;
    if (arriving) this.#lookSoon(SETTLE_MS);
  }

  async #state(): Promise<{ readonly state: string; readonly arriving: boolean }> {
    try {
      const { packs, arriving } = await this.#folders.fresh();
      return { state: JSON.stringify(packs), arriving: arriving > 0 };
    } catch {
      return { state: 'gone', arriving: false };
    }
  }
}
