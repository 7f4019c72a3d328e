import * as z from 'zod';
import { packingInput } from './exchange.ts';
import { procedure } from './problem.ts';

/**
 * A folder that colleagues share by a network or a syncing program: everybody writes packs there, each of them once and
 * never changed. It belongs to one library on this machine.
 */
export const sharedFolderSchema = z.object({
  name: z.string(),
  /** False while it is gone, such as a network drive without a network. */
  reachable: z.boolean(),
});
export type SharedFolder = z.infer<typeof sharedFolderSchema>;

export const folderPackSchema = z.object({
  /** Token for `merges.inspect` and `merges.preview`, which alone read what is in it. */
  file: z.string(),
  name: z.string(),
  bytes: z.int(),
  /** When it was last written, milliseconds since 1970. */
  at: z.int(),
  /** True when some of its records were merged and others left out. */
  mergedInPart: z.boolean(),
});
export type FolderPack = z.infer<typeof folderPackSchema>;

export const folder = {
  /** The folder of the open library; null when it has none. */
  get: procedure.output(sharedFolderSchema.nullable()),
  set: procedure.input(z.object({ file: z.string() })).output(sharedFolderSchema),
  unset: procedure.output(z.void()),
  /**
   * Whole packs of others that were not merged whole and not dismissed, newest first. An event of the type `folder`
   * tells of changes.
   */
  list: procedure.output(
    z.object({
      packs: z.array(folderPackSchema),
      /** How many are still on their way. */
      arriving: z.int(),
    }),
  ),
  /** Offers a pack that lies there no more, in this library; the file stays where it is. */
  dismiss: procedure.input(z.object({ file: z.string() })).output(z.void()),
  /** Starts the task `pack`: writes a pack there, named after author and day, beside what lies there already. */
  send: procedure.input(z.object(packingInput)).output(z.object({ task: z.string() })),
};
