import * as z from 'zod';
import { idSchema, lineSchema, markingSchema, recordBase, textSchema } from './records.ts';

export const SUBJECT_KINDS = ['organisation', 'person', 'place', 'product', 'event', 'topic'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const subjectFields = z.strictObject({
  name: lineSchema.trim().min(1, 'A subject needs a name.'),
  kind: z.enum(SUBJECT_KINDS).default('topic'),
  aliases: z.array(lineSchema.trim().min(1)).max(1000).default([]),
  parent: idSchema.nullable().default(null),
  description: textSchema.default(''),
  marking: markingSchema.default('CLEAR'),
  /** The record that this one gives way to: both ids then mean that one (MERGE.md, M13). Null while it stands for itself. */
  joinedTo: idSchema.nullable().default(null),
});
/** What a person fills in of a subject; joining is a step of its own. */
export const subjectInput = subjectFields.omit({ joinedTo: true });
export type SubjectFields = z.infer<typeof subjectFields>;
export const subjectSchema = z.object({ ...recordBase, ...subjectFields.shape });
export type Subject = z.infer<typeof subjectSchema>;
