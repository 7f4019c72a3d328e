import type { RecordKind } from './records.ts';
import type { Vector } from './vector.ts';

/** What a change does to a record. */
export type Op = 'create' | 'edit' | 'retire' | 'restore';

/** One acknowledged edit of one record, as every copy knows it (MERGE.md, M2). It is named by its dot, replica and seq. */
export interface Change {
  /** 32 hex digits. */
  readonly replica: string;
  readonly seq: number;
  /** Hybrid logical clock: milliseconds since 1970 and a counter within one. */
  readonly ms: number;
  readonly counter: number;
  /** As claimed. */
  readonly author: string;
  readonly kind: RecordKind;
  readonly record: string;
  readonly op: Op;
  /** The fields it wrote; tags as what was added and removed. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The record's vector as the writer saw it. */
  readonly seen: Vector;
  readonly reason: string;
}

/** A change of the tag set: add-wins, so removals name only what they saw (M9). */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The name of a change on every copy. */
export const dotName = ({ replica, seq }: Pick<Change, 'replica' | 'seq'>): string => `${replica}:${seq}`;

/** Order of display: by clock, ties by replica; never by arrival (M2, M8). */
export const compareChanges = (a: Change, b: Change): number =>
  a.ms - b.ms || a.counter - b.counter || (a.replica < b.replica ? -1 : a.replica > b.replica ? 1 : a.seq - b.seq);
