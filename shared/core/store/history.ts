import type { HistoryEntry, RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector, type Vector } from '../../model/vector.ts';
import type { Readable, Row } from './handle.ts';
import { authorName } from './records.ts';
import { TABLES } from './tables/index.ts';
import { readVector } from './vectors.ts';
import type { Op, TagChange, Write } from './write.ts';

/** One change as read from the log. */
export interface Change {
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

type State = Record<string, unknown>;

const CHANGE_COLUMNS = `c.replica, r.id AS replica_id, c.seq, c.clock_ms, c.clock_counter, c.author, c.kind, c.record, c.op, c.fields, c.seen, c.reason`;

const readChange = (db: Readable, row: Row): Change => ({
  replica: row.replica_id as string,
  seq: row.seq as number,
  ms: row.clock_ms as number,
  counter: row.clock_counter as number,
  author: authorName(db, row.author as number),
  kind: row.kind as RecordKind,
  record: row.record as string,
  op: row.op as Op,
  fields: JSON.parse(row.fields as string) as State,
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
  inOrder(
    db
      .all(`SELECT ${CHANGE_COLUMNS} FROM changes c JOIN replicas r ON r.n = c.replica WHERE c.record = ?`, id)
      .map((row) => readChange(db, row)),
  );

/** Every change of the library in an order that is the same on every copy. */
export function* allChanges(db: Readable): Generator<Change> {
  const rows = db.iterate(
    `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN replicas r ON r.n = c.replica ORDER BY r.id, c.seq`,
  );
  for (const row of rows) yield readChange(db, row);
}

const blankState = (kind: RecordKind): State => {
  const table = TABLES[kind];
  const state: State = { retired: false };
  for (const [name, field] of Object.entries(table.fields)) state[name] = structuredClone(field.blank);
  if (table.tagged) state.tags = [];
  return state;
};

const withTags = (tags: readonly string[], change: TagChange): string[] =>
  [...new Set([...tags.filter((tag) => !change.remove.includes(tag)), ...change.add])].sort();

const applied = (state: State, change: Change): State => {
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

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What undoing puts back into the tag set, leaving alone what somebody else added or removed. */
const tagsBack = (before: State, after: State, now: State): TagChange => {
  const [had, has, present] = [before, after, now].map((state) => state.tags as string[]) as [
    string[],
    string[],
    string[],
  ];
  return {
    add: had.filter((tag) => !has.includes(tag) && !present.includes(tag)),
    remove: has.filter((tag) => !had.includes(tag) && present.includes(tag)),
  };
};

/**
 * The told values that bring one record back to where an edit found it. A field is left alone when it holds something
 * else now than the edit left in it.
 */
const inverse = (all: readonly Change[], own: readonly Change[]): { told: State; kept: number } => {
  const at = (change: Change | undefined): number =>
    all.findIndex((other) => other.replica === change?.replica && other.seq === change.seq);
  const blank = blankState(own[0]?.kind as RecordKind);
  const before = all.slice(0, at(own[0])).reduce(applied, blank);
  const after = all.slice(0, at(own.at(-1)) + 1).reduce(applied, blank);
  const now = all.reduce(applied, blank);
  const fields = [...new Set(own.flatMap((change) => Object.keys(change.fields)))];
  const changed = fields.filter((name) => name !== 'tags' && !isSame(now[name], after[name]));
  if (own[0]?.op === 'create') {
    const untouched = changed.length === 0 && isSame(now.tags, after.tags);
    return untouched ? { told: now.retired ? {} : { retired: true }, kept: 0 } : { told: {}, kept: 1 };
  }
  const told: State = {};
  for (const name of fields) if (!changed.includes(name) && !isSame(before[name], now[name])) told[name] = before[name];
  if (fields.includes('tags')) {
    const tags = tagsBack(before, after, now);
    delete told.tags;
    if (tags.add.length + tags.remove.length > 0) told.tags = tags;
  }
  return { told, kept: changed.length };
};

/**
 * Takes an edit back as an ordinary edit that restores the earlier values, without touching what was changed since.
 * Returns how many fields were left alone for that reason.
 */
export const revertEdit = (write: Write, edit: number): number => {
  const span = write.db.get('SELECT replica, first_seq, last_seq FROM edits WHERE n = ?', edit);
  if (!span) return 0;
  const rows = write.db.all(
    `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN replicas r ON r.n = c.replica WHERE c.replica = ? AND c.seq BETWEEN ? AND ?`,
    span.replica as number,
    span.first_seq as number,
    span.last_seq as number,
  );
  const byRecord = new Map<string, Change[]>();
  for (const change of inOrder(rows.map((row) => readChange(write.db, row)))) {
    byRecord.set(change.record, [...(byRecord.get(change.record) ?? []), change]);
  }
  let kept = 0;
  // Backwards, so that what was made last goes first.
  for (const [record, own] of [...byRecord].reverse()) {
    const { told, kept: left } = inverse(changesOf(write.db, record), own);
    kept += left;
    const op = told.retired === undefined ? 'edit' : told.retired ? 'retire' : 'restore';
    write.apply(own[0]?.kind as RecordKind, record, op, told);
  }
  return kept;
};
