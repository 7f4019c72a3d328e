import * as z from 'zod';
import { idSchema, tagSchema } from '../model/records.ts';
import { FACT_STATUSES } from '../model/statuses.ts';
import { procedure } from './problem.ts';

export const SEARCH_KINDS = ['fact', 'source', 'note', 'subject', 'briefing'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export const searchInputSchema = z.object({
  /** Words; `word*` for a beginning, `"a phrase"`, `-not`, `OR`, `field:value`. Blank for the newest facts. */
  query: z.string().max(1000),
  in: z.array(z.enum(SEARCH_KINDS)).default([]),
  limit: z.int().min(1).max(1000).default(20),
  tag: tagSchema.optional(),
  /** Name, alias or id. */
  subject: z.string().optional(),
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  status: z.enum([...FACT_STATUSES, 'retired']).optional(),
});

export const hitSchema = z.object({
  kind: z.enum(SEARCH_KINDS),
  id: idSchema,
  title: z.string(),
  /** Words around the match; matches stand between U+2068 and U+2069. */
  snippet: z.string(),
  /** Higher is better. */
  score: z.number(),
});
export type Hit = z.infer<typeof hitSchema>;

export const search = {
  query: procedure
    .input(searchInputSchema)
    .output(z.object({ total: z.int(), hits: z.array(hitSchema), ms: z.number() })),
};
