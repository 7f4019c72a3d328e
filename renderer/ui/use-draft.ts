import { useEffect, useRef, useState } from 'react';
import { problemText } from '../api/problem.ts';

/** Saves a changed value; rejects with a problem when it is refused. */
export type Save<T> = (value: T) => Promise<unknown>;

interface Draft<T> {
  readonly editing: boolean;
  readonly value: T;
  /** One sentence under the editor: why the value was not taken. */
  readonly error: string | null;
  readonly begin: () => void;
  readonly change: (value: T) => void;
  /** Saves when it changed and closes; stays open with the reason when it is refused. */
  readonly commit: (value?: T) => Promise<void>;
  readonly cancel: () => void;
}

/**
 * The life of one edited value: begin, change, commit or cancel. What was typed is never thrown away by a refusal, and
 * a newer value from outside does not overwrite what is being typed.
 */
export const useDraft = <T>(
  current: T,
  save: Save<T>,
  check: (value: T) => string | null = () => null,
  same: (a: T, b: T) => boolean = Object.is,
): Draft<T> => {
  const [draft, setDraft] = useState<{ value: T } | null>(null);
  const [error, setError] = useState<string | null>(null);
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
  };
  const commit = async (given?: T): Promise<void> => {
    if (busy.current || (!draft && given === undefined)) return;
    const value = given ?? (draft as { value: T }).value;
    if (same(value, current)) return close();
    const wrong = check(value);
    if (wrong) return setError(wrong);
    busy.current = true;
    try {
      await save(value);
      if (alive.current) close();
    } catch (problem) {
      if (alive.current) setError(problemText(problem).sentence);
    } finally {
      busy.current = false;
    }
  };
  return {
    editing: draft !== null,
    value: draft ? draft.value : current,
    error,
    begin: () => setDraft((open) => open ?? { value: current }),
    change: (value) => {
      setDraft({ value });
      setError(null);
    },
    commit,
    cancel: close,
  };
};
