import type { ProblemKind } from '../../../contract/problem-kinds.ts';
import type { Op } from '../../../model/change.ts';

/**
 * What the two sides say to each other: plain numbers and texts in flat lists, which cross quickly and are quickly
 * looked through. Kinds, ops, replicas and authors are numbers into lists, so that neither side takes the other's word
 * for a name. The parent checks all of it again in form (unpack.ts), since a stranger's file was read in the child.
 */

export const OPS: readonly Op[] = ['create', 'edit', 'retire', 'restore'];

export type Question =
  /** Makes ready for a PDF. Answered before any file is read, so it may take as long as a start. */
  | { readonly type: 'prepare' }
  /** The pack that a PDF carries. It is read like any other, by a process that has seen nothing of the PDF. */
  | { readonly type: 'take'; readonly path: string }
  /** Reads the file and checks its signature. Answered before SQLite has seen any of it, so the answer is our own. */
  | { readonly type: 'load'; readonly path: string }
  | { readonly type: 'open' }
  /** All records, some in each answer. */
  | { readonly type: 'records' }
  /** The changes of these records, some in each answer. */
  | { readonly type: 'changes'; readonly ids: readonly string[] }
  | { readonly type: 'attachment'; readonly sha256: string };

/** The pack that a PDF carries. */
export interface PackedPack {
  readonly bytes: Uint8Array;
}

/** Who has signed the file; empty when nobody has. */
export interface PackedSignature {
  readonly signer?: string;
  readonly recipient?: string;
}

export interface PackedSummary {
  readonly kind: 'pack' | 'library';
  readonly meta: Readonly<Record<string, string>>;
  /** How many there are of each kind, in the order of RECORD_KINDS. */
  readonly counts: readonly number[];
  readonly withheld: { readonly ids: readonly string[]; readonly kinds: readonly number[] };
  readonly attachments: number;
  readonly problems: readonly string[];
}

/** Records in rising order of their ids; none in the last answer. */
export interface PackedRecords {
  readonly ids: readonly string[];
  readonly kinds: readonly number[];
  readonly replicas: readonly string[];
  /** For each record the count of its vector's entries, and then those: replica, seq. */
  readonly vectors: readonly number[];
}

/** Numbers of one change in `PackedChanges.numbers`, in this order. */
export const NUMBERS = ['record', 'replica', 'seq', 'ms', 'counter', 'author', 'kind', 'op', 'seen'] as const;

/** The changes of the next of the records that were asked for. */
export interface PackedChanges {
  /** How many of the records these are all changes of; at least one. */
  readonly answered: number;
  readonly replicas: readonly string[];
  readonly authors: readonly string[];
  /** For each change its NUMBERS: `record` into the ids that were asked for, `seen` as the count of vector entries. */
  readonly numbers: readonly number[];
  /** The vectors one after another: replica, seq. */
  readonly seen: readonly number[];
  /** Per change its told fields as JSON. */
  readonly fields: readonly string[];
  readonly reasons: readonly string[];
}

/** Absent parts mean that the file has no such attachment. */
export interface PackedAttachment {
  readonly mediaType?: string;
  readonly bytes?: Uint8Array;
}

export interface PackedRefusal {
  readonly kind: ProblemKind;
  readonly reason: string;
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Asked {
  readonly n: number;
  readonly question: Question;
}

/** How many answers to question `n` may come besides those that may already. */
export interface Granted {
  readonly n: number;
  readonly more: number;
}

/**
 * Answers to one question come by themselves, up to what is granted. `last` is true of the one that completes it, after
 * which the next question may be asked; a new question also ends the one before. That all is there shows in what the
 * answers hold.
 */
export type Answer =
  | { readonly n: number; readonly type: 'answer'; readonly value: unknown; readonly last: boolean }
  | { readonly n: number; readonly type: 'refusal'; readonly refusal: PackedRefusal };

/** Answers that may come to a new question: so many lie ready, at most, while earlier ones are used. An even number. */
export const ANSWERS_AHEAD = 16;

/** The child's first word, before it has read anything. */
export const READY = 'ready';
