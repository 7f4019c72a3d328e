import type Database from 'better-sqlite3';
import type { Change, Op } from '../../../model/change.ts';
import type { RecordKind } from '../../../model/records.ts';
import { replicaOf, seqOf } from '../../store/dots.ts';
import { flawOf } from '../decide.ts';
import { isText, isWithin } from './cells.ts';
import { flawOfFields } from './fields.ts';
import { readObject } from './json.ts';
import {
  CHANGES_AT_ONCE,
  MAX_CLOCK_MS,
  MAX_COUNTER,
  MAX_FIELDS_BYTES,
  MAX_LINE,
  MAX_VECTOR_BYTES,
  TEXT_AT_ONCE,
} from './limits.ts';
import type { Names } from './names.ts';
import { OPS, type PackedChanges } from './protocol.ts';
import { refuseContent } from './refusals.ts';
import { checkUtf8, upTo } from './sql.ts';
import { KIND_NUMBERS, List, type Tables } from './tables.ts';
import { MAX_REPLICA, MAX_SEQ, readStored } from './vectors.ts';

/** All changes of the given records, each record's together in the order in which they were given. */
const SELECT = `SELECT j.key, dot, clock_ms, clock_counter, author,
    ${upTo(20, 'c.kind')}, ${upTo(20, 'op')}, ${upTo(MAX_FIELDS_BYTES, 'fields')}, ${upTo(MAX_VECTOR_BYTES, 'seen')},
    ${upTo(4 * MAX_LINE, 'reason')}
  FROM json_each(?) j CROSS JOIN changes c ON c.record = j.value`;

type ChangeRow = [
  key: number,
  dot: unknown,
  ms: unknown,
  counter: unknown,
  author: unknown,
  kind: unknown,
  op: unknown,
  fields: unknown,
  seen: unknown,
  reason: unknown,
];

/** Places of two columns in a row. */
const KIND = 5;
const FIELDS = 7;

/** One change that was read and looked through, in both forms: as it is judged and as it is sent. */
interface ReadChange {
  readonly change: Change;
  readonly n: number;
  readonly author: number;
  readonly kind: number;
  readonly op: number;
  readonly seen: readonly number[];
  readonly fields: string;
}

/** Reads the changes of records, looks through every part of them, and packs them for the way to the parent. */
export class ChangeReader {
  readonly #db: Database.Database;
  readonly #name: string;
  readonly #names: Names;
  readonly #tables: Tables;
  readonly #select: Database.Statement;

  constructor(db: Database.Database, name: string, names: Names, tables: Tables) {
    this.#db = db;
    this.#name = name;
    this.#names = names;
    this.#tables = tables;
    this.#select = db.prepare(SELECT).raw();
  }

  #refuse(what: string): never {
    throw refuseContent(this.#name, what);
  }

  /** The changes of these records, as many in each answer as fit, at least of one; returns the last answer. */
  *read(ids: readonly string[]): Generator<PackedChanges, PackedChanges> {
    let packing = new Packing(this.#names, 0);
    let record = 0;
    let rows: ChangeRow[] = [];
    const finish = (): void => {
      for (const change of this.#readRecord(ids[record] as string, rows)) packing.add(record, change);
      rows = [];
      record++;
    };
    for (const row of this.#select.iterate(JSON.stringify(ids)) as Iterable<ChangeRow>) {
      while (record < row[0]) {
        finish();
        if (!packing.isFull) continue;
        yield packing.packed(record);
        packing = new Packing(this.#names, record);
      }
      rows.push(row);
    }
    while (record < ids.length) finish();
    return packing.packed(record);
  }

  /** What the changes of a record add up to must be what its row says, and must be able to have happened. */
  #readRecord(id: string, rows: readonly ChangeRow[]): readonly ReadChange[] {
    const kind = rows[0]?.[KIND] as RecordKind | undefined;
    if (kind !== undefined && !KIND_NUMBERS.has(kind)) return this.#refuse('a change has an unknown kind');
    // Only a record that was never changed may leave its first fields to its row.
    const isUntold = rows.length === 1 && rows[0]?.[FIELDS] === null;
    const row = this.#tables.record(id, kind, isUntold);
    if (!row && kind === undefined) return [];
    if (!row || row.kind !== kind) return this.#refuse('a record is missing or of another kind than its changes');
    const changes = rows.map((each) => this.#readChange(id, each, row.first));
    const flaw = flawOf(changes.map(({ change }) => change));
    if (flaw !== undefined) return this.#refuse(flaw);
    if (row.vector !== storedVectorOf(changes)) return this.#refuse('a record does not match its history');
    return changes;
  }

  #readChange(record: string, row: ChangeRow, first: string | undefined): ReadChange {
    const [, dot, ms, counter, author, kind, op, fields, seen, reason] = row;
    const kindNumber = KIND_NUMBERS.get(kind);
    const opNumber = OPS.indexOf(op as Op);
    if (kindNumber === undefined || opNumber < 0) return this.#refuse('a change has an unknown kind');
    if (!isWithin(dot, 1, Number.MAX_SAFE_INTEGER)) return this.#refuse('a change has no proper number');
    const n = replicaOf(dot);
    const seq = seqOf(dot);
    if (!isWithin(n, 1, MAX_REPLICA) || !isWithin(seq, 1, MAX_SEQ))
      return this.#refuse('a change has no proper number');
    if (!isWithin(ms, 0, MAX_CLOCK_MS) || !isWithin(counter, 0, MAX_COUNTER))
      return this.#refuse('a change has no proper time');
    if (!isWithin(author, 0, Number.MAX_SAFE_INTEGER)) return this.#refuse('an author has no proper name');
    if (!isText(reason, MAX_LINE)) return this.#refuse('a reason is too long or no text');
    const pairs = typeof seen === 'string' ? readStored(seen) : undefined;
    if (!pairs) return this.#refuse('a change has no proper vector');
    checkUtf8(this.#db, this.#name, reason, { table: 'changes', column: 'reason', by: 'dot', key: dot });
    const told = this.#toldBy(fields, first, op as Op, dot);
    const change: Change = {
      replica: this.#names.replica(n),
      seq,
      ms,
      counter,
      author: this.#names.author(author),
      kind: kind as RecordKind,
      record,
      op: op as Op,
      fields: this.#checkFields(kind as RecordKind, op as Op, told),
      seen: this.#vector(pairs),
      reason,
    };
    return { change, n, author, kind: kindNumber, op: opNumber, seen: pairs, fields: told };
  }

  /** The told fields as JSON; those of a record that was never changed stand in its row. */
  #toldBy(fields: unknown, first: string | undefined, op: Op, dot: number): string {
    if (fields === null && first !== undefined && op === 'create') return first;
    if (typeof fields !== 'string') return this.#refuse('a change tells too much or nothing');
    checkUtf8(this.#db, this.#name, fields, { table: 'changes', column: 'fields', by: 'dot', key: dot });
    return fields;
  }

  #checkFields(kind: RecordKind, op: Op, json: string): Change['fields'] {
    const told = readObject(json);
    if (!told) return this.#refuse('a change does not tell its fields properly');
    const flaw = flawOfFields(kind, op, told);
    return flaw === undefined ? told : this.#refuse(flaw);
  }

  #vector(pairs: readonly number[]): Map<string, number> {
    const vector = new Map<string, number>();
    for (let at = 0; at < pairs.length; at += 2)
      vector.set(this.#names.replica(pairs[at] as number), pairs[at + 1] as number);
    return vector;
  }
}

/** The vector of these changes as it is stored. */
const storedVectorOf = (changes: readonly ReadChange[]): string => {
  const [only] = changes;
  if (only && changes.length === 1) return `${only.n}:${only.change.seq}`;
  const tops = new Map<number, number>();
  for (const { n, change } of changes) if ((tops.get(n) ?? 0) < change.seq) tops.set(n, change.seq);
  return [...tops]
    .sort(([a], [b]) => a - b)
    .map(([n, seq]) => `${n}:${seq}`)
    .join(',');
};

/** The changes of one answer on their way out. */
class Packing {
  readonly #names: Names;
  readonly #first: number;
  readonly #replicas = new List();
  readonly #authors = new List();
  readonly #numbers: number[] = [];
  readonly #seen: number[] = [];
  readonly #fields: string[] = [];
  readonly #reasons: string[] = [];
  #text = 0;

  /** `first` is the record that it begins with. */
  constructor(names: Names, first: number) {
    this.#names = names;
    this.#first = first;
  }

  get isFull(): boolean {
    return this.#fields.length >= CHANGES_AT_ONCE || this.#text >= TEXT_AT_ONCE;
  }

  #replica(n: number): number {
    return this.#replicas.number(n, () => this.#names.replica(n));
  }

  add(record: number, { change, n, author, kind, op, seen, fields }: ReadChange): void {
    const by = this.#authors.number(author, () => change.author);
    const { seq, ms, counter } = change;
    this.#numbers.push(record, this.#replica(n), seq, ms, counter, by, kind, op, seen.length / 2);
    for (let at = 0; at < seen.length; at += 2)
      this.#seen.push(this.#replica(seen[at] as number), seen[at + 1] as number);
    this.#fields.push(fields);
    this.#reasons.push(change.reason);
    this.#text += fields.length + change.reason.length;
  }

  /** All of the records before this one. */
  packed(end: number): PackedChanges {
    return {
      answered: end - this.#first,
      replicas: this.#replicas.values,
      authors: this.#authors.values,
      numbers: this.#numbers,
      seen: this.#seen,
      fields: this.#fields,
      reasons: this.#reasons,
    };
  }
}
