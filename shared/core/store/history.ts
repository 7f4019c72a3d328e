import type { HistoryEntry, RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector, type Vector } from '../../model/vector.ts';
import { dotOf, replicaOf, seqOf } from './dots.ts';
import type { Readable, Row } from './handle.ts';
import type { Op } from './journal.ts';
import { needRecord, toldOf } from './records.ts';
import { TABLES } from './tables/index.ts';
import { readVector } from './vectors.ts';
import type { TagChange } from './write.ts';

/** One change as read from the log. */
export interface Change {
  /** Its number in this file (dots.ts). */
  readonly dot: number;
  readonly replica: string;
  readonly seq: number;
  readonly ms: number;
  readonly counter: number;
  readonly author: string;
  readonly kind: RecordKind;
  readonly record: string;
  readonly op: Op;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly seen: Vector;
  readonly reason: string;
}

export type State = Record<string, unknown>;

const COLUMNS = 'dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason';

/** What a record that was never changed was made with stands in its row. */
const firstFields = (db: Readable, { kind, record }: Row): State =>
  toldOf(kind as RecordKind, needRecord(db, kind as RecordKind, record as string));

const readChange = (db: Readable, row: Row): Change => ({
  dot: row.dot as number,
  replica: db.name('replicas', replicaOf(row.dot as number)),
  seq: seqOf(row.dot as number),
  ms: row.clock_ms as number,
  counter: row.clock_counter as number,
  author: db.name('authors', row.author as number),
  kind: row.kind as RecordKind,
  record: row.record as string,
  op: row.op as Op,
  fields: row.fields === null ? firstFields(db, row) : (JSON.parse(row.fields as string) as State),
  seen: readVector(db, row.seen as string),
  reason: row.reason as string,
});

/** Order of display: by clock, ties by replica; never by arrival (MERGE.md, M2 and M8). */
const inOrder = (changes: Change[]): Change[] =>
  changes.sort(
    (a, b) =>
      a.ms - b.ms || a.counter - b.counter || (a.replica < b.replica ? -1 : a.replica > b.replica ? 1 : a.seq - b.seq),
  );

/** All changes of a record, in order of display. */
export const changesOf = (db: Readable, id: string): Change[] =>
  inOrder(db.all(`SELECT ${COLUMNS} FROM changes WHERE record = ?`, id).map((row) => readChange(db, row)));

/** Every change of the library in an order that is the same on every copy. */
export function* allChanges(db: Readable): Generator<Change> {
  const replicas = db.all('SELECT n FROM replicas ORDER BY id').map((row) => row.n as number);
  for (const replica of replicas) {
    const rows = db.iterate(
      `SELECT ${COLUMNS} FROM changes WHERE dot BETWEEN ? AND ? ORDER BY dot`,
      dotOf(replica, 0),
      dotOf(replica + 1, 0) - 1,
    );
    for (const row of rows) yield readChange(db, row);
  }
}

export const blankState = (kind: RecordKind): State => {
  const table = TABLES[kind];
  const state: State = { retired: false };
  for (const [name, field] of Object.entries(table.fields)) state[name] = structuredClone(field.blank);
  if (table.tagged) state.tags = [];
  return state;
};

const withTags = (tags: readonly string[], change: TagChange): string[] =>
  [...new Set([...tags.filter((tag) => !change.remove.includes(tag)), ...change.add])].sort();

/** The state after one more change. */
export const applied = (state: State, change: Change): State => {
  const next = { ...state };
  for (const [name, value] of Object.entries(change.fields)) {
    next[name] = name === 'tags' ? withTags(state.tags as string[], value as TagChange) : value;
  }
  return next;
};

/** A record's fields as they were at a revision; undefined when this library does not hold that history. */
export const stateAt = (db: Readable, kind: RecordKind, id: string, revision: string): State | undefined => {
  const vector = parseVector(revision);
  const changes = changesOf(db, id).filter((change) => hasSeen(vector, change.replica, change.seq));
  const holdsAll = [...vector].every(([replica, seq]) =>
    changes.some((change) => change.replica === replica && change.seq === seq),
  );
  return changes.length > 0 && holdsAll ? changes.reduce(applied, blankState(kind)) : undefined;
};

/** What happened to a record, newest first, each step with the values before and after. */
export const historyOf = (db: Readable, kind: RecordKind, id: string): HistoryEntry[] => {
  let state = blankState(kind);
  const entries = changesOf(db, id).map((change): HistoryEntry => {
    const before = state;
    state = applied(state, change);
    const fields = Object.keys(change.fields).filter((name) => name !== 'retired');
    return {
      revision: `${change.replica}:${change.seq}`,
      replica: change.replica,
      seq: change.seq,
      at: change.ms,
      author: change.author,
      reason: change.reason,
      op: change.op,
      changes: fields.map((field) => ({
        field,
        before: change.op === 'create' ? null : ((before[field] ?? null) as HistoryEntry['changes'][number]['before']),
        after: (state[field] ?? null) as HistoryEntry['changes'][number]['after'],
      })),
    };
  });
  return entries.reverse();
};
