import * as z from 'zod';
import { evidenceFields, evidenceSchema, factInput, factSchema } from '../model/fact.ts';
import { credibilitySchema, reliabilitySchema } from '../model/grades.ts';
import { quantitySchema } from '../model/quantity.ts';
import { historyEntrySchema, idSchema, markingSchema, pinSchema, revisionSchema, tagSchema } from '../model/records.ts';
import { sourceInput, sourceSchema } from '../model/source.ts';
import { FACT_STATUSES } from '../model/statuses.ts';
import { FACT_COLUMNS } from './fact-columns.ts';
import { pageInput, pageOf, patchOf, seenInput, sortInput } from './list.ts';
import { procedure } from './problem.ts';

export const factFilterSchema = z.object({
  /** Words, in the query language of `search`. */
  query: z.string().max(1000).default(''),
  subject: idSchema.optional(),
  source: idSchema.optional(),
  tags: z.array(tagSchema).default([]),
  statuses: z.array(z.enum(FACT_STATUSES)).default([]),
  markings: z.array(markingSchema).default([]),
  /** Days: facts whose date or period touches the span. */
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** Facts whose review day has come. */
  reviewDue: z.boolean().default(false),
  /** Facts without any evidence. */
  unsourced: z.boolean().default(false),
  retired: z.boolean().default(false),
});
export type FactFilter = z.input<typeof factFilterSchema>;

export const factItemSchema = z.object({
  id: idSchema,
  revision: revisionSchema,
  statement: z.string(),
  subject: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** In a list by words: other names of its subject by which it was found, where nothing else shows why. */
  foundBy: z.array(z.string()).optional(),
  quantity: quantitySchema.nullable(),
  asOf: z.string().nullable(),
  status: z.enum(FACT_STATUSES),
  marking: markingSchema,
  tags: z.array(z.string()),
  reviewBy: z.string().nullable(),
  retired: z.boolean(),
  updatedAt: z.int(),
  /** The best supporting evidence, F and 6 counting as unknown, not as worst; null without evidence. */
  grade: z.object({ reliability: reliabilitySchema, credibility: credibilitySchema }).nullable(),
  sources: z.int(),
  contested: z.boolean(),
  /** True while more than one value of some field survives a merge (MERGE.md, M7). */
  inConflict: z.boolean(),
});
export type FactItem = z.infer<typeof factItemSchema>;

export const evidenceDetailSchema = evidenceSchema.extend({ sourceRecord: sourceSchema });
export type EvidenceDetail = z.infer<typeof evidenceDetailSchema>;

/** A place in a briefing that relies on a fact. */
export const usageSchema = z.object({
  briefing: idSchema,
  briefingTitle: z.string(),
  /** Null and 0 for the bottom line, which stands before all sections. */
  section: idSchema.nullable(),
  sectionNumber: z.int(),
  heading: z.string(),
  block: idSchema.nullable(),
  judgement: idSchema.nullable(),
  /** The words that rest on it: the cited sentence, or the caption of the table it stands in. */
  words: z.string(),
  pinned: revisionSchema,
  stale: z.boolean(),
});
export type Usage = z.infer<typeof usageSchema>;

export const factDetailSchema = factSchema.extend({
  subjectName: z.string(),
  evidence: z.array(evidenceDetailSchema),
  usedIn: z.array(usageSchema),
});
export type FactDetail = z.infer<typeof factDetailSchema>;

/** Evidence for a fact: a known source by id, or a new one by its fields (an equal title and address is reused). */
export const evidenceInputSchema = evidenceFields.omit({ fact: true, source: true }).extend({
  source: z.union([z.object({ id: idSchema }), sourceInput]),
});

export const factInputSchema = factInput.extend({
  /** Instead of `subject`: a name; the subject is found by name or alias, or made. */
  subjectName: z.string().max(2000).optional(),
  evidence: z.array(evidenceInputSchema).default([]),
});
export type FactInput = z.input<typeof factInputSchema>;

const reason = z.string().max(2000).optional();
const ids = z.array(idSchema).min(1).max(100_000);

export const facts = {
  list: procedure
    .input(z.object({ filter: factFilterSchema.prefault({}), sort: sortInput(FACT_COLUMNS).optional(), ...pageInput }))
    .output(pageOf(factItemSchema)),
  /** The ids of the facts of a filter, last changed first, at most 100,000: for one step on many. */
  ids: procedure.input(z.object({ filter: factFilterSchema.prefault({}) })).output(z.array(idSchema)),
  get: procedure.input(z.object({ id: idSchema })).output(factDetailSchema),
  add: procedure.input(factInputSchema).output(factDetailSchema),
  edit: procedure
    .input(
      z.object({
        id: idSchema,
        patch: patchOf(factInput),
        subjectName: z.string().max(2000).optional(),
        reason,
        seen: seenInput,
      }),
    )
    .output(factDetailSchema),
  /** Adds and removes tags on many facts in one undoable step. */
  tag: procedure
    .input(z.object({ ids, add: z.array(tagSchema).default([]), remove: z.array(tagSchema).default([]) }))
    .output(z.object({ changed: z.int() })),
  /** One change on many facts in one undoable step. */
  editMany: procedure
    .input(
      z.object({
        ids,
        patch: patchOf(factInput.pick({ status: true, marking: true, subject: true, reviewBy: true })),
      }),
    )
    .output(z.object({ changed: z.int() })),
  retire: procedure.input(z.object({ ids, reason })).output(z.object({ changed: z.int() })),
  restore: procedure.input(z.object({ ids })).output(z.object({ changed: z.int() })),
  history: procedure.input(z.object({ id: idSchema })).output(z.array(historyEntrySchema)),
  /** The fact as it was at each pin and as it is now; null where this library does not hold it. */
  atPins: procedure.input(z.object({ pins: z.array(pinSchema).max(10_000) })).output(
    z.array(
      z.object({
        pin: pinSchema,
        pinned: factSchema.nullable(),
        current: factItemSchema.nullable(),
        stale: z.boolean(),
      }),
    ),
  ),
  tags: procedure.output(z.array(z.object({ tag: z.string(), count: z.int() }))),
};

export const evidence = {
  add: procedure.input(evidenceInputSchema.extend({ fact: idSchema })).output(factDetailSchema),
  edit: procedure
    .input(z.object({ id: idSchema, patch: patchOf(evidenceFields.omit({ fact: true })), reason, seen: seenInput }))
    .output(factDetailSchema),
  retire: procedure.input(z.object({ id: idSchema, reason })).output(factDetailSchema),
};
