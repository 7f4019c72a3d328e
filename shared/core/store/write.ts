import type { Change, Op, TagChange } from '../../model/change.ts';
import { fieldName } from '../../model/field-names.ts';
import type { Link, RecordKind } from '../../model/records.ts';
import { formatVector } from '../../model/vector.ts';
import { Refusal } from '../refusal.ts';
import { isSame, mayHoldHalves, wellFormed } from './canonical.ts';
import type { Row, SqlValue, Writable } from './handle.ts';
import { idsFrom } from './ids.ts';
import { indexChanged, indexNew } from './indexing.ts';
import { Joins } from './joins.ts';
import { Journal, type WriteInput } from './journal.ts';
import { NewRecords } from './new-records.ts';
import { type Known, type Received, Receiver } from './receive.ts';
import { type RecordOf, readRecord, toldOf } from './records.ts';
import { newestSeqs, type ReplicaSource } from './replica.ts';
import type { Field } from './tables/columns.ts';
import { type FieldsOf, TABLES } from './tables/index.ts';
import { readVector } from './vectors.ts';

export type { WriteInput } from './journal.ts';

/** More than this are not named in the change event. */
const TOUCHED = 1000;

/** One INSERT per kind: base columns, fields in the order of the table, tags last. */
const PLANS = Object.fromEntries(
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
    const insert = `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    return [kind, { insert, fields: Object.entries(table.fields), tagged: table.tagged }];
  }),
) as Record<RecordKind, { insert: string; fields: [string, Field][]; tagged: boolean }>;

/** Whether a value as stored may hold half a character, which SQLite could not keep. */
const holdsHalves = (value: SqlValue): boolean =>
  typeof value === 'string' && (!value.isWellFormed() || mayHoldHalves(value));

/** One writing transaction: writes rows, history and index together. */
export class Write {
  readonly now: number;
  /** What was touched, for the change event. */
  readonly touched: Link[] = [];
  readonly #db: Writable;
  readonly #journal: Journal;
  readonly #new: NewRecords;
  readonly #joins: Joins;
  readonly #memory: ReplicaSource;
  #receiver: Receiver | undefined;
  #newId: (() => string) | undefined;

  constructor(db: Writable, memory: ReplicaSource, input: WriteInput, now: number) {
    this.#db = db;
    this.#memory = memory;
    this.now = now;
    this.#journal = new Journal(db, memory, input, now);
    this.#new = new NewRecords(db, this.#journal);
    this.#joins = new Joins(db);
  }

  /** The library as written so far. */
  get db(): Writable {
    this.#new.finish();
    // What comes in from elsewhere is indexed at the end, and with it what that joins.
    if (!this.#receiver) this.#joins.finish();
    return this.#db;
  }

  /** The number of this step among the edits, made when it is first asked for. */
  get edit(): number {
    return this.#journal.begin().edit;
  }

  #touch(kind: RecordKind, id: string): void {
    if (this.touched.length <= TOUCHED) this.touched.push({ kind, id });
  }

  #freshId(): string {
    this.#newId ??= idsFrom(this.now);
    return this.#newId();
  }

  /** Makes a record. Fields must have passed their schema; `id` is given only by fixed data such as the sample. */
  create<K extends RecordKind>(kind: K, fields: FieldsOf<K>, id: string = this.#freshId()): string {
    const plan = PLANS[kind];
    const given = fields as Record<string, unknown>;
    const values: SqlValue[] = [id, '', this.now, this.now, this.#journal.begin().author];
    for (const [name, field] of plan.fields) field.encode(given[name], values);
    if (plan.tagged) values.push(JSON.stringify(sortedTags(given.tags as string[])));
    if (values.some(holdsHalves)) {
      const whole = wellFormed(fields) as FieldsOf<K>;
      if (JSON.stringify(whole) !== JSON.stringify(fields)) return this.create(kind, whole, id);
    }
    this.#new.before(kind);
    this.#touch(kind, id);
    values[1] = this.#journal.allot();
    const n = this.#db.run(plan.insert, ...values);
    this.#new.add(kind, n, id);
    if (given.joinedTo != null) this.#joins.changed(kind);
    // Facts are indexed by many, and their evidence with them.
    if (kind !== 'fact' && !(kind === 'evidence' && this.#new.hasFact(given.fact as string)))
      indexNew(this.#db, kind, n, id, given);
    return id;
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
      add: [...new Set(add)].filter((tag) => !present.has(tag)),
      // A tag that is asked for and asked away stays: adding wins (M9).
      remove: remove.filter((tag) => present.has(tag) && !add.includes(tag)),
    };
    return change.add.length + change.remove.length > 0 && this.apply(kind, id, 'edit', { tags: change });
  }

  retire(kind: RecordKind, id: string): boolean {
    return !this.need(kind, id).retired && this.apply(kind, id, 'retire', { retired: true });
  }

  restore(kind: RecordKind, id: string): boolean {
    return this.need(kind, id).retired && this.apply(kind, id, 'restore', { retired: false });
  }

  /**
   * Writes told values as they stand in a history: plain fields, `retired`, and tags as a change of the set. Returns
   * false when there is nothing to write.
   */
  apply(kind: RecordKind, id: string, op: Op, given: Record<string, unknown>): boolean {
    if (Object.keys(given).length === 0) return false;
    this.#new.finish();
    const json = JSON.stringify(given);
    const told = mayHoldHalves(json) ? (wellFormed(given) as Record<string, unknown>) : given;
    const table = TABLES[kind];
    const before = this.need(kind, id);
    const row = this.#db.get(`SELECT n, vector FROM ${table.name} WHERE id = ?`, id) as Row;
    this.#touch(kind, id);
    this.#journal.keepFirst(id, () => toldOf(kind, before));
    const vector = this.#journal.append(
      kind,
      id,
      op,
      told === given ? json : JSON.stringify(told),
      row.vector as string,
    );
    const sets = ['vector = ?', 'updated_at = ?', 'updated_by = ?'];
    const values: SqlValue[] = [vector, this.now, this.#journal.begin().author];
    for (const [name, value] of Object.entries(told)) {
      if (name === 'tags') {
        const { tags } = before as unknown as { tags: string[] };
        sets.push('tags = ?');
        values.push(JSON.stringify(this.#writeTags(kind, row.n as number, tags, value as TagChange)));
      } else if (name === 'retired') {
        sets.push('retired = ?');
        values.push(value ? 1 : 0);
      } else {
        const field = table.fields[name];
        if (!field) throw new Refusal('INTERNAL', 'unknown-field', `A ${kind} has no field ${fieldName(kind, name)}.`);
        sets.push(...field.columns.map((column) => `${column} = ?`));
        field.encode(value, values);
      }
    }
    this.#db.run(`UPDATE ${table.name} SET ${sets.join(', ')} WHERE n = ?`, ...values, row.n as number);
    indexChanged(this.#db, kind, before, told);
    if ('joinedTo' in told) this.#joins.changed(kind);
    // This write saw every value there was, so what it wrote is settled (M7).
    for (const field of Object.keys(told))
      this.#db.run('DELETE FROM siblings WHERE record = ? AND field = ?', id, field);
    return true;
  }

  /** Writes the index of tags and returns the record's new list. */
  #writeTags(kind: RecordKind, n: number, before: readonly string[], { add, remove }: TagChange): readonly string[] {
    for (const tag of remove) this.#db.run('DELETE FROM tags WHERE kind = ? AND tag = ? AND record = ?', kind, tag, n);
    for (const tag of add)
      this.#db.run('INSERT INTO tags (kind, tag, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', kind, tag, n);
    return sortedTags([...before.filter((tag) => !remove.includes(tag)), ...add]);
  }

  get #receiving(): Receiver {
    this.#receiver ??= new Receiver(this.#db, this.#journal, this.#joins, this.#memory.known(newestSeqs(this.#db)));
    return this.#receiver;
  }

  /** Merges what another copy knows of a record, all its changes, into what is known here (MERGE.md). */
  receive(kind: RecordKind, id: string, changes: readonly Change[], known: Known | undefined): Received {
    const received = this.#receiving.receive(kind, id, changes, known);
    if (received.dots.length > 0) this.#touch(kind, id);
    return received;
  }

  /** Makes room for links to a record that was held back, unless it is known here (M5). True when that was needed. */
  holdPlace(kind: RecordKind, id: string): boolean {
    return this.#receiving.holdPlace(kind, id);
  }

  /** True when the record, or a place for it, is here. */
  holds(kind: RecordKind, id: string): boolean {
    return this.#db.get(`SELECT 1 FROM ${TABLES[kind].name} WHERE id = ?`, id) !== undefined;
  }

  read<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined {
    return readRecord(this.#db, kind, id);
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
    const row = this.#db.get(`SELECT vector FROM ${TABLES[kind].name} WHERE id = ?`, id);
    return row ? formatVector(readVector(this.#db, row.vector as string)) : '';
  }

  /** Writes down what is still open. The store calls it last, right before the commit. */
  finish(): void {
    this.#new.finish();
    this.#receiver?.finish();
    this.#joins.finish();
    this.#journal.finish();
  }
}

const sortedTags = (tags: readonly string[]): readonly string[] => (tags.length < 2 ? tags : [...new Set(tags)].sort());

const tagChange = (before: readonly string[], after: readonly string[]): TagChange => ({
  add: [...new Set(after)].filter((tag) => !before.includes(tag)),
  remove: before.filter((tag) => !after.includes(tag)),
});
