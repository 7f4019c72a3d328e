import { type Link, RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import type { Pace } from '../../pace.ts';
import type { Readable, Row } from '../../store/handle.ts';
import { decodeRecord, readMany } from '../../store/records.ts';
import { TABLES } from '../../store/tables/index.ts';
import { goesAlong, linksOf, PARTS } from '../links.ts';
import type { Withheld, WithheldRecords } from './ceiling.ts';

/** The records that a choice takes, less those that are withheld. */
export interface Chosen {
  has(kind: RecordKind, id: string): boolean;
  count(kind: RecordKind): number;
  /** Their rows in rising order of ids. */
  rows(kind: RecordKind): Iterable<Row>;
  /** What the choice would have taken, too. */
  readonly withheld: WithheldRecords;
}

/** A place that is held for what somebody else holds back has no vector: there is nothing of it that could go (M5). */
const IS_HERE = "vector <> ''";

/** Everything, also what is retired: so deletions travel. */
export const wholeLibrary = (db: Readable, withheld: WithheldRecords): Chosen => ({
  has: (kind, id) =>
    !withheld.has(id) && db.get(`SELECT 1 FROM ${TABLES[kind].name} WHERE id = ? AND ${IS_HERE}`, id) !== undefined,
  count: (kind) => {
    let count = db.count(`SELECT count(*) FROM ${TABLES[kind].name} WHERE ${IS_HERE}`);
    for (const record of withheld.values()) if (record.kind === kind) count -= 1;
    return count;
  },
  *rows(kind) {
    for (const row of db.iterate(`SELECT * FROM ${TABLES[kind].name} WHERE ${IS_HERE} ORDER BY id`))
      if (!withheld.has(row.id as string)) yield row;
  },
  withheld,
});

/** Records that are looked at together. */
const BATCH = 500;

/** A choice that grows record by record. */
export class ById implements Chosen {
  readonly #db: Readable;
  readonly withheld: WithheldRecords;
  readonly #ids = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, new Set<string>()])) as Record<
    RecordKind,
    Set<string>
  >;

  constructor(db: Readable, withheld: WithheldRecords) {
    this.#db = db;
    this.withheld = withheld;
  }

  add(kind: RecordKind, id: string): void {
    this.#ids[kind].add(id);
  }

  delete(kind: RecordKind, id: string): void {
    this.#ids[kind].delete(id);
  }

  has(kind: RecordKind, id: string): boolean {
    return this.#ids[kind].has(id);
  }

  count(kind: RecordKind): number {
    return this.#ids[kind].size;
  }

  *rows(kind: RecordKind): Iterable<Row> {
    const ids = [...this.#ids[kind]].sort();
    for (let from = 0; from < ids.length; from += BATCH) {
      yield* this.#db.all(
        `SELECT * FROM ${TABLES[kind].name} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
        JSON.stringify(ids.slice(from, from + BATCH)),
      );
    }
  }
}

class Closure {
  readonly #db: Readable;
  readonly #held: WithheldRecords;
  readonly #pace: Pace;
  readonly #withheld = new Map<string, Withheld>();
  readonly #waiting: Link[] = [];
  readonly taken: ById;

  constructor(db: Readable, held: WithheldRecords, pace: Pace) {
    this.#db = db;
    this.#held = held;
    this.#pace = pace;
    this.taken = new ById(db, this.#withheld);
  }

  /** Takes a record. A withheld one ends the way: what only it needs would tell of it. */
  #take(kind: RecordKind, id: string): void {
    const held = this.#held.get(id);
    if (held) {
      this.#withheld.set(id, held);
      return;
    }
    if (this.taken.has(kind, id)) return;
    this.taken.add(kind, id);
    this.#waiting.push({ kind, id });
  }

  /** Takes these records, their parts, and whatever they need. */
  async follow(roots: Iterable<Link>): Promise<void> {
    for (const { kind, id } of roots) this.#take(kind, id);
    for (;;) {
      const batch = this.#waiting.splice(-BATCH);
      if (batch.length === 0) return;
      for (const kind of new Set(batch.map((link) => link.kind)))
        await this.#look(
          kind,
          batch.filter((link) => link.kind === kind).map(({ id }) => id),
        );
    }
  }

  async #look(kind: RecordKind, ids: readonly string[]): Promise<void> {
    const records = readMany(this.#db, kind, ids).filter(({ revision }) => revision !== '');
    const known = new Set(records.map(({ id }) => id));
    // What this library does not hold cannot go.
    for (const id of ids) if (!known.has(id)) this.taken.delete(kind, id);
    for (const record of records) {
      for (const { tie, ...link } of linksOf(kind, record)) if (goesAlong(tie)) this.#take(link.kind, link.id);
      await this.#pace();
    }
    for (const part of PARTS[kind] ?? []) {
      // Retired parts go along, so that taking one out travels.
      const parts = this.#db.all(
        `SELECT id FROM ${TABLES[part.kind].name} WHERE ${part.column} IN (SELECT value FROM json_each(?))`,
        JSON.stringify([...known]),
      );
      for (const { id } of parts) this.#take(part.kind, id as string);
    }
  }

  /** Takes the notes that link to or cite what was taken so far; those that are retired stay behind. */
  async addNotes(): Promise<void> {
    const notes: Link[] = [];
    for (const row of this.#db.iterate('SELECT * FROM notes WHERE retired = 0 ORDER BY id')) {
      const links = linksOf('note', decodeRecord(this.#db, 'note', row));
      if (links.some(({ kind, id }) => this.taken.has(kind, id))) notes.push({ kind: 'note', id: row.id as string });
      await this.#pace();
    }
    await this.follow(notes);
  }

  /** Takes the proposals for what was taken, with their answers; retired ones too, so that taking one back travels. */
  async addProposals(): Promise<void> {
    const rows = this.#db.all('SELECT id, target_kind, target FROM proposals ORDER BY id');
    const fitting = rows.filter((row) => this.taken.has(row.target_kind as RecordKind, row.target as string));
    await this.follow(fitting.map((row) => ({ kind: 'proposal', id: row.id as string })));
  }
}

/** These records with all that they need, the notes about any of it and the proposals for it, less what is withheld. */
export const closureOf = async (
  db: Readable,
  roots: Iterable<Link>,
  held: WithheldRecords,
  pace: Pace,
): Promise<Chosen> => {
  const closure = new Closure(db, held, pace);
  await closure.follow(roots);
  await closure.addNotes();
  await closure.addProposals();
  return closure.taken;
};
