import { useEffect } from 'react';
import { create } from 'zustand';

/** A text that the library does not have yet, and how it stands with it. */
export interface UnsavedText {
  readonly state: 'saving' | 'failed' | 'conflict';
  /** Writes it now; true when the library has it. */
  readonly flush: () => Promise<boolean>;
  /** Its words, for a copy while it cannot be written. */
  readonly words: () => string;
}

/** Every text on its way into the library, by the id of its record. */
export const useUnsaved = create<{ readonly texts: ReadonlyMap<string, UnsavedText> }>(() => ({ texts: new Map() }));

/** Says how a text stands; null once it is in the library. */
export const setUnsaved = (id: string, text: UnsavedText | null): void =>
  useUnsaved.setState(({ texts }) => {
    if (!text && !texts.has(id)) return { texts };
    const next = new Map(texts);
    if (text) next.set(id, text);
    else next.delete(id);
    return { texts: next };
  });

/** Writes everything that waits; true when nothing is left. To be called before a library is closed or exported. */
export const flushTexts = async (): Promise<boolean> => {
  const done = await Promise.all([...useUnsaved.getState().texts.values()].map((text) => text.flush()));
  return done.every(Boolean);
};

/** What is half typed in a box, by its name: no text on its way, but worth a copy when the library is gone. */
export const useHalfTyped = create<{ readonly words: ReadonlyMap<string, string> }>(() => ({ words: new Map() }));

/** Says what stands in a box; empty when that is nothing to lose. */
export const setHalfTyped = (box: string, words: string): void =>
  useHalfTyped.setState((state) => {
    if ((state.words.get(box) ?? '') === words) return state;
    const next = new Map(state.words);
    if (words) next.set(box, words);
    else next.delete(box);
    return { words: next };
  });

/** The words of everything that waits and of all that is half typed, one text under the other. */
export const unsavedWords = (): string =>
  [...[...useUnsaved.getState().texts.values()].map((text) => text.words()), ...useHalfTyped.getState().words.values()]
    .filter(Boolean)
    .join('\n\n');

/** The worst state of all texts; null when everything is saved. */
export const useUnsavedState = (): UnsavedText['state'] | null =>
  useUnsaved(({ texts }) => {
    const states = new Set([...texts.values()].map((text) => text.state));
    return (['conflict', 'failed', 'saving'] as const).find((state) => states.has(state)) ?? null;
  });

/** Keeps the window from closing over a text that is not saved; the app's own window waits until it is written. */
export const useLeaveGuard = (): void => {
  useEffect(() => {
    const bridge = window.briefwright;
    if (bridge)
      return bridge.onClosing(async () => {
        await flushTexts();
      });
    const guard = (event: BeforeUnloadEvent): void => {
      if (useUnsaved.getState().texts.size === 0) return;
      event.preventDefault();
      void flushTexts();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, []);
};
