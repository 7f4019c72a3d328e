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

/** The HTTP status that goes with each kind where the transport is HTTP. */
export const PROBLEM_STATUS: Readonly<Record<ProblemKind, number>> = {
  INVALID: 422,
  NOT_FOUND: 404,
  NO_LIBRARY: 409,
  EXISTS: 409,
  BUSY: 423,
  READ_ONLY: 403,
  NEWER: 409,
  FOREIGN: 415,
  DAMAGED: 409,
  FULL: 507,
  IO: 409,
  CHANGED: 409,
  CANCELLED: 499,
  INTERNAL: 500,
};

const problem = <K extends ProblemKind>(kind: K) => ({ status: PROBLEM_STATUS[kind], data: problemDataSchema });

/** The base of every procedure: all of them may answer with these problems, as typed values. */
export const procedure = oc.errors({
  INVALID: problem('INVALID'),
  NOT_FOUND: problem('NOT_FOUND'),
  NO_LIBRARY: problem('NO_LIBRARY'),
  EXISTS: problem('EXISTS'),
  BUSY: problem('BUSY'),
  READ_ONLY: problem('READ_ONLY'),
  NEWER: problem('NEWER'),
  FOREIGN: problem('FOREIGN'),
  DAMAGED: problem('DAMAGED'),
  FULL: problem('FULL'),
  IO: problem('IO'),
  CHANGED: problem('CHANGED'),
  CANCELLED: problem('CANCELLED'),
  INTERNAL: problem('INTERNAL'),
});
