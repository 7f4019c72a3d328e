import * as z from 'zod';
import { daySchema, edtfSchema } from './dates.ts';
import { captureSchema } from './fact.ts';
import { reliabilitySchema } from './grades.ts';
import { idSchema, lineSchema, markingSchema, recordBase, textSchema } from './records.ts';

/** CSL item types in use (citation style language 1.0.2). */
export const SOURCE_TYPES = [
  'webpage',
  'report',
  'article-newspaper',
  'article-magazine',
  'article-journal',
  'book',
  'chapter',
  'dataset',
  'post',
  'post-weblog',
  'interview',
  'personal_communication',
  'legislation',
  'document',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** A CSL name: a person in parts, or a body as a literal. */
export const nameSchema = z.union([
  z.strictObject({ literal: lineSchema.min(1) }),
  z.strictObject({ family: lineSchema.min(1), given: lineSchema.default('') }),
]);
export type Name = z.infer<typeof nameSchema>;

const urlSchema = z
  .string()
  .max(4000)
  .refine((text) => text === '' || /^https?:\/\/\S+$/i.test(text), 'An address starts with https:// or http://.');

export const sourceFields = z.strictObject({
  title: lineSchema.trim().min(1, 'A source needs a title.'),
  type: z.enum(SOURCE_TYPES).default('document'),
  authors: z.array(nameSchema).max(1000).default([]),
  publisher: lineSchema.default(''),
  containerTitle: lineSchema.default(''),
  issued: edtfSchema.nullable().default(null),
  url: urlSchema.default(''),
  doi: lineSchema.default(''),
  language: lineSchema.default(''),
  accessed: daySchema.nullable().default(null),
  archiveUrl: urlSchema.default(''),
  archivedAt: daySchema.nullable().default(null),
  /** What affects the quality of this one source (ICD 206 source descriptor). */
  descriptor: textSchema.default(''),
  reliability: reliabilitySchema.default('F'),
  marking: markingSchema.default('CLEAR'),
  attachments: z.array(captureSchema).default([]),
  /** CSL-JSON variables that have no field of their own, as they came. */
  csl: z.record(z.string(), z.json()).default({}),
  /** The record that this one gives way to: both ids then mean that one (MERGE.md, M13). Null while it stands for itself. */
  joinedTo: idSchema.nullable().default(null),
});
/** What a person fills in of a source; joining is a step of its own. */
export const sourceInput = sourceFields.omit({ joinedTo: true });
export type SourceFields = z.infer<typeof sourceFields>;
export const sourceSchema = z.object({ ...recordBase, ...sourceFields.shape });
export type Source = z.infer<typeof sourceSchema>;

/** A name as it stands in running text. */
export const formatName = (name: Name): string =>
  'literal' in name ? name.literal : [name.given, name.family].filter(Boolean).join(' ');
