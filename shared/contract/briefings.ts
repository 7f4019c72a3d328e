import * as z from 'zod';
import {
  blockContentSchema,
  blockFields,
  blockSchema,
  briefingFields,
  briefingSchema,
  sectionFields,
  sectionSchema,
} from '../model/briefing.ts';
import { judgementSchema } from '../model/judgement.ts';
import { historyEntrySchema, idSchema, markingSchema, revisionSchema } from '../model/records.ts';
import { templateSchema } from '../model/template.ts';
import { factItemSchema, usageSchema } from './facts.ts';
import { pageInput, pageOf, patchOf, seenInput } from './list.ts';
import { procedure } from './problem.ts';

export const briefingItemSchema = z.object({
  id: idSchema,
  revision: revisionSchema,
  title: z.string(),
  subtitle: z.string(),
  customer: z.string(),
  date: z.string().nullable(),
  author: z.string(),
  /** The banner: the highest of its own marking and of all that it rests on. */
  banner: markingSchema,
  template: z.string(),
  sections: z.int(),
  words: z.int(),
  stale: z.int(),
  /** True when a field of it, or of anything in it, is in conflict. */
  inConflict: z.boolean(),
  retired: z.boolean(),
  /** The last change of the briefing or of any of its sections, blocks and judgements. */
  updatedAt: z.int(),
});
export type BriefingItem = z.infer<typeof briefingItemSchema>;

export const sectionDetailSchema = sectionSchema.extend({
  number: z.int(),
  words: z.int(),
  blocks: z.array(blockSchema),
});
export type SectionDetail = z.infer<typeof sectionDetailSchema>;

/** A fact citation whose fact has moved on since it was pinned. */
export const staleCitationSchema = usageSchema.extend({ fact: idSchema, current: revisionSchema.nullable() });
export type StaleCitation = z.infer<typeof staleCitationSchema>;

export const briefingDetailSchema = briefingSchema.extend({
  banner: markingSchema,
  words: z.int(),
  templateRecord: templateSchema.pick({ id: true, key: true, title: true, version: true }),
  sections: z.array(sectionDetailSchema),
  /** Every judgement that a block or the bottom line names. */
  judgements: z.array(judgementSchema),
  /** Every fact that a citation, a table or a judgement names, as it is now. */
  facts: z.array(factItemSchema),
  /** Numbers of the source list as the report will print them, per fact. */
  citationNumbers: z.record(idSchema, z.array(z.int())),
  stale: z.array(staleCitationSchema),
  /** The ids of those in conflict: the briefing itself, its sections, blocks and judgements. */
  inConflict: z.array(idSchema),
});
export type BriefingDetail = z.infer<typeof briefingDetailSchema>;

/** One finding of the coverage, sourcing, wording and marking rules. */
export const findingSchema = z.object({
  /** Stable name of the rule, such as `sourcing.uncited-fact`. */
  rule: z.string(),
  section: z.string(),
  sectionId: idSchema.nullable(),
  block: idSchema.nullable(),
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof findingSchema>;
export const checkResultSchema = z.object({ errors: z.array(findingSchema), warnings: z.array(findingSchema) });
export type CheckResult = z.infer<typeof checkResultSchema>;

const one = z.object({ id: idSchema });
/** Where to put it: directly after this sibling, or first when null. */
const after = z.object({ after: idSchema.nullable() });

export const briefings = {
  list: procedure
    .input(z.object({ query: z.string().max(1000).default(''), retired: z.boolean().default(false), ...pageInput }))
    .output(pageOf(briefingItemSchema)),
  /** By id or exact title. */
  get: procedure.input(z.object({ briefing: z.string().min(1).max(2000) })).output(briefingDetailSchema),
  create: procedure
    .input(
      z.object({
        template: z.string().min(1).max(300),
        title: z.string().max(2000).default(''),
        parameters: z.record(z.string(), z.string()).default({}),
        /** Place matching facts by the template's fill rules. */
        fill: z.boolean().default(false),
        details: patchOf(
          briefingFields.pick({
            subtitle: true,
            customer: true,
            question: true,
            date: true,
            author: true,
            marking: true,
            page: true,
          }),
        ).optional(),
      }),
    )
    .output(briefingDetailSchema),
  edit: procedure
    .input(
      one.extend({
        patch: patchOf(briefingFields.omit({ template: true, templateVersion: true })),
        reason: z.string().max(2000).optional(),
        seen: seenInput,
      }),
    )
    .output(briefingDetailSchema),
  retire: procedure.input(one).output(z.void()),
  restore: procedure.input(one).output(z.void()),
  history: procedure.input(one).output(z.array(historyEntrySchema)),
  check: procedure.input(z.object({ briefing: z.string().min(1).max(2000) })).output(checkResultSchema),
  /** Stale citations of one briefing, or of all. */
  stale: procedure.input(z.object({ briefing: z.string().max(2000).optional() })).output(z.array(staleCitationSchema)),
  /** Every place that relies on the fact. */
  impact: procedure.input(z.object({ fact: idSchema })).output(z.array(usageSchema)),
  /**
   * Pins the citations of a fact in one block or judgement to its present revision; the words stay as they are.
   * With `keep`, the reason why the words stand although the fact moved on is kept in the history.
   */
  acceptFact: procedure
    .input(
      z.object({
        block: idSchema.optional(),
        judgement: idSchema.optional(),
        fact: idSchema,
        keep: z.string().max(2000).optional(),
      }),
    )
    .output(briefingDetailSchema),
};

export const sections = {
  add: procedure.input(sectionFields.omit({ position: true }).extend(after.shape)).output(briefingDetailSchema),
  edit: procedure
    .input(one.extend({ patch: patchOf(sectionFields.omit({ briefing: true, position: true })), seen: seenInput }))
    .output(briefingDetailSchema),
  move: procedure.input(one.extend(after.shape)).output(briefingDetailSchema),
  retire: procedure.input(one).output(briefingDetailSchema),
  /** Places matching facts by the section's fill rule, leaving out those that stand in it already. */
  fill: procedure.input(one).output(briefingDetailSchema),
  /** The facts that the section's fill rule takes, also those that stand in it already; none without a rule. */
  matching: procedure.input(one).output(z.array(factItemSchema)),
};

export const blocks = {
  add: procedure.input(blockFields.omit({ position: true }).extend(after.shape)).output(briefingDetailSchema),
  /** Replaces the content or marking. */
  edit: procedure
    .input(
      one.extend({
        patch: z.strictObject({ content: blockContentSchema.optional(), marking: markingSchema.optional() }),
        seen: seenInput,
      }),
    )
    .output(blockSchema),
  move: procedure.input(one.extend({ section: idSchema }).extend(after.shape)).output(briefingDetailSchema),
  retire: procedure.input(one).output(briefingDetailSchema),
};
