import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { idSchema, recordKindSchema } from '../model/records.ts';
import { procedure } from './problem.ts';

/** A step as the user made it, with everything it wrote. `title` names it for translation, such as `fact.edit`. */
export const editSchema = z.object({
  id: z.int(),
  title: z.string(),
  /** The record it was about, in words. */
  subject: z.string(),
  at: z.int(),
  author: z.string(),
});
export type Edit = z.infer<typeof editSchema>;

const undone = z.object({
  edit: editSchema.nullable(),
  /** Fields left alone because they were changed again since. */
  kept: z.int(),
});

export const edits = {
  /** What undo and redo would do now. Both work across sessions. */
  state: procedure.output(z.object({ undo: editSchema.nullable(), redo: editSchema.nullable() })),
  undo: procedure.output(undone),
  redo: procedure.output(undone),
  recent: procedure.input(z.object({ limit: z.int().min(1).max(500).default(50) })).output(z.array(editSchema)),
};

export const changeEventSchema = z.object({
  type: z.enum(['changed', 'library', 'settings', 'folder']),
  /** True when another process wrote. */
  foreign: z.boolean(),
  /** What changed; empty when that is unknown or too much to name: refresh everything. */
  records: z.array(z.object({ kind: recordKindSchema, id: idSchema })),
});
export type ChangeEvent = z.infer<typeof changeEventSchema>;

export const events = {
  /** Every committed change, also of other processes, while the stream is read. */
  watch: procedure.output(eventIterator(changeEventSchema)),
};
