import * as z from 'zod';
import { EMPTY_PROSE, proseSchema } from './prose.ts';
import { lineSchema, linkSchema, markingSchema, recordBase, tagSchema } from './records.ts';

export const noteFields = z.strictObject({
  title: lineSchema.default(''),
  body: proseSchema.default(EMPTY_PROSE),
  links: z.array(linkSchema).max(10_000).default([]),
  marking: markingSchema.default('CLEAR'),
  tags: z.array(tagSchema).max(1000).default([]),
});
export type NoteFields = z.infer<typeof noteFields>;
export const noteSchema = z.object({ ...recordBase, ...noteFields.shape });
export type Note = z.infer<typeof noteSchema>;
