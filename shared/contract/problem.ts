import { oc } from '@orpc/contract';
import * as z from 'zod';
import type { ProblemKind } from './problem-kinds.ts';

export const problemDataSchema = z.object({
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

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
