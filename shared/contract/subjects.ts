import * as z from 'zod';
import { idSchema } from '../model/records.ts';
import { SUBJECT_KINDS, subjectInput, subjectSchema } from '../model/subject.ts';
import { pageInput, pageOf, patchOf, seenInput } from './list.ts';
import { procedure } from './problem.ts';

export const subjectItemSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(SUBJECT_KINDS),
  /** What else it goes by, with the names and aliases of those that are joined to it. */
  aliases: z.array(z.string()),
  parent: idSchema.nullable(),
  facts: z.int(),
});
export type SubjectItem = z.infer<typeof subjectItemSchema>;

export const subjects = {
  /** Subjects that go by the words, in a name or alias of theirs or of one joined to them, by name. */
  list: procedure
    .input(z.object({ query: z.string().max(1000).default(''), ...pageInput }))
    .output(pageOf(subjectItemSchema)),
  get: procedure.input(z.object({ id: idSchema })).output(subjectSchema),
  add: procedure.input(subjectInput).output(subjectSchema),
  edit: procedure
    .input(z.object({ id: idSchema, patch: patchOf(subjectInput), seen: seenInput }))
    .output(subjectSchema),
};
