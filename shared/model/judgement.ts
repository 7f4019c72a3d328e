import * as z from 'zod';
import { confidenceSchema, scaleSchema } from './likelihood.ts';
import { lineSchema, markingSchema, pinSchema, recordBase, textSchema } from './records.ts';

/** A judgement rests on facts, each pinned, and on assumptions, each a sentence (ICD 206). */
export const basisSchema = z.union([pinSchema, z.strictObject({ assumption: lineSchema.min(1) })]);
export type Basis = z.infer<typeof basisSchema>;

export const judgementFields = z.strictObject({
  /** One sentence; its likelihood term stands in it, its confidence does not (ICD 203). */
  sentence: lineSchema.default(''),
  scale: scaleSchema.default('icd203'),
  /** A term of the scale; null for a judgement that makes no estimate. */
  likelihood: lineSchema.nullable().default(null),
  confidence: confidenceSchema.nullable().default(null),
  confidenceReason: lineSchema.default(''),
  basis: z.array(basisSchema).max(1000).default([]),
  alternatives: textSchema.default(''),
  marking: markingSchema.default('CLEAR'),
});
export type JudgementFields = z.infer<typeof judgementFields>;
export const judgementSchema = z.object({ ...recordBase, ...judgementFields.shape });
export type Judgement = z.infer<typeof judgementSchema>;
