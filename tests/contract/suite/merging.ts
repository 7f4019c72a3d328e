import { join } from 'node:path';
import type { MergeResult, PreviewResult } from '#shared/contract/exchange.ts';
import { outcomeOf, type World } from './world.ts';

/** What merging the file would do. */
export const preview = async ({ api, grant }: World, path: string): Promise<PreviewResult> => {
  const { task } = await api.merges.preview({ file: await grant(path) });
  const { outcome, problem } = await outcomeOf(api, task);
  if (outcome?.type !== 'preview') throw new Error(problem?.message ?? 'There is no preview.');
  return outcome.result;
};

/** Merges what was previewed. */
export const apply = async ({ api }: World, found: PreviewResult, leave: string[] = []): Promise<MergeResult> => {
  const { task } = await api.merges.apply({ preview: found.preview, leave });
  const { outcome, problem } = await outcomeOf(api, task);
  if (outcome?.type !== 'merge') throw new Error(problem?.message ?? 'There is no result.');
  return outcome.result;
};

/** Merges all of a file. */
export const take = async (world: World, path: string): Promise<MergeResult> =>
  apply(world, await preview(world, path));

interface Edits {
  readonly before: () => Promise<void>;
  readonly mine: () => Promise<void>;
  readonly theirs: () => Promise<void>;
}

/** A library and a copy of it, edited apart. The first is open at the end. */
export const parted = async ({ api, grant, folder }: World, name: string, edits: Edits) => {
  const file = await grant(join(folder, `${name}.bwlib`));
  await api.library.create({ name, file });
  await edits.before();
  const backup = await api.library.backup({ folder: await grant(folder) });
  const theirs = join(folder, `${name} of a colleague.bwlib`);
  await api.library.restore({ file: backup.file, to: await grant(theirs) });
  await edits.mine();
  await api.library.open({ file: await grant(theirs) });
  await edits.theirs();
  await api.library.close();
  await api.library.open({ file });
  return { file, theirs };
};
