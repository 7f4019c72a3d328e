import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { PROBLEM_KINDS, type ProblemData, type ProblemKind } from '#shared/contract/problem-kinds.ts';

/** What went wrong, as the window tells it: one sentence that says what to do next. */
export interface ProblemText {
  readonly kind: ProblemKind | 'LOST';
  readonly sentence: string;
}

/** A refusal as it also stands in a failed task. */
export interface Refusal extends ProblemData {
  readonly kind: ProblemKind;
  readonly message: string;
}

const isProblemData = (data: unknown): data is ProblemData =>
  typeof data === 'object' && data !== null && 'reason' in data && typeof data.reason === 'string';

/** The words for a refusal: those of the screen's language when it knows the reason, else the sender's sentence. */
export const refusalText = (refusal: Refusal): ProblemText => ({
  kind: refusal.kind,
  sentence: i18next.t(`problems:${refusal.reason}`, { defaultValue: refusal.message, ...refusal.params }),
});

/** The words for whatever a call to the Api threw. */
export const problemText = (error: unknown): ProblemText => {
  if (error instanceof ORPCError) {
    const kind = PROBLEM_KINDS.find((known) => known === error.code);
    if (kind && isProblemData(error.data)) return refusalText({ kind, message: error.message, ...error.data });
    // The schema of the contract refused the input before a service saw it.
    if (error.code === 'BAD_REQUEST') return { kind: 'INVALID', sentence: i18next.t('problems:bad-request') };
    return { kind: 'INTERNAL', sentence: i18next.t('problems:internal') };
  }
  return { kind: 'LOST', sentence: i18next.t('problems:lost') };
};

/** True when somebody else changed in between what the call would have written over. */
export const isChanged = (error: unknown): boolean => error instanceof ORPCError && error.code === 'CHANGED';
