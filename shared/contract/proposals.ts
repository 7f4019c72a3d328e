import * as z from 'zod';
import { PROPOSAL_STATES, proposalSchema } from '../model/proposal.ts';
import { idSchema, lineSchema, markingSchema } from '../model/records.ts';
import { pageInput, pageOf } from './list.ts';
import { procedure } from './problem.ts';

export const proposalItemSchema = proposalSchema.extend({
  /** The target in a few words; empty while it is not here. */
  title: z.string(),
  /** True while this library does not hold the target: the proposal waits for it. */
  waiting: z.boolean(),
  /** What it would write, beside what stands there now. */
  changes: z.array(
    z.object({
      field: z.string(),
      /** Of a stale field: what the proposer saw; missing when this library does not hold that revision. */
      saw: z.json().optional(),
      now: z.json(),
      proposed: z.json(),
    }),
  ),
  /** The proposed fields that somebody has changed since the proposer saw them. */
  stale: z.array(z.string()),
  /** True when it was made on this copy, or under the name in the settings: then it is withdrawn, not declined. */
  own: z.boolean(),
  /** Who answered or withdrew it, as claimed; empty while it is open. */
  answeredBy: z.string(),
});
export type ProposalItem = z.infer<typeof proposalItemSchema>;

/** Edits proposed for records of others: they stand beside the record until they are answered (MERGE.md, M20). */
export const proposals = {
  get: procedure.input(z.object({ id: idSchema })).output(proposalItemSchema),
  /** Newest first. */
  list: procedure
    .input(
      z.object({
        target: idSchema.optional(),
        /** Answered are all that are not open. */
        state: z.enum([...PROPOSAL_STATES, 'answered']).optional(),
        ...pageInput,
      }),
    )
    .output(pageOf(proposalItemSchema)),
  add: procedure
    .input(
      z.object({
        target: idSchema,
        /** Fields as an edit of the target would give them. */
        patch: z.record(z.string().max(100), z.json()),
        reason: lineSchema.default(''),
        /** At least the target's own. */
        marking: markingSchema.default('CLEAR'),
      }),
    )
    .output(proposalItemSchema),
  /**
   * Writes what is proposed as an ordinary edit of the target, whose reason names proposal and proposer. Refused with
   * CHANGED when it is stale, unless `anyway`.
   */
  accept: procedure
    .input(z.object({ id: idSchema, answer: lineSchema.default(''), anyway: z.boolean().default(false) }))
    .output(proposalItemSchema),
  decline: procedure
    .input(z.object({ id: idSchema, answer: lineSchema.trim().min(1, 'Say why, so that the proposer learns it.') }))
    .output(proposalItemSchema),
  withdraw: procedure.input(z.object({ id: idSchema, answer: lineSchema.default('') })).output(proposalItemSchema),
};
