import { join } from 'node:path';
import type { Api } from '#shared/contract/api.ts';
import { runCore } from '#shared/core/run-core.ts';
import { coreOptions } from './core-options.ts';

export type Grant = (path: string) => Promise<string>;

/** The outcome of a task, once it has ended. */
export const ended = async (api: Api, task: string) => {
  for await (const { outcome, problem } of await api.tasks.watch({ task })) {
    if (problem) throw new Error(problem.message);
    if (outcome) return outcome;
  }
  throw new Error('The task told no end.');
};

/** Runs a core of one desk, whose profile lies in `home`, for as long as `use` takes; its clock stands still at `now`. */
export const asDesk = async (
  home: string,
  author: string,
  use: (api: Api, grant: Grant) => Promise<void>,
  now: string | null = null,
): Promise<void> => {
  const core = runCore(coreOptions(join(home, author), { author, now }));
  try {
    await use(core.api, (path) => core.grant(path));
  } finally {
    await core.close();
  }
};

/** Merges a library or pack into the open library. */
export const mergeFile = async (api: Api, file: string): Promise<void> => {
  const previewed = await ended(api, (await api.merges.preview({ file })).task);
  if (previewed.type !== 'preview') throw new Error('There is no preview.');
  await ended(api, (await api.merges.apply({ preview: previewed.result.preview })).task);
};
