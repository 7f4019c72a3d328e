import { nextStamp, type Stamp } from '../../model/clock.ts';
import type { Link, RecordKind } from '../../model/records.ts';
import { formatVector } from '../../model/vector.ts';
import { Refusal } from '../refusal.ts';
import type { Row, SqlValue, Writable } from './handle.ts';
import { idsFrom } from './ids.ts';
import { indexNew, indexNewFact, indexRecord, type NewFact } from './indexing.ts';
import { type RecordOf, readRecord } from './records.ts';
import type { ReplicaMemory } from './replica.ts';
import type { Field } from './tables/columns.ts';
import { type FieldsOf, TABLES } from './tables/index.ts';
import { readVector, storedVector } from './vectors.ts';

export type Op = 'create' | 'edit' | 'retire' | 'restore';

/** A change of the tag set: add-wins, so removals name only what they saw (MERGE.md, M9). */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface WriteInput {
  /** Names the step for undo and history, such as `fact.edit`. */
  readonly title: string;
  /** The record it is about, in words. */
  readonly subject: string;
  readonly author: string;
  readonly reason?: string | undefined;
  /** Steps in quick succession with the same text here join into one for undo. */
  readonly joins?: string;
  readonly undoable?: boolean;
}

const JOIN_MS = 10_000;
/** New facts that wait for their evidence before they are indexed. */
const WAITING_FACTS = 500;
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** One INSERT per kind: base columns, fields in the order of the table, tags last. */
const INSERTS = Object.fromEntries(
  Object.entries(TABLES).map(([kind, table]) => {
    const own = Object.values(table.fields).flatMap(({ columns }) => columns);
    const columns = [
      'id',
      'vector',
      'created_at',
      'updated_at',
      'updated_by',
      ...own,
      ...(table.tagged ? ['tags'] : []),
    ];
    return [kind, `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`];
  }),
) as Record<RecordKind, string>;

/** One writing transaction: allocates dots and stamps, writes rows, history and index together. */
export class Write {
  readonly db: Writable;
  readonly now: number;
  /** What was touched, for the change event. */
  readonly touched: Link[] = [];
  readonly #input: WriteInput;
  readonly #replica: number;
  readonly #replicaId: string;
  readonly #memory: ReplicaMemory;
  readonly #author: number;
  readonly #newId: () => string;
  #edit: number | undefined;
  #seq: number;
  #stamp: Stamp;
  #changes = 0;
  /** A fact and its evidence are written one after the other; indexed once, they cost half. */
  readonly #newFacts = new Map<string, NewFact>();

  constructor(db: Writable, memory: ReplicaMemory, input: WriteInput, now: number) {
    this.db = db;
    this.now = now;
    this.#newId = idsFrom(now);
    this.#input = input;
    this.#memory = memory;
    this.#replicaId = memory.current(
      (id) => db.get('SELECT last_seq FROM replicas WHERE id = ?', id)?.last_seq as number | undefined,
    );
    db.run('INSERT INTO replicas (id) VALUES (?) ON CONFLICT DO NOTHING', this.#replicaId);
    const own = db.get('SELECT n, last_seq FROM replicas WHERE id = ?', this.#replicaId) as Row;
    this.#replica = own.n as number;
    this.#seq = own.last_seq as number;
    db.run('INSERT INTO authors (name) VALUES (?) ON CONFLICT DO NOTHING', input.author);
    this.#author = db.get('SELECT n FROM authors WHERE name = ?', input.author)?.n as number;
    const clock = db.get(`SELECT value FROM meta WHERE key = 'clock'`)?.value as string;
    const [ms = 0, counter = 0] = clock.split('.').map(Number);
    this.#stamp = { ms, counter };
  }

  /** The number of this step among the edits, made when it is first asked for. */
  get edit(): number {
    this.#edit ??= this.#joinedEdit() ?? this.#newEdit();
    return this.#edit;
  }

  #joinedEdit(): number | undefined {
    if (!this.#input.joins) return undefined;
    const last = this.db.get('SELECT n, joins, at, replica, undone_by FROM edits ORDER BY n DESC LIMIT 1');
    const fits =
      last &&
      last.joins === this.#input.joins &&
      last.undone_by === null &&
      last.replica === this.#replica &&
      this.now - Number(last.at) < JOIN_MS;
    return fits ? Number(last.n) : undefined;
  }

  #newEdit(): number {
    const undoable = this.#input.undoable ?? true;
    // A new step makes what was undone unreachable for redo.
    if (undoable) this.db.run('UPDATE edits SET undoable = 0 WHERE undone_by IS NOT NULL AND undoable = 1');
    return this.db.run(
      'INSERT INTO edits (title, subject, at, author, joins, undoable, replica, first_seq, last_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      this.#input.title,
      this.#input.subject.slice(0, 200),
      this.now,
      this.#author,
      this.#input.joins ?? '',
      undoable ? 1 : 0,
      this.#replica,
      this.#seq + 1,
      this.#seq,
    );
  }

  /** Appends to the history and returns the record's new vector as stored. */
  #append(kind: RecordKind, id: string, op: Op, fields: object, seen: string): string {
    this.#edit ??= this.edit;
    this.#seq += 1;
    this.#changes += 1;
    this.#stamp = nextStamp(this.#stamp, this.now);
    this.db.run(
      'INSERT INTO changes (replica, seq, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      this.#replica,
      this.#seq,
      this.#stamp.ms,
      this.#stamp.counter,
      this.#author,
      kind,
      id,
      op,
      JSON.stringify(fields),
      seen,
      this.#input.reason ?? '',
    );
    if (this.touched.length <= 1000) this.touched.push({ kind, id });
    return storedVector(seen, this.#replica, this.#seq);
  }

  /** Makes a record. Fields must have passed their schema; `id` is given only by fixed data such as the sample. */
  create<K extends RecordKind>(kind: K, fields: FieldsOf<K>, id: string = this.#newId()): string {
    const table = TABLES[kind];
    const given = fields as Record<string, unknown>;
    const told: Record<string, unknown> = {};
    const values: SqlValue[] = [];
    for (const name in table.fields) {
      const field = table.fields[name] as Field;
      const value = given[name];
      if (!field.isBlank(value)) told[name] = value;
      values.push(...field.encode(value));
    }
    const tags = table.tagged ? [...new Set(given.tags as string[])].sort() : [];
    if (table.tagged) values.push(JSON.stringify(tags));
    if (tags.length > 0) told.tags = { add: tags, remove: [] } satisfies TagChange;
    const vector = this.#append(kind, id, 'create', told, '');
    const n = this.db.run(INSERTS[kind], id, vector, this.now, this.now, this.#author, ...values);
    for (const tag of tags) this.db.run('INSERT INTO tags (tag, kind, record) VALUES (?, ?, ?)', tag, kind, id);
    this.#indexNew(kind, n, id, given);
    return id;
  }

  #indexNew(kind: RecordKind, n: number, id: string, record: Record<string, unknown>): void {
    const newFact = kind === 'evidence' ? this.#newFacts.get(record.fact as string) : undefined;
    if (newFact) newFact.quotes.push(record.quote as string);
    else if (kind !== 'fact') indexNew(this.db, kind, n, id, record);
    else {
      if (this.#newFacts.size >= WAITING_FACTS) this.#indexNewFacts();
      this.#newFacts.set(id, { n, record, quotes: [] });
    }
  }

  #indexNewFacts(): void {
    for (const fact of this.#newFacts.values()) indexNewFact(this.db, fact);
    this.#newFacts.clear();
  }

  /** Writes the given fields of a record that differ from what is there. Returns false when nothing differs. */
  change<K extends RecordKind>(
    kind: K,
    id: string,
    patch: { readonly [F in keyof FieldsOf<K>]?: FieldsOf<K>[F] | undefined },
  ): boolean {
    const current = this.need(kind, id);
    const told: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(patch)) {
      if (value === undefined || name === 'tags' || isSame(value, (current as Record<string, unknown>)[name])) continue;
      told[name] = value;
    }
    const tags = (patch as { tags?: string[] }).tags;
    if (tags) {
      const change = tagChange((current as { tags?: string[] }).tags ?? [], tags);
      if (change.add.length + change.remove.length > 0) told.tags = change;
    }
    return this.apply(kind, id, 'edit', told);
  }

  /** Adds and removes tags without touching the others. Returns false when nothing differs. */
  tag(kind: 'fact' | 'note', id: string, add: readonly string[], remove: readonly string[]): boolean {
    const present = new Set((this.need(kind, id) as { tags: string[] }).tags);
    const change: TagChange = {
      add: add.filter((tag) => !present.has(tag)),
      remove: remove.filter((tag) => present.has(tag)),
    };
    return change.add.length + change.remove.length > 0 && this.apply(kind, id, 'edit', { tags: change });
  }

  retire(kind: RecordKind, id: string): boolean {
    return !this.need(kind, id).retired && this.apply(kind, id, 'retire', { retired: true });
  }

  restore(kind: RecordKind, id: string): boolean {
    return this.need(kind, id).retired && this.apply(kind, id, 'restore', { retired: false });
  }

  /** Writes told values as they stand in a history: plain fields, `retired`, and tags as a change of the set. */
  apply(kind: RecordKind, id: string, op: Op, told: Record<string, unknown>): boolean {
    if (Object.keys(told).length === 0) return false;
    this.#indexNewFacts();
    const table = TABLES[kind];
    const seen = this.db.get(`SELECT vector FROM ${table.name} WHERE id = ?`, id)?.vector as string;
    const sets = ['vector = ?', 'updated_at = ?', 'updated_by = ?'];
    const values: SqlValue[] = [this.#append(kind, id, op, told, seen), this.now, this.#author];
    for (const [name, value] of Object.entries(told)) {
      if (name === 'tags') {
        sets.push('tags = ?');
        values.push(JSON.stringify(this.#writeTags(kind, id, value as TagChange)));
      } else if (name === 'retired') {
        sets.push('retired = ?');
        values.push(value ? 1 : 0);
      } else {
        const field = table.fields[name];
        if (!field) throw new Refusal('INTERNAL', 'unknown-field', `A ${kind} has no field ${name}.`);
        sets.push(...field.columns.map((column) => `${column} = ?`));
        values.push(...field.encode(value));
      }
    }
    this.db.run(`UPDATE ${table.name} SET ${sets.join(', ')} WHERE id = ?`, ...values, id);
    indexRecord(this.db, kind, id);
    return true;
  }

  /** Writes the index of tags and returns the record's new list. */
  #writeTags(kind: RecordKind, id: string, { add, remove }: TagChange): string[] {
    for (const tag of remove) this.db.run('DELETE FROM tags WHERE tag = ? AND kind = ? AND record = ?', tag, kind, id);
    for (const tag of add)
      this.db.run('INSERT INTO tags (tag, kind, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', tag, kind, id);
    const before = (this.need(kind, id) as unknown as { tags: string[] }).tags;
    return [...new Set([...before.filter((tag) => !remove.includes(tag)), ...add])].sort();
  }

  read<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined {
    return readRecord(this.db, kind, id);
  }

  /** The record, or a NOT_FOUND refusal. */
  need<K extends RecordKind>(kind: K, id: string): RecordOf<K> {
    const found = this.read(kind, id);
    if (!found)
      throw new Refusal('NOT_FOUND', 'record-missing', `There is no ${kind} with the id ${id}.`, { kind, id });
    return found;
  }

  /** The revision of a record as every copy knows it. */
  revision(kind: RecordKind, id: string): string {
    const row = this.db.get(`SELECT vector FROM ${TABLES[kind].name} WHERE id = ?`, id);
    return row ? formatVector(readVector(this.db, row.vector as string)) : '';
  }

  /** Writes down the newest dot and clock. The store calls it last, right before the commit. */
  finish(): void {
    if (this.#changes === 0) return;
    this.#indexNewFacts();
    this.db.run('UPDATE edits SET last_seq = ? WHERE n = ?', this.#seq, this.edit);
    this.db.run('UPDATE replicas SET last_seq = ? WHERE n = ?', this.#seq, this.#replica);
    this.db.run(`UPDATE meta SET value = ? WHERE key = 'clock'`, `${this.#stamp.ms}.${this.#stamp.counter}`);
    this.#memory.remember(this.#replicaId, this.#seq);
  }
}

const tagChange = (before: readonly string[], after: readonly string[]): TagChange => ({
  add: [...new Set(after)].filter((tag) => !before.includes(tag)),
  remove: before.filter((tag) => !after.includes(tag)),
});
