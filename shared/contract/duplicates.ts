import * as z from 'zod';
import { JOINABLE_KINDS } from '../model/duplicates.ts';
import { idSchema, markingSchema } from '../model/records.ts';
import { pageInput, pageOf } from './list.ts';
import { procedure } from './problem.ts';

export const joinableKindSchema = z.enum(JOINABLE_KINDS);

/** What two records have in common that makes them likely to stand for the same. */
export const DUPLICATE_MARKS = ['name', 'url', 'doi', 'statement'] as const;
export type DuplicateMark = (typeof DUPLICATE_MARKS)[number];

/** Pairs that are offered, that were joined, and of which somebody said that they are not the same. */
export const DUPLICATE_STATES = ['offered', 'joined', 'dismissed'] as const;

/** One record of a pair. */
export const duplicateSideSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** What tells it from others of the name: of a fact its subject, of a source its address, of a subject its kind. */
  detail: z.string(),
  marking: markingSchema,
  /** Pieces of evidence of a fact, facts on a source, facts about a subject. */
  uses: z.int(),
  createdAt: z.int(),
  updatedBy: z.string(),
});

export const duplicatePairSchema = z.object({
  /** Names the pair in lists: the id of the one that stands first, a space, and that of the other. */
  id: z.string(),
  kind: joinableKindSchema,
  /** Null for a pair that is not offered. */
  by: z.enum(DUPLICATE_MARKS).nullable(),
  /** The older one, which is offered to stand for both, or the one that does. */
  keep: duplicateSideSchema,
  other: duplicateSideSchema,
  /** Who joined them or said that they are not the same; null for an offer. */
  decided: z
    .object({
      author: z.string(),
      at: z.int(),
      reason: z.string(),
      /** Edits of the joined record that the joining did not know of: they are kept and do not show (M13). */
      unseen: z.int(),
    })
    .nullable(),
});
export type DuplicatePair = z.infer<typeof duplicatePairSchema>;

const reason = z.string().max(2000).optional();
const MOST_PAIRS = 10_000;
const pairs = z
  .array(z.object({ one: idSchema, other: idSchema }))
  .min(1)
  .max(MOST_PAIRS);

/** Likely duplicates by meaning: offered for joining, never joined silently (MERGE.md, M13). */
export const duplicates = {
  list: procedure
    .input(
      z.object({
        state: z.enum(DUPLICATE_STATES).default('offered'),
        kind: joinableKindSchema.optional(),
        /** Only pairs with a record that this merge brought in. */
        receipt: z.int().optional(),
        /** Only pairs of this record. */
        record: idSchema.optional(),
        ...pageInput,
      }),
    )
    .output(pageOf(duplicatePairSchema)),
  /** Joins records to the one that is kept, as an ordinary edit of each that gives way. */
  join: procedure
    .input(z.object({ keep: idSchema, others: z.array(idSchema).min(1).max(MOST_PAIRS), reason }))
    .output(z.object({ keep: idSchema, joined: z.int() })),
  /** Joins the other of each pair to its one, in one step. Pairs that share a record make one group, with one kept. */
  joinMany: procedure
    .input(z.object({ pairs, reason, dryRun: z.boolean().default(false) }))
    .output(z.object({ joined: z.int(), kept: z.int() })),
  /** Takes note that the two records of each pair are not the same, so that they are not offered again. */
  dismiss: procedure.input(z.object({ pairs })).output(z.object({ dismissed: z.int() })),
  /** Takes that back: pairs that are still alike are offered again. */
  offer: procedure.input(z.object({ pairs })).output(z.object({ offered: z.int() })),
  /** Takes a joined record apart from the others again; the pair is not offered again. */
  separate: procedure.input(z.object({ id: idSchema, reason })).output(z.object({ from: idSchema })),
};
