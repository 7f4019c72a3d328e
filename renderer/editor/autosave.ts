/** Where a text stands between the screen and the library. */
export type SaveState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** The text is still here; it is tried again by itself. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else changed it in between; nothing is written until the analyst has chosen. */
  | { readonly kind: 'conflict' };

export interface AutosavePorts<T> {
  /** Writes the value over the revision it started from; gives the new revision. */
  readonly save: (value: T, seen: string) => Promise<string>;
  readonly isConflict: (error: unknown) => boolean;
  readonly onState: (state: SaveState) => void;
  /** The revision that the text was read at. */
  readonly revision: string;
  readonly delayMs?: number;
  readonly retryMs?: readonly number[];
}

export interface Autosave<T> {
  /** Takes the newest text; it is written after a pause in typing. */
  readonly change: (value: T) => void;
  /** Writes what waits, now. True when everything is in the library. */
  readonly flush: () => Promise<boolean>;
  /** The newest text that the library does not have, if there is one. */
  readonly pending: () => T | undefined;
  readonly revision: () => string;
  readonly state: () => SaveState;
  /** The screen now shows this revision, made elsewhere. Only for a text without changes of its own. */
  readonly adopt: (revision: string) => void;
  /** Ends a conflict by writing the own text, or the given one, over theirs. */
  readonly keepMine: (theirs: string, value?: T) => Promise<boolean>;
  /** Ends a conflict by dropping the own text for theirs. */
  readonly takeTheirs: (theirs: string) => void;
  /** Stops timers. What waits is not written: call `flush` first. */
  readonly dispose: () => void;
}

const DELAY_MS = 600;
const RETRY_MS = [1_500, 4_000, 10_000, 30_000] as const;

/**
 * Keeps one text saved: waits for a pause, never has two writes under way, tries again after a failure, and stops for
 * a choice when the text was changed elsewhere. The newest text is never dropped before it has been written.
 */
export const createAutosave = <T>(ports: AutosavePorts<T>): Autosave<T> => {
  const delayMs = ports.delayMs ?? DELAY_MS;
  const retryMs = ports.retryMs ?? RETRY_MS;
  let revision = ports.revision;
  let state: SaveState = { kind: 'clean' };
  let waiting: { readonly value: T } | undefined;
  let writing: { readonly value: T } | undefined;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const enter = (next: SaveState): void => {
    state = next;
    ports.onState(next);
  };
  const schedule = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
  };

  const attempt = async (value: T): Promise<void> => {
    try {
      revision = await ports.save(value, revision);
      writing = undefined;
      failures = 0;
      if (waiting) {
        enter({ kind: 'waiting' });
        schedule(delayMs);
      } else enter({ kind: 'clean' });
    } catch (error) {
      waiting ??= { value };
      writing = undefined;
      if (ports.isConflict(error)) {
        clearTimeout(timer);
        enter({ kind: 'conflict' });
        return;
      }
      enter({ kind: 'failed', error });
      schedule(retryMs[Math.min(failures, retryMs.length - 1)] ?? delayMs);
      failures += 1;
    }
  };

  const run = (): Promise<void> => {
    if (running) return running;
    if (!waiting || state.kind === 'conflict') return Promise.resolve();
    clearTimeout(timer);
    const { value } = waiting;
    writing = waiting;
    waiting = undefined;
    enter({ kind: 'saving' });
    running = attempt(value).finally(() => {
      running = undefined;
    });
    return running;
  };

  const flush = async (): Promise<boolean> => {
    await running;
    if (waiting) await run();
    // What was typed during that write goes along; a write that failed is left to its next try.
    if (waiting && state.kind === 'waiting') await run();
    return waiting === undefined;
  };

  return {
    change: (value) => {
      waiting = { value };
      if (state.kind === 'conflict' || running) return;
      // Typing on does not hammer a full disk: the next try comes when it is due.
      if (state.kind === 'failed') return;
      enter({ kind: 'waiting' });
      schedule(delayMs);
    },
    flush,
    pending: () => (waiting ?? writing)?.value,
    revision: () => revision,
    state: () => state,
    adopt: (next) => {
      revision = next;
    },
    keepMine: (theirs, value) => {
      revision = theirs;
      if (value !== undefined) waiting = { value };
      enter({ kind: 'waiting' });
      return flush();
    },
    takeTheirs: (theirs) => {
      revision = theirs;
      waiting = undefined;
      enter({ kind: 'clean' });
    },
    dispose: () => clearTimeout(timer),
  };
};
