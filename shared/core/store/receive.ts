import type { Change } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import { conflictsOf, type Decided, decide, distinct, join } from '../merge/decide.ts';
import { isSame } from './canonical.ts';
import { dotOf } from './dots.ts';
import type { Row, SqlValue, Writable } from './handle.ts';
import { KIND_RULES, type LoggedChange, rowState, type State } from './history.ts';
import { indexChanged, indexNew } from './indexing.ts';
import type { Joins } from './joins.ts';
import type { Journal } from './journal.ts';
import { NewRecords } from './new-records.ts';
import { decodeRecord } from './records.ts';
import { TABLES } from './tables/index.ts';

/** What receiving one record did. */
export interface Received {
  readonly effect: 'added' | 'updated' | 'unchanged' | 'clash';
  /** The dots in this file of the changes that came in. */
  readonly dots: readonly number[];
  /** Changes that claim a dot which stands for another change here (M19). */
  readonly clashes: readonly Change[];
  /** What the record is now; undefined when nothing was written. */
  readonly state: State | undefined;
}

/** What is known here of a record. */
export interface Known {
  readonly row: Row;
  readonly changes: readonly LoggedChange[];
}

/** Somebody writes in our name: a change of our own replica that we never made (M19). */
export class OwnReplica extends Error {}

const NOTHING: Received = { effect: 'unchanged', dots: [], clashes: [], state: undefined };

/** What a record that somebody holds back looks like here: its links have somewhere to point to (M5). */
const PLACEHOLDERS: Partial<Record<RecordKind, State>> = {
  subject: { name: '(withheld)', kind: 'topic', aliases: [], description: '', marking: 'CLEAR' },
  source: {
    ...{ title: '(withheld)', type: 'document', authors: [], publisher: '', containerTitle: '', issued: null, url: '' },
    ...{ doi: '', language: '', accessed: null, archiveUrl: '', archivedAt: null, descriptor: '', reliability: 'F' },
    ...{ marking: 'CLEAR', attachments: [], csl: {} },
  },
  fact: { statement: '(withheld)', status: 'unverified', marking: 'CLEAR', custom: {}, tags: [] },
  judgement: {
    ...{ sentence: '(withheld)', scale: 'icd203', confidenceReason: '', basis: [], alternatives: '', marking: 'CLEAR' },
  },
  template: {
    ...{ key: '', title: '(withheld)', description: '', version: 1, parameters: [], briefingTitle: '' },
    ...{ scale: 'icd203', page: 'A4', sections: [] },
  },
};

/**
 * Writes changes that were made elsewhere, record by record: into the log, the row, the indexes and the list of
 * conflicts. What they come to is decided by merge/decide.ts alone.
 */
export class Receiver {
  readonly #db: Writable;
  readonly #journal: Journal;
  readonly #joins: Joins;
  readonly #new: NewRecords;
  readonly #own: string | undefined;
  readonly #replicas = new Map<string, { readonly n: number; top: number; readonly before: number }>();
  readonly #authors = new Map<string, number>();
  /** Places held for records that may come now; hardly ever any. */
  readonly #places: ReadonlySet<string>;
  /** Records that are in conflict already; most are not. */
  readonly #contested: Set<string>;
  #newest: readonly [ms: number, counter: number] = [0, 0];

  /** `own` is the replica that this library is written as, if it has one. */
  constructor(db: Writable, journal: Journal, joins: Joins, own: string | undefined) {
    this.#db = db;
    this.#journal = journal;
    this.#joins = joins;
    this.#own = own;
    this.#new = new NewRecords(db, null);
    this.#contested = new Set(db.all('SELECT DISTINCT record FROM siblings').map((row) => row.record as string));
    this.#places = new Set(
      Object.keys(PLACEHOLDERS).flatMap((kind) =>
        db.all(`SELECT id FROM ${TABLES[kind as RecordKind].name} WHERE vector = ''`).map((row) => row.id as string),
      ),
    );
  }

  /**
   * Merges what is told of one record into what is known of it; undefined when it is not. `told` is complete:
   * merge/decide.ts `flawOf`.
   */
  receive(kind: RecordKind, id: string, told: readonly Change[], known: Known | undefined): Received {
    if (!known) return this.#add(kind, id, told);
    const { row, changes: own } = known;
    const { changes, clashes } = join(own, told);
    if (clashes.length > 0) return { ...NOTHING, effect: 'clash', clashes };
    const fresh = changes.slice(own.length);
    if (fresh.length === 0) return NOTHING;
    const before = decodeRecord(this.#db, kind, row);
    const [first] = own;
    if (first && own.length === 1) this.#journal.tellFirst(first.dot, first.fields);
    const dots = fresh.map((change) => this.#log(change));
    const decided = decide(KIND_RULES[kind], changes);
    const state = rowState(kind, decided);
    this.#change(kind, row, before, state, decided, changes);
    this.#writeSiblings(kind, id, decided);
    return { effect: 'updated', dots, clashes, state };
  }

  #add(kind: RecordKind, id: string, changes: readonly Change[]): Received {
    const placeholder = this.#places.has(id)
      ? this.#db.get(`SELECT n FROM ${TABLES[kind].name} WHERE id = ?`, id)
      : undefined;
    this.#new.before(kind);
    const dots = changes.map((change) => this.#log(change));
    const decided = decide(KIND_RULES[kind], changes);
    const state = rowState(kind, decided);
    if (placeholder) this.#db.run(`DELETE FROM ${TABLES[kind].name} WHERE n = ?`, placeholder.n as number);
    const n = this.#insert(kind, id, state, decided, changes);
    if (!placeholder) this.#new.add(kind, n, id);
    this.#index(kind, n, id, state, placeholder !== undefined);
    if (placeholder || state.joinedTo != null) this.#joins.changed(kind);
    this.#writeSiblings(kind, id, decided);
    return { effect: 'added', dots, clashes: [], state };
  }

  #index(kind: RecordKind, n: number, id: string, state: State, alone: boolean): void {
    const waits = kind === 'fact' || (kind === 'evidence' && this.#new.hasFact(state.fact as string));
    if (alone) {
      const rows = new NewRecords(this.#db, null);
      rows.add(kind, n, id);
      rows.finish();
    }
    if (!waits) indexNew(this.#db, kind, n, id, state);
  }

  /** A row where a link points to a record that is held back and not known here (M5). True when one was made. */
  holdPlace(kind: RecordKind, id: string): boolean {
    const fields = PLACEHOLDERS[kind];
    const { name } = TABLES[kind];
    if (!fields || this.#db.get(`SELECT 1 FROM ${name} WHERE id = ?`, id)) return false;
    this.#insertRow(kind, id, { ...fields, retired: true }, ['', 0, 0, this.#author('')]);
    return true;
  }

  #insert(kind: RecordKind, id: string, state: State, decided: Decided, changes: readonly Change[]): number {
    return this.#insertRow(kind, id, state, this.#base(decided, changes));
  }

  /** What every row begins with: the vector, when it was made and last changed, and by whom. */
  #base({ vector }: Decided, changes: readonly Change[]): [string, number, number, number] {
    let [first] = changes as [Change];
    let last = first;
    for (const change of changes) {
      if (change.ms < first.ms) first = change;
      if (change.ms > last.ms || (change.ms === last.ms && change.counter >= last.counter)) last = change;
    }
    const stored = [...vector]
      .map(([replica, seq]) => [this.#replica(replica).n, seq] as const)
      .sort(([a], [b]) => a - b)
      .map(([n, seq]) => `${n}:${seq}`)
      .join(',');
    return [stored, first.ms, last.ms, this.#author(last.author)];
  }

  #insertRow(kind: RecordKind, id: string, state: State, base: readonly [string, number, number, number]): number {
    const { name, fields, tagged } = TABLES[kind];
    const columns = ['id', 'vector', 'created_at', 'updated_at', 'updated_by', 'retired'];
    const values: SqlValue[] = [id, ...base, state.retired ? 1 : 0];
    for (const [key, field] of Object.entries(fields)) {
      columns.push(...field.columns);
      field.encode(state[key] ?? null, values);
    }
    if (tagged) {
      columns.push('tags');
      values.push(JSON.stringify(state.tags));
    }
    return this.#db.run(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...values,
    );
  }

  #change(
    kind: RecordKind,
    row: Row,
    before: { id: string },
    now: State,
    decided: Decided,
    changes: readonly Change[],
  ): void {
    const { name, fields } = TABLES[kind];
    const then = before as unknown as State;
    const told = Object.fromEntries(Object.entries(now).filter(([field, value]) => !isSame(value, then[field])));
    const sets = ['vector = ?', 'created_at = ?', 'updated_at = ?', 'updated_by = ?'];
    const values: SqlValue[] = [...this.#base(decided, changes)];
    for (const [field, value] of Object.entries(told)) {
      if (field === 'retired') {
        sets.push('retired = ?');
        values.push(value ? 1 : 0);
      } else if (field === 'tags') {
        sets.push('tags = ?');
        values.push(JSON.stringify(value));
        this.#replaceTags(kind, row.n as number, then.tags as string[], value as string[]);
      } else {
        sets.push(...(fields[field]?.columns ?? []).map((column) => `${column} = ?`));
        fields[field]?.encode(value, values);
      }
    }
    this.#db.run(`UPDATE ${name} SET ${sets.join(', ')} WHERE n = ?`, ...values, row.n as number);
    indexChanged(this.#db, kind, before, told);
    if ('joinedTo' in told) this.#joins.changed(kind);
  }

  /** Tag by tag, since the index of tags begins with the tag: by record alone it would be walked from end to end. */
  #replaceTags(kind: RecordKind, n: number, before: readonly string[], now: readonly string[]): void {
    const gone = before.filter((tag) => !now.includes(tag));
    const added = now.filter((tag) => !before.includes(tag));
    for (const tag of gone) this.#db.run('DELETE FROM tags WHERE kind = ? AND tag = ? AND record = ?', kind, tag, n);
    for (const tag of added) this.#db.run('INSERT INTO tags (kind, tag, record) VALUES (?, ?, ?)', kind, tag, n);
  }

  /** Keeps the list of conflicts, which is derived like everything else (M7). */
  #writeSiblings(kind: RecordKind, id: string, decided: Decided): void {
    if (this.#contested.delete(id)) this.#db.run('DELETE FROM siblings WHERE record = ?', id);
    for (const field of conflictsOf(KIND_RULES[kind], decided)) {
      const changes =
        field === 'retired' ? decided.overruled : distinct(decided.fields[field] ?? []).map(({ change }) => change);
      for (const { replica, seq } of changes)
        this.#db.run(
          'INSERT INTO siblings (record, field, dot) VALUES (?, ?, ?)',
          id,
          field,
          dotOf(this.#replica(replica).n, seq),
        );
      this.#contested.add(id);
    }
  }

  #log(change: Change): number {
    if (change.replica === this.#own) throw new OwnReplica();
    const replica = this.#replica(change.replica);
    if (change.seq > replica.top) replica.top = change.seq;
    if (change.ms > this.#newest[0] || (change.ms === this.#newest[0] && change.counter > this.#newest[1]))
      this.#newest = [change.ms, change.counter];
    const dot = dotOf(replica.n, change.seq);
    const seen = [...change.seen]
      .map(([id, seq]) => [this.#replica(id).n, seq] as const)
      .sort(([a], [b]) => a - b)
      .map(([n, seq]) => `${n}:${seq}`)
      .join(',');
    this.#db.run(
      'INSERT INTO changes (dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      dot,
      change.ms,
      change.counter,
      this.#author(change.author),
      change.kind,
      change.record,
      change.op,
      JSON.stringify(change.fields),
      seen,
      change.reason,
    );
    return dot;
  }

  #replica(id: string): { readonly n: number; top: number; readonly before: number } {
    let known = this.#replicas.get(id);
    if (known) return known;
    this.#db.run('INSERT INTO replicas (id) VALUES (?) ON CONFLICT DO NOTHING', id);
    const row = this.#db.get('SELECT n, last_seq FROM replicas WHERE id = ?', id) as Row;
    known = { n: row.n as number, top: row.last_seq as number, before: row.last_seq as number };
    this.#replicas.set(id, known);
    return known;
  }

  #author(name: string): number {
    let n = this.#authors.get(name);
    if (n !== undefined) return n;
    this.#db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', name);
    n = this.#db.get('SELECT n FROM authors WHERE name = ?', name)?.n as number;
    this.#authors.set(name, n);
    return n;
  }

  /** Brings indexes, replicas and the clock up to what came in. */
  finish(): void {
    this.#new.finish();
    for (const { n, top, before } of this.#replicas.values())
      if (top > before) this.#db.run('UPDATE replicas SET last_seq = ? WHERE n = ?', top, n);
    this.#journal.witness(...this.#newest);
  }
}
