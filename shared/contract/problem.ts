import { oc } from '@orpc/contract';
import * as z from 'zod';

/**
 * Every refusal has a kind (what sort of thing went wrong, for programs), a reason (which one, for translation) and a
 * message: one sentence for a person that says what to do next.
 */
export const PROBLEM_KINDS = [
  'INVALID', // the input breaks a rule
  'NOT_FOUND', // no such record, template or file
  'NO_LIBRARY', // nothing is open
  'EXISTS', // the target is there already
  'BUSY', // another process writes
  'READ_ONLY', // the library may not be written
  'NEWER', // made by a newer version
  'FOREIGN', // not a Briefwright file
  'DAMAGED', // broken or truncated
  'FULL', // the disk has no room
  'IO', // a file cannot be read or written
  'CHANGED', // somebody else changed it in between
  'CANCELLED', // the user stopped it
  'INTERNAL', // our own mistake
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

export const problemDataSchema = z.object({
  /** Stable name in kebab case, such as `library-locked`; the screen looks its words up by it. */
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ProblemData = z.infer<typeof problemDataSchema>;

const data = { data: problemDataSchema };

/** The base of every procedure: all of them may answer with these problems, as typed values. */
export const procedure = oc.errors({
  INVALID: { status: 422, ...data },
  NOT_FOUND: { status: 404, ...data },
  NO_LIBRARY: { status: 409, ...data },
  EXISTS: { status: 409, ...data },
  BUSY: { status: 423, ...data },
  READ_ONLY: { status: 403, ...data },
  NEWER: { status: 409, ...data },
  FOREIGN: { status: 415, ...data },
  DAMAGED: { status: 409, ...data },
  FULL: { status: 507, ...data },
  IO: { status: 409, ...data },
  CHANGED: { status: 409, ...data },
  CANCELLED: { status: 499, ...data },
  INTERNAL: { status: 500, ...data },
});
