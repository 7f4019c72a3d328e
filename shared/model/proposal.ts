import * as z from 'zod';
import { lineSchema, linkSchema, markingSchema, recordBase, revisionSchema } from './records.ts';

/** What became of a proposal. Answers are edits of it, so they travel back with the next pack (MERGE.md, M20). */
export const PROPOSAL_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** An edit that somebody proposes for a record of somebody else: it stands beside the record until it is answered. */
export const proposalFields = z.strictObject({
  target: linkSchema,
  /** The fields that are to be written, as an edit of the target would give them. */
  patch: z.record(z.string().max(100), z.json()),
  /** The revision of the target that the proposer saw. */
  saw: revisionSchema,
  /** Who proposes it, as claimed. */
  proposer: lineSchema,
  /** Why. */
  reason: lineSchema.default(''),
  state: z.enum(PROPOSAL_STATES).default('open'),
  /** What was said when it was accepted, declined or withdrawn. */
  answer: lineSchema.default(''),
  /** Never below that of the target when it was proposed, nor below one that is proposed. */
  marking: markingSchema,
});
export type ProposalFields = z.infer<typeof proposalFields>;
export const proposalSchema = z.object({ ...recordBase, ...proposalFields.shape });
export type Proposal = z.infer<typeof proposalSchema>;
