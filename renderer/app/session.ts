import { useCallback } from 'react';
import { create } from 'zustand';

const useStore = create<{ readonly values: Readonly<Record<string, unknown>> }>(() => ({ values: {} }));

/** Sets what a screen keeps, from anywhere. */
export const putSession = (key: string, value: unknown): void =>
  useStore.setState(({ values }) => ({ values: { ...values, [key]: value } }));

/** Like `useState`, for what a screen keeps while the user is elsewhere, until another library is opened. */
export const useSession = <T>(key: string, initial: T): [T, (value: T) => void] => {
  const stored = useStore((state) => state.values[key]);
  const set = useCallback((value: T) => putSession(key, value), [key]);
  return [stored === undefined ? initial : (stored as T), set];
};

export const clearSession = (): void => useStore.setState({ values: {} });
