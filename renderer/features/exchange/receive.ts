import i18next from 'i18next';
import { create } from 'zustand';
import type { Api } from '#shared/contract/api.ts';
import type { PickedFile } from '#shared/contract/bridge.ts';
import type { MergeResult, PreviewResult } from '#shared/contract/exchange.ts';
import type { Task } from '#shared/contract/tasks.ts';
import { useApi } from '../../api/context.ts';
import { problemText, refusalText } from '../../api/problem.ts';
import { useLibrary } from '../../app/library.ts';
import { followTask } from '../../app/tasks.ts';
import { flushTexts } from '../../app/unsaved.ts';

/** How far a file from a colleague has come. */
export type Receiving =
  | { readonly step: 'empty' }
  /** It is being read and compared; `task` once that can be stopped. */
  | { readonly step: 'looking'; readonly name: string; readonly task: string | null }
  | { readonly step: 'locked'; readonly file: PickedFile; readonly wrong: string | null }
  | { readonly step: 'refused'; readonly name: string; readonly sentence: string }
  | {
      readonly step: 'ready';
      readonly file: PickedFile;
      readonly found: PreviewResult;
      readonly problem: string | null;
    }
  | {
      readonly step: 'merging';
      readonly file: PickedFile;
      readonly found: PreviewResult;
      readonly task: string | null;
    }
  | { readonly step: 'done'; readonly file: PickedFile; readonly merged: MergeResult };

interface State {
  /** The library that it is about; in any other one nothing is being received. */
  readonly library: string;
  readonly now: Receiving;
  /** Ids of the records that stay out. */
  readonly left: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const EMPTY: State = { library: '', now: { step: 'empty' }, left: NONE };

/** Outlives the screen, so that a file may be compared and merged while the user is elsewhere. */
const useStore = create<State>(() => EMPTY);

/** Counts the files, so that the end of a superseded one is told apart. */
let turn = 0;

/** Forgets what was being received, for tests. */
export const resetReceiving = (): void => {
  turn += 1;
  useStore.setState(EMPTY);
};

/** Takes records of the file that is shown, or leaves them out. */
export const takeRecords = (ids: readonly string[], taken: boolean): void =>
  useStore.setState(({ left }) => {
    const next = new Set(left);
    for (const id of ids) {
      if (taken) next.delete(id);
      else next.add(id);
    }
    return { left: next };
  });

const previewOf = (now: Receiving): string | null => ('found' in now ? now.found.preview : null);

const letGo = (api: Api, preview: string | null): void => {
  if (preview !== null) void api.merges.discard({ preview }).catch(() => undefined);
};

/** What a comparison came to. */
const lookedAt = (file: PickedFile, ended: Task, unlocking: boolean): Receiving => {
  if (ended.outcome?.type === 'preview') return { step: 'ready', file, found: ended.outcome.result, problem: null };
  const { problem } = ended;
  if (ended.state === 'cancelled' || !problem) return { step: 'empty' };
  if (problem.reason === 'file-encrypted') return { step: 'locked', file, wrong: null };
  const { sentence } = refusalText(problem);
  if (unlocking && problem.reason === 'passphrase-wrong') return { step: 'locked', file, wrong: sentence };
  return { step: 'refused', name: file.name, sentence };
};

export interface Receive {
  readonly now: Receiving;
  readonly left: ReadonlySet<string>;
  /** Looks at a file: the one chosen, or one that is still on its way here. */
  readonly open: (name: string, file: () => Promise<PickedFile>) => Promise<void>;
  readonly unlock: (passphrase: string) => Promise<void>;
  /** `acceptKey`: also when the sender's key is another one than before. */
  readonly merge: (acceptKey: boolean) => Promise<void>;
  /** Stops what runs. */
  readonly cancel: () => void;
  /** Lets go of the file. */
  readonly close: () => void;
}

/** A file from a colleague on its way into the open library. */
export const useReceive = (): Receive => {
  const { api } = useApi();
  const { id: library } = useLibrary();
  const state = useStore();
  const { now, left } = state.library === library ? state : EMPTY;
  const put = (next: Receiving, leaving = left): void => useStore.setState({ library, now: next, left: leaving });

  /** Begins something; the answer tells whether it is still the newest. */
  const begin = (): (() => boolean) => {
    turn += 1;
    const own = turn;
    return () => own === turn;
  };

  const look = async (name: string, take: () => Promise<PickedFile>, passphrase?: string): Promise<void> => {
    letGo(api, previewOf(now));
    const current = begin();
    put({ step: 'looking', name, task: null }, NONE);
    try {
      const file = await take();
      if (!current()) return;
      const { task } = await api.merges.preview({ file: file.file, ...(passphrase ? { passphrase } : {}) });
      if (current()) put({ step: 'looking', name: file.name, task }, NONE);
      else void api.tasks.cancel({ task }).catch(() => undefined);
      const next = lookedAt(file, await followTask(api, task), passphrase !== undefined);
      if (current()) put(next, NONE);
      else letGo(api, previewOf(next));
    } catch (error) {
      if (current()) put({ step: 'refused', name, sentence: problemText(error).sentence }, NONE);
    }
  };

  const merge = async (acceptKey: boolean): Promise<void> => {
    if (now.step !== 'ready') return;
    const { file, found } = now;
    const current = begin();
    const back = (problem: string): void => {
      if (current()) put({ step: 'ready', file, found, problem });
    };
    if (!(await flushTexts())) return back(i18next.t('exchange:receive.unsaved'));
    put({ step: 'merging', file, found, task: null });
    try {
      const { task } = await api.merges.apply({ preview: found.preview, leave: [...left], acceptKey });
      put({ step: 'merging', file, found, task });
      const { outcome, problem } = await followTask(api, task);
      if (outcome?.type !== 'merge')
        back(problem ? refusalText(problem).sentence : i18next.t('exchange:receive.stopped'));
      else if (current()) put({ step: 'done', file, merged: outcome.result }, NONE);
    } catch (error) {
      back(problemText(error).sentence);
    }
  };

  return {
    now,
    left,
    open: (name, file) => look(name, file),
    unlock: async (passphrase) => {
      if (now.step !== 'locked') return;
      const { file } = now;
      await look(file.name, () => Promise.resolve(file), passphrase);
    },
    merge,
    cancel: () => {
      if ('task' in now && now.task !== null) void api.tasks.cancel({ task: now.task }).catch(() => undefined);
    },
    close: () => {
      letGo(api, previewOf(now));
      begin();
      put({ step: 'empty' }, NONE);
    },
  };
};
