import * as z from 'zod';
import { reliabilitySchema } from '../model/grades.ts';
import { historyEntrySchema, idSchema, markingSchema, revisionSchema } from '../model/records.ts';
import { SOURCE_TYPES, sourceInput, sourceSchema } from '../model/source.ts';
import { factItemSchema } from './facts.ts';
import { pageInput, pageOf, patchOf, seenInput, sortInput } from './list.ts';
import { procedure } from './problem.ts';

export const SOURCE_COLUMNS = ['title', 'type', 'reliability', 'issued', 'accessed', 'facts', 'updatedAt'] as const;

export const sourceItemSchema = z.object({
  id: idSchema,
  revision: revisionSchema,
  title: z.string(),
  type: z.enum(SOURCE_TYPES),
  /** Authors as one line. */
  authors: z.string(),
  publisher: z.string(),
  issued: z.string().nullable(),
  accessed: z.string().nullable(),
  url: z.string(),
  reliability: reliabilitySchema,
  marking: markingSchema,
  /** How many facts rest on it. */
  facts: z.int(),
  retired: z.boolean(),
  /** True while more than one value of some field survives a merge (MERGE.md, M7). */
  inConflict: z.boolean(),
  updatedAt: z.int(),
});
export type SourceItem = z.infer<typeof sourceItemSchema>;

export const sourceDetailSchema = sourceSchema.extend({
  /** The facts that rest on it, newest first, at most 200. */
  facts: z.array(factItemSchema),
  factCount: z.int(),
});
export type SourceDetail = z.infer<typeof sourceDetailSchema>;

const reason = z.string().max(2000).optional();
const ids = z.array(idSchema).min(1).max(100_000);

export const sources = {
  list: procedure
    .input(
      z.object({
        query: z.string().max(1000).default(''),
        reliabilities: z.array(reliabilitySchema).default([]),
        retired: z.boolean().default(false),
        sort: sortInput(SOURCE_COLUMNS).optional(),
        ...pageInput,
      }),
    )
    .output(pageOf(sourceItemSchema)),
  get: procedure.input(z.object({ id: idSchema })).output(sourceDetailSchema),
  add: procedure.input(sourceInput).output(sourceDetailSchema),
  edit: procedure
    .input(z.object({ id: idSchema, patch: patchOf(sourceInput), reason, seen: seenInput }))
    .output(sourceDetailSchema),
  retire: procedure.input(z.object({ ids, reason })).output(z.object({ changed: z.int() })),
  restore: procedure.input(z.object({ ids })).output(z.object({ changed: z.int() })),
  history: procedure.input(z.object({ id: idSchema })).output(z.array(historyEntrySchema)),
};
