import * as z from 'zod';
import { procedure } from './problem.ts';

export const settingsSchema = z.object({
  /** Stamps edits and is proposed as the author of briefings. */
  author: z.string().max(200).default(''),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['normal', 'compact']).default('normal'),
  language: z.string().max(35).default('en'),
  page: z.enum(['A4', 'Letter']).default('A4'),
  /** What screens remember: columns, sort, pane widths, the last place. */
  screens: z.record(z.string(), z.json()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

const patch = z.object({
  author: z.string().max(200).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  density: z.enum(['normal', 'compact']).optional(),
  language: z.string().max(35).optional(),
  page: z.enum(['A4', 'Letter']).optional(),
  /** Merged key by key. */
  screens: z.record(z.string(), z.json()).optional(),
});

export const settings = {
  get: procedure.output(settingsSchema),
  set: procedure.input(patch).output(settingsSchema),
  about: procedure.output(
    z.object({
      version: z.string(),
      node: z.string(),
      sqlite: z.string(),
      host: z.enum(['electron', 'browser', 'cli']),
    }),
  ),
};
