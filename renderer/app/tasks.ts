import { useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import type { Api } from '#shared/contract/api.ts';
import type { Task } from '#shared/contract/tasks.ts';
import { useApi } from '../api/context.ts';
import { useConnection } from '../api/events.ts';

interface LongCall {
  readonly words: string;
  readonly stop: () => void;
}

interface Running {
  /** The long jobs of the library that the status bar shows, by id. */
  readonly tasks: Readonly<Record<string, Task>>;
  /** Calls that take long without telling how far they are. */
  readonly calls: readonly LongCall[];
}

export const useTasks = create<Running>(() => ({ tasks: {}, calls: [] }));

/** What is done sooner is not worth telling. */
const LONG_MS = 400;

/**
 * Shows a call in the status bar while it runs, once it takes long, with a way to stop it: for steps on many records. A
 * stopped one rejects with an AbortError, and the library takes back what it had done.
 */
export const tellWhile = async <T>(words: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const abort = new AbortController();
  const long: LongCall = { words, stop: () => abort.abort() };
  const timer = setTimeout(() => useTasks.setState(({ calls }) => ({ calls: [...calls, long] })), LONG_MS);
  try {
    return await call(abort.signal);
  } finally {
    clearTimeout(timer);
    useTasks.setState(({ calls }) => ({ calls: calls.filter((one) => one !== long) }));
  }
};

/** True while such a call is shown: another one would only wait behind it. */
export const isBusy = (): boolean => useTasks.getState().calls.length > 0;

const put = (task: Task): void => useTasks.setState(({ tasks }) => ({ tasks: { ...tasks, [task.id]: task } }));

/** Takes an ended job off the status bar. */
export const dismissTask = (id: string): void =>
  useTasks.setState(({ tasks }) => {
    const { [id]: _gone, ...rest } = tasks;
    return { tasks: rest };
  });

/** Follows a job to its end, showing it in the status bar. Resolves with its last state. */
export const followTask = async (api: Api, task: string, signal?: AbortSignal): Promise<Task> => {
  let last: Task | undefined;
  try {
    for await (const state of await api.tasks.watch({ task }, signal ? { signal } : {})) {
      last = state;
      put(state);
    }
  } finally {
    // Also where the library has stopped: a bar that stands still would be a lie.
    dismissTask(task);
  }
  if (!last) throw new Error(`The task ${task} ended without a word.`);
  return last;
};

interface UseTask {
  /** The job's newest state; null before the first. */
  readonly task: Task | null;
  readonly running: boolean;
  /** Starts a job and follows it to its end; rejects when starting is refused. */
  readonly run: (start: () => Promise<{ task: string }>) => Promise<Task>;
  readonly cancel: () => void;
}

/** One long job of a screen, such as an export. It goes on when the screen is left; the status bar shows it. */
export const useTask = (): UseTask => {
  const { api } = useApi();
  const [id, setId] = useState<string | null>(null);
  const [ended, setEnded] = useState<Task | null>(null);
  const live = useTasks((state) => (id ? state.tasks[id] : undefined));
  const run = useCallback(
    async (start: () => Promise<{ task: string }>) => {
      setEnded(null);
      const { task } = await start();
      setId(task);
      try {
        const last = await followTask(api, task);
        setEnded(last);
        return last;
      } finally {
        setId(null);
      }
    },
    [api],
  );
  const cancel = useCallback(() => {
    if (id) api.tasks.cancel({ task: id }).catch(() => undefined);
  }, [api, id]);
  return { task: live ?? ended, running: id !== null, run, cancel };
};

/** Shows the jobs that were running before this window was loaded, or before the library answered again. */
export const useAdoptTasks = (): void => {
  const { api } = useApi();
  const lost = useConnection((state) => state.lost);
  useEffect(() => {
    if (lost) return;
    const stop = new AbortController();
    const adopt = async (): Promise<void> => {
      for (const task of await api.tasks.list())
        if (task.state === 'running' && !useTasks.getState().tasks[task.id])
          void followTask(api, task.id, stop.signal).catch(() => dismissTask(task.id));
    };
    adopt().catch(() => undefined);
    return () => stop.abort();
  }, [api, lost]);
};
