import * as z from 'zod';
import { daySchema, edtfSchema } from './dates.ts';
import { credibilitySchema } from './grades.ts';
import { quantitySchema } from './quantity.ts';
import { idSchema, lineSchema, markingSchema, recordBase, tagSchema, textSchema } from './records.ts';
import { FACT_STATUSES, STANCES } from './statuses.ts';

export const factFields = z.strictObject({
  statement: lineSchema.trim().min(1, 'A fact needs a statement.'),
  subject: idSchema.nullable().default(null),
  quantity: quantitySchema.nullable().default(null),
  /** Date or period that the statement speaks of, EDTF. */
  asOf: edtfSchema.nullable().default(null),
  validUntil: daySchema.nullable().default(null),
  reviewBy: daySchema.nullable().default(null),
  status: z.enum(FACT_STATUSES).default('unverified'),
  supersededBy: idSchema.nullable().default(null),
  marking: markingSchema.default('CLEAR'),
  tags: z.array(tagSchema).max(1000).default([]),
  /** Columns of an import that have no field of their own. */
  custom: z.record(z.string().max(200), textSchema).default({}),
  /** The record that this one gives way to: both ids then mean that one (MERGE.md, M13). Null while it stands for itself. */
  joinedTo: idSchema.nullable().default(null),
});
/** What a person fills in of a fact; joining is a step of its own. */
export const factInput = factFields.omit({ joinedTo: true });
export type FactFields = z.infer<typeof factFields>;
export const factSchema = z.object({ ...recordBase, ...factFields.shape });
export type Fact = z.infer<typeof factSchema>;

export const captureSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: lineSchema,
  capturedAt: z.int(),
});

export const evidenceFields = z.strictObject({
  fact: idSchema,
  source: idSchema,
  /** Where in the source: page, paragraph, time code. */
  locator: lineSchema.default(''),
  quote: textSchema.default(''),
  credibility: credibilitySchema.default(6),
  stance: z.enum(STANCES).default('supports'),
  /** Evidence of one group goes back to one origin and counts once. Empty: each source is its own origin. */
  independenceGroup: lineSchema.default(''),
  attachments: z.array(captureSchema).default([]),
});
export type EvidenceFields = z.infer<typeof evidenceFields>;
export const evidenceSchema = z.object({ ...recordBase, ...evidenceFields.shape });
export type Evidence = z.infer<typeof evidenceSchema>;
