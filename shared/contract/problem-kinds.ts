// Apart from the schemas, so that the window shows its first list before those are there.

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

/** What a refusal carries beside its kind and its sentence. */
export interface ProblemData {
  /** Stable name in kebab case, such as `library-locked`; the screen looks its words up by it. */
  readonly reason: string;
  readonly params: Readonly<Record<string, string | number>>;
}
