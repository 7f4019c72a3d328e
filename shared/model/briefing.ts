import * as z from 'zod';
import { daySchema } from './dates.ts';
import { scaleSchema } from './likelihood.ts';
import { EMPTY_PROSE, proseSchema } from './prose.ts';
import { idSchema, lineSchema, markingSchema, pinSchema, recordBase, textSchema } from './records.ts';
import { coverageRuleSchema, fillRuleSchema, SECTION_KINDS } from './template.ts';

export const briefingFields = z.strictObject({
  template: idSchema,
  templateVersion: z.int().min(1),
  /** Values of the template's parameters, such as firm and market. */
  parameters: z.record(z.string(), lineSchema).default({}),
  title: lineSchema.trim().min(1, 'A briefing needs a title.'),
  subtitle: lineSchema.default(''),
  customer: lineSchema.default(''),
  question: lineSchema.default(''),
  date: daySchema.nullable().default(null),
  author: lineSchema.default(''),
  /** The least marking the analyst wants on it; what it rests on can raise the banner, never lower it. */
  marking: markingSchema.default('CLEAR'),
  scale: scaleSchema.default('icd203'),
  page: z.enum(['A4', 'Letter']).default('A4'),
  language: z.string().max(35).default('en'),
  /** The judgement that opens the first page. */
  bottomLine: idSchema.nullable().default(null),
  /** ICD 206 source summary statement: strongest sources, corroboration, gaps, effect on confidence. */
  sourceSummary: textSchema.default(''),
});
export type BriefingFields = z.infer<typeof briefingFields>;
export const briefingSchema = z.object({ ...recordBase, ...briefingFields.shape });
export type Briefing = z.infer<typeof briefingSchema>;

/** Place among siblings: a fractional key compared as plain text (MERGE.md, M11). */
export const positionSchema = z.string().regex(/^[0-9A-Za-z]+$/);

export const sectionFields = z.strictObject({
  briefing: idSchema,
  position: positionSchema,
  /** The template section it was made from; empty for one the analyst added. */
  templateKey: z.string().default(''),
  heading: lineSchema.default(''),
  guidance: textSchema.default(''),
  kind: z.enum(SECTION_KINDS).default('narrative'),
  fill: fillRuleSchema.nullable().default(null),
  coverage: z.array(coverageRuleSchema).default([]),
});
export type SectionFields = z.infer<typeof sectionFields>;
export const sectionSchema = z.object({ ...recordBase, ...sectionFields.shape });
export type Section = z.infer<typeof sectionSchema>;

export const blockContentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prose'), prose: proseSchema.default(EMPTY_PROSE) }),
  z.strictObject({ type: z.literal('factTable'), caption: lineSchema.default(''), facts: z.array(pinSchema) }),
  z.strictObject({ type: z.literal('timeline'), caption: lineSchema.default(''), facts: z.array(pinSchema) }),
  z.strictObject({ type: z.literal('judgements'), judgements: z.array(idSchema) }),
]);
export type BlockContent = z.infer<typeof blockContentSchema>;
export const BLOCK_TYPES = ['prose', 'factTable', 'timeline', 'judgements'] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];

export const blockFields = z.strictObject({
  section: idSchema,
  position: positionSchema,
  marking: markingSchema.default('CLEAR'),
  content: blockContentSchema,
});
export type BlockFields = z.infer<typeof blockFields>;
export const blockSchema = z.object({ ...recordBase, ...blockFields.shape });
export type Block = z.infer<typeof blockSchema>;

/** A sealed export; sealing itself comes with editions. */
export const editionFields = z.strictObject({
  briefing: idSchema,
  number: z.int().min(1),
  releaseMarking: markingSchema,
  sealedAt: z.int(),
  tree: z.json(),
  pdfSha256: z.string().regex(/^[0-9a-f]{64}$/),
  withdrawn: textSchema.default(''),
});
export type EditionFields = z.infer<typeof editionFields>;
export const editionSchema = z.object({ ...recordBase, ...editionFields.shape });
export type Edition = z.infer<typeof editionSchema>;
