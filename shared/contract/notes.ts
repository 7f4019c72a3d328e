import * as z from 'zod';
import { noteFields, noteSchema } from '../model/note.ts';
import {
  historyEntrySchema,
  idSchema,
  linkSchema,
  markingSchema,
  revisionSchema,
  tagSchema,
} from '../model/records.ts';
import { pageInput, pageOf, patchOf, seenInput, sortInput } from './list.ts';
import { procedure } from './problem.ts';

export const noteItemSchema = z.object({
  id: idSchema,
  revision: revisionSchema,
  title: z.string(),
  /** The first words of the body. */
  excerpt: z.string(),
  marking: markingSchema,
  tags: z.array(z.string()),
  retired: z.boolean(),
  /** True while more than one value of some field survives a merge (MERGE.md, M7). */
  inConflict: z.boolean(),
  updatedAt: z.int(),
});
export type NoteItem = z.infer<typeof noteItemSchema>;

export const noteDetailSchema = noteSchema.extend({
  /** The linked records with their titles, in the order of the links. */
  linked: z.array(linkSchema.extend({ title: z.string(), retired: z.boolean() })),
});
export type NoteDetail = z.infer<typeof noteDetailSchema>;

const reason = z.string().max(2000).optional();
const ids = z.array(idSchema).min(1).max(100_000);

export const notes = {
  list: procedure
    .input(
      z.object({
        query: z.string().max(1000).default(''),
        tags: z.array(tagSchema).default([]),
        retired: z.boolean().default(false),
        sort: sortInput(['title', 'createdAt', 'updatedAt']).optional(),
        ...pageInput,
      }),
    )
    .output(pageOf(noteItemSchema)),
  get: procedure.input(z.object({ id: idSchema })).output(noteDetailSchema),
  add: procedure.input(noteFields).output(noteDetailSchema),
  edit: procedure
    .input(z.object({ id: idSchema, patch: patchOf(noteFields), reason, seen: seenInput }))
    .output(noteDetailSchema),
  retire: procedure.input(z.object({ ids, reason })).output(z.object({ changed: z.int() })),
  restore: procedure.input(z.object({ ids })).output(z.object({ changed: z.int() })),
  history: procedure.input(z.object({ id: idSchema })).output(z.array(historyEntrySchema)),
};
