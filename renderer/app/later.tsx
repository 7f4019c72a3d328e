import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import { Problem } from '../ui/Problem.tsx';

/** A part of the window whose code comes when it is first shown, or ahead of that. */
export interface Later<P extends object> {
  (props: P): ReactNode;
  /** Fetches its code unless it is there. Rejects when it cannot be had; a later try may succeed. */
  load(): Promise<void>;
}

/**
 * Makes a part whose code comes later. What goes wrong stands in its place with a way to try again, or is told to
 * `onProblem`. Not React.lazy: its Suspense may hold a part back by 300 ms when its code has long been there.
 */
export const later = <P extends object>(
  fetch: () => Promise<{ default: ComponentType<P> }>,
  onProblem?: (problem: unknown) => void,
): Later<P> => {
  const useCode = create<{ readonly Part?: ComponentType<P> }>(() => ({}));
  const load = async (): Promise<void> => {
    if (useCode.getState().Part) return;
    const { default: Part } = await fetch();
    useCode.setState({ Part });
  };
  // biome-ignore lint/correctness/noComponentHookFactories: parts are made once, where modules begin.
  const Part = (props: P): ReactNode => {
    const Loaded = useCode((code) => code.Part);
    const [problem, setProblem] = useState<unknown>(null);
    const begin = useCallback(() => {
      setProblem(null);
      load().catch(onProblem ?? setProblem);
    }, []);
    useEffect(begin, [begin]);
    if (Loaded) return <Loaded {...props} />;
    return problem === null ? null : <Problem error={problem} retry={begin} />;
  };
  return Object.assign(Part, { load });
};

const AHEAD_MS = 1000;

/**
 * Fetches the code of parts a second from now, when what is shown first stands, so that going on does not wait. Returns
 * how to call it off.
 */
export const loadAhead = (parts: readonly Pick<Later<never>, 'load'>[]): (() => void) => {
  const timer = setTimeout(() => {
    for (const part of parts) part.load().catch(() => undefined);
  }, AHEAD_MS);
  return () => clearTimeout(timer);
};
