import { type Change, compareChanges, dotName, type Op, type TagChange } from '../../model/change.ts';
import type { HistoryEntry, Link, RecordKind } from '../../model/records.ts';
import { formatVector, hasSeen, parseVector, withDot } from '../../model/vector.ts';
import { type Decided, decide, type KindRules } from '../merge/decide.ts';
import { dotOf, replicaOf, seqOf } from './dots.ts';
import type { Readable, Row } from './handle.ts';
import { needRecord, toldByRow, toldOf } from './records.ts';
import { TABLES } from './tables/index.ts';
import { readRevision, readVector } from './vectors.ts';

/** One change as read from the log. */
export interface LoggedChange extends Change {
  /** Its number in this file (dots.ts). */
  readonly dot: number;
}

export type State = Record<string, unknown>;

const COLUMNS = 'dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason';

/** Its COLUMNS. */
type ChangeRow = [
  dot: number,
  ms: number,
  counter: number,
  author: number,
  kind: RecordKind,
  record: string,
  op: Op,
  fields: string | null,
  seen: string,
  reason: string,
];

/** What a record that was never changed was made with, which stands in its row. */
type First = (kind: RecordKind, record: string) => State;

const readChange = (db: Readable, row: ChangeRow, first: First): LoggedChange => {
  const [dot, ms, counter, author, kind, record, op, fields, seen, reason] = row;
  return {
    dot,
    replica: db.name('replicas', replicaOf(dot)),
    seq: seqOf(dot),
    ms,
    counter,
    author: db.name('authors', author),
    kind,
    record,
    op,
    fields: fields === null ? first(kind, record) : (JSON.parse(fields) as State),
    seen: readVector(db, seen),
    reason,
  };
};

const firstOf =
  (db: Readable): First =>
  (kind, record) =>
    toldOf(kind, needRecord(db, kind, record));

/** All changes of a record, in order of display. */
export const changesOf = (db: Readable, id: string): LoggedChange[] =>
  db
    .lists(`SELECT ${COLUMNS} FROM changes WHERE record = ?`, id)
    .map((row) => readChange(db, row as ChangeRow, firstOf(db)))
    .sort(compareChanges);

/** Many ids at once, which go as one text: asking for each costs several times as much. */
const asked = (columns: string, table: string, column: string): string =>
  `SELECT ${columns} FROM json_each(?) j CROSS JOIN ${table} t ON t.${column} = j.value`;

/** The rows of records of one kind by their ids. */
export const rowsOf = (db: Readable, kind: RecordKind, ids: readonly string[]): Map<string, Row> =>
  new Map(
    ids.length === 0
      ? []
      : db.all(asked('t.*', TABLES[kind].name, 'id'), JSON.stringify(ids)).map((row) => [row.id as string, row]),
  );

/**
 * The revisions at which records of one kind are held, each in the place of its id; empty for places that are held for
 * a record, undefined for what is not here.
 */
export const revisionsOf = (
  db: Readable,
  kind: RecordKind,
  ids: readonly string[],
): readonly (string | undefined)[] => {
  const revisions: (string | undefined)[] = ids.map(() => undefined);
  for (const [at, vector] of db.lists(asked('j.key, t.vector', TABLES[kind].name, 'id'), JSON.stringify(ids)))
    revisions[at as number] = readRevision(db, vector as string);
  return revisions;
};

/** What those of these changes that leave it to their record's row tell. `rows` are those that are known already. */
const firstOfMany = (db: Readable, changes: readonly ChangeRow[], rows: ReadonlyMap<string, Row>): First => {
  const unknown = new Map<RecordKind, string[]>();
  for (const [, , , , kind, record, , fields] of changes) {
    if (fields !== null || rows.has(record)) continue;
    const ids = unknown.get(kind);
    if (ids) ids.push(record);
    else unknown.set(kind, [record]);
  }
  const read = new Map([...unknown].flatMap(([kind, ids]) => [...rowsOf(db, kind, ids)]));
  const told = firstOf(db);
  return (kind, record) => {
    const row = rows.get(record) ?? read.get(record);
    return row ? toldByRow(kind, row) : told(kind, record);
  };
};

/** All changes of many records, each record's in order of display. `rows` are those that are known of them already. */
export const changesOfMany = (
  db: Readable,
  records: readonly Pick<Link, 'id'>[],
  rows: ReadonlyMap<string, Row> = new Map(),
): Map<string, LoggedChange[]> => {
  const ids = new Set(records.map(({ id }) => id));
  const told = db.lists(asked(COLUMNS, 'changes', 'record'), JSON.stringify([...ids])) as ChangeRow[];
  const first = firstOfMany(db, told, rows);
  const found = new Map<string, LoggedChange[]>();
  for (const row of told) {
    const change = readChange(db, row, first);
    const list = found.get(change.record);
    if (list) list.push(change);
    else found.set(change.record, [change]);
  }
  for (const list of found.values()) list.sort(compareChanges);
  return found;
};

/** Every change of the library in an order that is the same on every copy. */
export function* allChanges(db: Readable): Generator<LoggedChange> {
  const first = firstOf(db);
  const replicas = db.all('SELECT n FROM replicas ORDER BY id').map((row) => row.n as number);
  for (const replica of replicas) {
    const rows = db.iterateLists(
      `SELECT ${COLUMNS} FROM changes WHERE dot BETWEEN ? AND ? ORDER BY dot`,
      dotOf(replica, 0),
      dotOf(replica + 1, 0) - 1,
    );
    for (const row of rows) yield readChange(db, row as ChangeRow, first);
  }
}

/** Fields of arrangement, by their name in any kind. */
const QUIET: ReadonlySet<string> = new Set(['position']);

/** How the fields of each kind merge. */
export const KIND_RULES = Object.fromEntries(
  Object.entries(TABLES).map(([kind, { fields, tagged }]) => {
    const blanks = Object.fromEntries(Object.entries(fields).map(([name, { blank }]) => [name, blank]));
    return [kind, { blanks, quiet: QUIET, tagged }];
  }),
) as Record<RecordKind, KindRules>;

/** What is decided of a record, as its row holds it: of each field the displayed value. */
export const rowState = (kind: RecordKind, { fields, tags, retired }: Decided): State => {
  const state: State = { retired };
  for (const [name, [shown]] of Object.entries(fields)) state[name] = shown?.value;
  if (TABLES[kind].tagged) state.tags = [...tags];
  return state;
};

/** A record's state after these changes, in whatever order they are given. */
export const stateAfter = (kind: RecordKind, changes: readonly Change[]): State =>
  rowState(kind, decide(KIND_RULES[kind], changes));

/** A record's fields as they were at a revision; undefined when this library does not hold that history. */
export const stateAt = (db: Readable, kind: RecordKind, id: string, revision: string): State | undefined => {
  const vector = parseVector(revision);
  const changes = changesOf(db, id).filter((change) => hasSeen(vector, change.replica, change.seq));
  const holdsAll = [...vector].every(([replica, seq]) =>
    changes.some((change) => change.replica === replica && change.seq === seq),
  );
  return changes.length > 0 && holdsAll ? stateAfter(kind, changes) : undefined;
};

const withTags = (tags: readonly string[], change: TagChange): string[] =>
  [...new Set([...tags.filter((tag) => !change.remove.includes(tag)), ...change.add])].sort();

/** The state that the writer of a change left behind. */
export const writtenState = (kind: RecordKind, before: State | undefined, change: Change): State => {
  if (!before) return stateAfter(kind, [change]);
  const after = { ...before, ...change.fields };
  if (change.fields.tags) after.tags = withTags(before.tags as string[], change.fields.tags as TagChange);
  return after;
};

/** What happened to a record, newest first, each step with the values that its writer saw and left. */
export const historyOf = (db: Readable, kind: RecordKind, id: string): HistoryEntry[] => {
  const changes = changesOf(db, id);
  /** By revision: a change mostly follows another, and only after a merge has to be decided anew what it followed. */
  const states = new Map<string, State>();
  const seenBy = ({ seen }: Change): State =>
    states.get(formatVector(seen)) ??
    stateAfter(
      kind,
      changes.filter(({ replica, seq }) => hasSeen(seen, replica, seq)),
    );
  const entries = changes.map((change): HistoryEntry => {
    const { replica, seq, op } = change;
    const before = op === 'create' ? undefined : seenBy(change);
    const after = writtenState(kind, before, change);
    states.set(formatVector(withDot(change.seen, replica, seq)), after);
    const value = (state: State | undefined, field: string): HistoryEntry['changes'][number]['before'] =>
      (state?.[field] ?? null) as HistoryEntry['changes'][number]['before'];
    return {
      revision: dotName(change),
      replica,
      seq,
      at: change.ms,
      author: change.author,
      reason: change.reason,
      op,
      changes: Object.keys(change.fields)
        .filter((name) => name !== 'retired')
        .map((field) => ({ field, before: value(before, field), after: value(after, field) })),
    };
  });
  return entries.reverse();
};
