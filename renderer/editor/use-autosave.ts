import { useEffect, useRef, useState } from 'react';
import { proseSchema, proseText } from '#shared/model/prose.ts';
import { hasSeen, parseVector } from '#shared/model/vector.ts';
import { isChanged } from '../api/problem.ts';
import { setUnsaved } from '../app/unsaved.ts';
import { type Autosave, createAutosave, type SaveState } from './autosave.ts';

type Read<T> = () => T;
type Write<T> = (value: T, seen: string) => Promise<string>;

interface Entry<T> {
  readonly autosave: Autosave<Read<T>>;
  write: Write<T>;
  listener: ((state: SaveState) => void) | null;
}

/** Texts outlive their screens: one that could not be written is kept here, tried again, and shown on return. */
const entries = new Map<string, Entry<unknown>>();

const UNSAVED = { waiting: 'saving', saving: 'saving', failed: 'failed', conflict: 'conflict' } as const;

/** A text in plain words, whether it has marks or not. */
const wordsOf = (text: unknown): string => {
  if (typeof text === 'string') return text;
  const prose = proseSchema.safeParse(text);
  return prose.success ? proseText(prose.data) : '';
};

const entryFor = <T>(id: string, revision: string, write: Write<T>): Entry<T> => {
  const known = entries.get(id) as Entry<T> | undefined;
  if (known) return known;
  const entry: Entry<T> = {
    write,
    listener: null,
    autosave: createAutosave<Read<T>>({
      revision,
      isConflict: isChanged,
      save: (read, seen) => entry.write(read(), seen),
      onState: (state) => {
        const words = (): string => wordsOf(entry.autosave.pending()?.());
        const { flush } = entry.autosave;
        setUnsaved(id, state.kind === 'clean' ? null : { state: UNSAVED[state.kind], flush, words });
        entry.listener?.(state);
        if (state.kind === 'clean' && !entry.listener) entries.delete(id);
      },
    }),
  };
  entries.set(id, entry as Entry<unknown>);
  return entry;
};

/** True when the first revision has everything of the second: it is that one or a later one. */
export const isAtLeast = (first: string, second: string): boolean => {
  const seen = parseVector(first);
  return [...parseVector(second)].every(([replica, seq]) => hasSeen(seen, replica, seq));
};

interface Options<T> {
  /** The record, and the field where it has several texts. */
  readonly id: string;
  readonly value: T;
  readonly revision: string;
  readonly write: Write<T>;
}

export interface AutosavedText<T> {
  /** What the screen shows: the library's text, or the own one that is not there yet. */
  readonly shown: T;
  readonly state: SaveState;
  readonly revision: () => string;
  readonly change: (read: Read<T>) => void;
  readonly flush: () => Promise<boolean>;
  /** The own text in a conflict. */
  readonly mine: () => T;
  readonly keepMine: (theirs: string, value?: T) => void;
  readonly takeTheirs: (theirs: string, value: T) => void;
}

/** One text of a record, saved as it is written. A newer text of the library is shown while there is none of one's own. */
export const useAutosave = <T>({ id, value, revision, write }: Options<T>): AutosavedText<T> => {
  const entry = useRef<Entry<T>>(null as unknown as Entry<T>);
  if (entry.current === null) entry.current = entryFor(id, revision, write);
  const { autosave } = entry.current;
  entry.current.write = write;
  const [state, setState] = useState(autosave.state);
  const [shown, setShown] = useState<T>(() => autosave.pending()?.() ?? value);
  const newest = useRef(value);
  newest.current = value;

  useEffect(() => {
    const current = entry.current;
    entries.set(id, current as Entry<unknown>);
    current.listener = setState;
    setState(current.autosave.state());
    return () => {
      current.listener = null;
      void current.autosave.flush().then((saved) => {
        if (saved && !current.listener) entries.delete(id);
      });
    };
  }, [id]);

  // A revision that is not contained in the own one was made elsewhere, by undo, or in another window.
  useEffect(() => {
    if (state.kind !== 'clean' || autosave.pending() || isAtLeast(autosave.revision(), revision)) return;
    autosave.adopt(revision);
    setShown(newest.current);
  }, [autosave, revision, state]);

  return {
    shown,
    state,
    revision: autosave.revision,
    change: autosave.change,
    flush: autosave.flush,
    mine: () => autosave.pending()?.() ?? newest.current,
    keepMine: (theirs, own) => {
      void autosave.keepMine(theirs, own === undefined ? undefined : () => own);
      if (own !== undefined) setShown(own);
    },
    takeTheirs: (theirs, text) => {
      autosave.takeTheirs(theirs);
      setShown(text);
    },
  };
};
