import * as z from 'zod';
import { scaleSchema } from './likelihood.ts';
import { lineSchema, recordBase, textSchema } from './records.ts';
import { FACT_STATUSES } from './statuses.ts';

export const SECTION_KINDS = ['narrative', 'facts', 'table', 'chart', 'timeline', 'judgements', 'sources'] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Which facts belong into a section. All given conditions hold; within one list, one entry suffices. */
export const fillRuleSchema = z.strictObject({
  tags: z.array(lineSchema).default([]),
  /** Subject names or aliases; may hold `{parameters}`. */
  subjects: z.array(lineSchema).default([]),
  statuses: z.array(z.enum(FACT_STATUSES)).default([]),
  /** `facts`: a table; `timeline`: dated facts in order of time; `prose`: one cited sentence each. */
  as: z.enum(['prose', 'facts', 'timeline']).default('prose'),
  onlyWithQuantity: z.boolean().default(false),
  onlyDated: z.boolean().default(false),
  limit: z.int().min(1).max(1000).default(50),
});
export type FillRule = z.infer<typeof fillRuleSchema>;

/** What a section must have before it counts as covered. `level` says how a miss is reported. */
export const coverageRuleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('min-words'), count: z.int().min(1), level: z.enum(['error', 'warning']) }),
  z.strictObject({ rule: z.literal('min-facts'), count: z.int().min(1), level: z.enum(['error', 'warning']) }),
  z.strictObject({ rule: z.literal('min-judgements'), count: z.int().min(1), level: z.enum(['error', 'warning']) }),
  /** Sources of different independence groups, at least one of them read within `maxAgeDays`. */
  z.strictObject({
    rule: z.literal('independent-sources'),
    count: z.int().min(1),
    maxAgeDays: z.int().min(1).nullable().default(null),
    level: z.enum(['error', 'warning']),
  }),
]);
export type CoverageRule = z.infer<typeof coverageRuleSchema>;

export const templateSectionSchema = z.strictObject({
  /** Stable within the template. */
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** May hold `{parameters}`. */
  heading: lineSchema,
  guidance: textSchema.default(''),
  kind: z.enum(SECTION_KINDS).default('narrative'),
  fill: fillRuleSchema.nullable().default(null),
  coverage: z.array(coverageRuleSchema).default([]),
});
export type TemplateSection = z.infer<typeof templateSectionSchema>;

export const templateFields = z.strictObject({
  /** Stable name of a built-in template, such as `situation-report`; empty for own ones. */
  key: z.string().max(100).default(''),
  title: lineSchema.trim().min(1, 'A template needs a title.'),
  description: textSchema.default(''),
  version: z.int().min(1).default(1),
  parameters: z
    .array(z.strictObject({ key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/), label: lineSchema, value: lineSchema }))
    .default([]),
  /** Proposed title of a briefing; may hold `{parameters}`. */
  briefingTitle: lineSchema.default(''),
  scale: scaleSchema.default('icd203'),
  page: z.enum(['A4', 'Letter']).default('A4'),
  sections: z.array(templateSectionSchema).min(1, 'A template needs at least one section.').max(500),
});
export type TemplateFields = z.infer<typeof templateFields>;
export const templateSchema = z.object({ ...recordBase, ...templateFields.shape });
export type Template = z.infer<typeof templateSchema>;

/** Puts the parameters' values into a text: `{firm}` becomes `Binance`. Unknown names stay as they are. */
export const fillParameters = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z][a-zA-Z0-9]*)\}/g, (whole, key: string) => values[key] ?? whole);
