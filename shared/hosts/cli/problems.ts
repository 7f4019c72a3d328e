import { ORPCError } from '@orpc/client';
import type { ProblemKind } from '../../contract/problem-kinds.ts';
import { asRefusal, Refusal } from '../../core/refusal.ts';

export const DONE = 0;
/** Done in part, or something was found wrong. */
export const PARTLY = 1;
export const WRONG_USAGE = 2;
/** The input is not safe or not readable. */
export const REFUSED = 3;
/** What a shell expects of a program that Ctrl-C ended: 128 and the signal's number. */
export const INTERRUPTED = 130;

/** The exit code of every kind of problem. */
export const EXIT_CODES: Readonly<Record<ProblemKind, number>> = {
  INVALID: WRONG_USAGE,
  NOT_FOUND: WRONG_USAGE,
  EXISTS: WRONG_USAGE,
  NO_LIBRARY: WRONG_USAGE,
  BUSY: REFUSED,
  READ_ONLY: REFUSED,
  NEWER: REFUSED,
  FOREIGN: REFUSED,
  DAMAGED: REFUSED,
  FULL: PARTLY,
  IO: PARTLY,
  CHANGED: PARTLY,
  CANCELLED: INTERRUPTED,
  INTERNAL: PARTLY,
};

/** Problems whose kind alone does not tell input from output. */
const BY_REASON: Readonly<Record<string, number>> = {
  'library-missing': REFUSED,
  'library-io': REFUSED,
  'input-missing': REFUSED,
  'input-unreadable': REFUSED,
  'pdf-failed': PARTLY,
  'own-replica': REFUSED,
  'pack-dangling': REFUSED,
  'file-encrypted': REFUSED,
  'key-none': REFUSED,
  'key-other': REFUSED,
  'key-changed': REFUSED,
};

/** Options that do not go together. */
export class UsageError extends Refusal {
  constructor(message: string) {
    super('INVALID', 'usage', message);
  }
}

/** A problem as the command line tells it: one sentence and the exit code. */
export interface Told {
  readonly message: string;
  readonly exitCode: number;
}

interface Issue {
  readonly path?: readonly PropertyKey[];
  readonly message?: string;
}

const issuesOf = (data: unknown): readonly Issue[] =>
  typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues) ? data.issues : [];

/** Input that the contract refused: the first broken rule, with the field it is about. */
const tellIssues = (error: ORPCError<string, unknown>): Told => {
  const issue = issuesOf(error.data)[0];
  // The innermost name is the one that the user gave: `evidence.0.source.url` is the option --url.
  const field = (issue?.path ?? []).findLast((part) => typeof part === 'string');
  const message = issue?.message ?? 'This input cannot be read; see --help.';
  return { message: typeof field === 'string' ? `${field}: ${message}` : message, exitCode: WRONG_USAGE };
};

const isKind = (code: string): code is ProblemKind => code in EXIT_CODES;

const reasonOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'reason' in data && typeof data.reason === 'string' ? data.reason : '';

/** Any error as one sentence with its exit code. */
export const tell = (error: unknown): Told => {
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST') return tellIssues(error);
    const exitCode = BY_REASON[reasonOf(error.data)] ?? (isKind(error.code) ? EXIT_CODES[error.code] : PARTLY);
    return { message: error.message, exitCode };
  }
  const refusal: Refusal = asRefusal(error);
  return { message: refusal.message, exitCode: BY_REASON[refusal.data.reason] ?? EXIT_CODES[refusal.kind] };
};
