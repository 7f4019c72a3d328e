import * as z from 'zod';
import { procedure } from './problem.ts';

/**
 * What browser mode itself answers, beside the Api: a browser has dialogs for files, which it uploads, and none that
 * names a folder of this machine. Electron never serves this.
 */
export const browserHost = {
  folder: {
    /** A token for the folder that the user named by its whole path. The path goes in and never comes back. */
    name: procedure
      .input(z.object({ path: z.string().min(1).max(4000) }))
      .output(z.object({ file: z.string(), name: z.string() })),
  },
};
