import type Database from 'better-sqlite3';
import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import type { Row } from '../../store/handle.ts';
import { tagsOf, toldOf } from '../../store/records.ts';
import { TABLES } from '../../store/tables/index.ts';
import { isId, isWithin } from './cells.ts';
import { MAX_CLOCK_MS, MAX_FIELDS_BYTES, MAX_VECTOR_BYTES, RECORDS_AT_ONCE } from './limits.ts';
import type { Names } from './names.ts';
import type { PackedRecords, PackedSummary } from './protocol.ts';
import { refuseContent } from './refusals.ts';
import { checkUtf8, upTo } from './sql.ts';
import { packRecords, type RecordRow, type Tables } from './tables.ts';

const ID = upTo(36, 'id');
const VECTOR = upTo(MAX_VECTOR_BYTES, 'vector');

/** The kinds of record of which the file has a table: an older version lacks some. */
export const kindsIn = (db: Database.Database): RecordKind[] => {
  const there = new Set(db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all());
  return RECORD_KINDS.filter((kind) => there.has(TABLES[kind].name));
};

/** All records by rising id: SQLite merges the tables, each in the order of its index, and reads no further than asked. */
const listOf = (kinds: readonly RecordKind[]): string =>
  `${kinds
    .map(
      (kind) =>
        `SELECT ${ID} AS id, '${kind}' AS kind, ${VECTOR} AS vector FROM ${TABLES[kind].name} WHERE ${TABLES[kind].name}.id > :after`,
    )
    .join(' UNION ALL ')} ORDER BY 1 LIMIT ${RECORDS_AT_ONCE}`;

/** The columns of a kind that the file has: an older version lacks some, whose fields are then blank. */
const columnsIn = (db: Database.Database, kind: RecordKind): string[] => {
  const { name, fields, tagged } = TABLES[kind];
  const there = new Set((db.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name));
  const wanted = [...Object.values(fields).flatMap(({ columns }) => columns), ...(tagged ? ['tags'] : [])];
  return wanted.filter((column) => there.has(column));
};

/** How a library keeps its records, of the present version or an older one (migrations). */
export class LibraryTables implements Tables {
  readonly #db: Database.Database;
  readonly #name: string;
  readonly #names: Names;
  readonly #kinds: ReadonlySet<RecordKind>;
  readonly #list: Database.Statement;
  readonly #vectors = new Map<RecordKind, Database.Statement>();
  readonly #rows = new Map<RecordKind, Database.Statement>();

  constructor(db: Database.Database, name: string, names: Names) {
    this.#db = db;
    this.#name = name;
    this.#names = names;
    const kinds = kindsIn(db);
    this.#kinds = new Set(kinds);
    this.#list = db.prepare(listOf(kinds)).raw();
    for (const kind of kinds) {
      const table = TABLES[kind].name;
      const columns = columnsIn(db, kind).map((column) => `${upTo(MAX_FIELDS_BYTES, column)} AS ${column}`);
      this.#vectors.set(kind, db.prepare(`SELECT ${VECTOR} FROM ${table} WHERE id = ?`).pluck());
      this.#rows.set(kind, db.prepare(`SELECT ${VECTOR} AS vector, ${columns.join(', ')} FROM ${table} WHERE id = ?`));
    }
  }

  #meta(): Record<string, string> {
    const library: unknown = this.#db
      .prepare(`SELECT ${upTo(36, 'value')} FROM meta WHERE key = 'id'`)
      .pluck()
      .get();
    if (!isId(library)) throw refuseContent(this.#name, 'its id is missing or wrong');
    const newest = this.#db
      .prepare('SELECT clock_ms, author FROM changes ORDER BY clock_ms DESC, clock_counter DESC LIMIT 1')
      .raw()
      .get() as unknown[] | undefined;
    const told = { id: '', library, note: '', ceiling: '' };
    if (!newest) return { ...told, createdAt: '', from: '' };
    const [ms, author] = newest;
    if (!isWithin(ms, 0, MAX_CLOCK_MS)) throw refuseContent(this.#name, 'a change has no proper time');
    return { ...told, createdAt: new Date(ms).toISOString(), from: this.#names.author(author as number) };
  }

  summary(): PackedSummary {
    const count = (table: string): number => Number(this.#db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    return {
      kind: 'library',
      meta: this.#meta(),
      counts: RECORD_KINDS.map((kind) => (this.#kinds.has(kind) ? count(TABLES[kind].name) : 0)),
      withheld: { ids: [], kinds: [] },
      attachments: count('attachments'),
      problems: [],
    };
  }

  records(after: string): PackedRecords {
    return packRecords(this.#list.iterate({ after }) as Iterable<unknown[]>, this.#names, this.#name, after);
  }

  record(id: string, kind: RecordKind | undefined, withFirst: boolean): RecordRow | undefined {
    for (const each of kind ? [kind] : RECORD_KINDS) {
      if (withFirst) {
        const row = this.#rows.get(each)?.get(id) as Row | undefined;
        if (row) return { kind: each, vector: row.vector, first: this.#firstFields(id, each, row) };
      } else {
        const vector: unknown = this.#vectors.get(each)?.get(id);
        if (vector !== undefined) return { kind: each, vector };
      }
    }
    return undefined;
  }

  #firstFields(id: string, kind: RecordKind, row: Row): string {
    const { name: table, fields, tagged } = TABLES[kind];
    for (const column in row) {
      const value = row[column];
      if (typeof value === 'string') checkUtf8(this.#db, this.#name, value, { table, column, by: 'id', key: id });
    }
    const record: Record<string, unknown> = {};
    for (const name in fields) record[name] = fields[name]?.decode(row);
    if (tagged) record.tags = tagsOf(row);
    return JSON.stringify(toldOf(kind, record));
  }
}
