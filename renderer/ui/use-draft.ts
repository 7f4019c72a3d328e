import { useEffect, useRef, useState } from 'react';
import { isChanged, problemText } from '../api/problem.ts';

/** Saves a changed value; rejects with a problem when it is refused. */
export type Save<T> = (value: T) => Promise<unknown>;

/** One value while it is edited. */
export interface Draft<T> {
  readonly editing: boolean;
  readonly value: T;
  /** One sentence under the editor: why the value was not taken. */
  readonly error: string | null;
  /** Somebody else changed the value meanwhile: nothing is saved until the analyst has chosen. */
  readonly conflict: boolean;
  readonly begin: () => void;
  readonly change: (value: T) => void;
  /** Saves when it changed and closes; stays open with the reason when it is refused. */
  readonly commit: (value?: T) => Promise<void>;
  readonly cancel: () => void;
  /** Saves over what the other wrote. */
  readonly keepMine: () => void;
}

/**
 * The life of one edited value: begin, change, commit or cancel. What was typed is never thrown away by a refusal, and
 * a newer value from outside does not overwrite what is being typed. It is saved as of the moment at which it was begun, so
 * that the library notices when somebody changed the value in between.
 */
export const useDraft = <T>(
  current: T,
  save: Save<T>,
  check: (value: T) => string | null = () => null,
  same: (a: T, b: T) => boolean = Object.is,
): Draft<T> => {
  const [draft, setDraft] = useState<{ value: T; save: Save<T> } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [conflict, setConflict] = useState(false);
  const busy = useRef(false);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const close = (): void => {
    setDraft(null);
    setError(null);
    setConflict(false);
  };
  const write = async (value: T, through: Save<T>): Promise<void> => {
    if (busy.current) return;
    if (same(value, current)) return close();
    const wrong = check(value);
    if (wrong) return setError(wrong);
    busy.current = true;
    try {
      await through(value);
      if (alive.current) close();
    } catch (problem) {
      if (!alive.current) return;
      setDraft({ value, save: through });
      setConflict(isChanged(problem));
      setError(problemText(problem).sentence);
    } finally {
      busy.current = false;
    }
  };
  return {
    editing: draft !== null,
    value: draft ? draft.value : current,
    error,
    conflict,
    begin: () => setDraft((open) => open ?? { value: current, save }),
    change: (value) => {
      setDraft((open) => ({ value, save: open?.save ?? save }));
      setError(null);
    },
    commit: async (given) => {
      // Leaving the field is no choice between the two; choosing a value anew is one.
      if (given === undefined && (conflict || !draft)) return;
      await write(given === undefined ? (draft as { value: T }).value : given, (!conflict && draft?.save) || save);
    },
    cancel: close,
    keepMine: () => {
      if (draft) void write(draft.value, save);
    },
  };
};
