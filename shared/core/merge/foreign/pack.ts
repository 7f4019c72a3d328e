import type Database from 'better-sqlite3';
import { MARKINGS } from '../../../model/marking.ts';
import { RECORD_KINDS } from '../../../model/records.ts';
import { isId, isLine, isMoment, isText } from './cells.ts';
import { MAX_NOTE, MAX_VECTOR_BYTES, MAX_WITHHELD, RECORDS_AT_ONCE } from './limits.ts';
import type { Names } from './names.ts';
import type { PackedRecords, PackedSummary } from './protocol.ts';
import { refuseContent } from './refusals.ts';
import { checkUtf8, upTo } from './sql.ts';
import { KIND_NUMBERS, packRecords, type RecordRow, type Tables } from './tables.ts';

const META: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isId,
  library: isId,
  createdAt: isMoment,
  from: isLine,
  note: (value) => isText(value, MAX_NOTE),
  ceiling: (value) => MARKINGS.some((marking) => marking === value),
};

const KIND = upTo(20, 'kind');
const REST = `${KIND}, ${upTo(MAX_VECTOR_BYTES, 'vector')}`;

/** How a pack keeps its records (pack-format.ts). */
export class PackTables implements Tables {
  readonly #db: Database.Database;
  readonly #name: string;
  readonly #names: Names;
  readonly #list: Database.Statement;
  readonly #one: Database.Statement;

  constructor(db: Database.Database, name: string, names: Names) {
    this.#db = db;
    this.#name = name;
    this.#names = names;
    this.#list = db
      .prepare(`SELECT ${upTo(36, 'id')}, ${REST} FROM records WHERE id > ? ORDER BY id LIMIT ${RECORDS_AT_ONCE}`)
      .raw();
    this.#one = db.prepare(`SELECT ${REST} FROM records WHERE id = ?`).raw();
  }

  #meta(): Record<string, string> {
    const meta: Record<string, string> = {};
    for (const [key, test] of Object.entries(META)) {
      const value: unknown = this.#db
        .prepare(`SELECT ${upTo(4 * MAX_NOTE, 'value')} FROM meta WHERE key = ?`)
        .pluck()
        .get(key);
      if (typeof value !== 'string' || !test(value)) throw refuseContent(this.#name, `its ${key} is missing or wrong`);
      checkUtf8(this.#db, this.#name, value, { table: 'meta', column: 'value', by: 'key', key });
      meta[key] = value;
    }
    return meta;
  }

  #counts(): number[] {
    const counts = RECORD_KINDS.map(() => 0);
    const rows = this.#db.prepare(`SELECT ${KIND} AS k, count(*) FROM records GROUP BY k`).raw().iterate();
    for (const [kind, count] of rows as Iterable<[unknown, number]>) {
      const number = KIND_NUMBERS.get(kind);
      if (number === undefined) throw refuseContent(this.#name, 'a record has an unknown kind');
      counts[number] = count;
    }
    return counts;
  }

  #withheld(): PackedSummary['withheld'] {
    const ids: string[] = [];
    const kinds: number[] = [];
    const rows = this.#db.prepare(`SELECT ${upTo(36, 'id')}, ${KIND} FROM withheld LIMIT ${MAX_WITHHELD + 1}`).raw();
    for (const [id, kind] of rows.iterate() as Iterable<unknown[]>) {
      const number = KIND_NUMBERS.get(kind);
      if (!isId(id) || number === undefined) throw refuseContent(this.#name, 'a placeholder has no proper id or kind');
      ids.push(id);
      kinds.push(number);
    }
    if (ids.length > MAX_WITHHELD) throw refuseContent(this.#name, `it has more than ${MAX_WITHHELD} placeholders`);
    return { ids, kinds };
  }

  #problems(): string[] {
    const count = (sql: string): number => Number(this.#db.prepare(sql).pluck().get());
    const strays = count(
      'SELECT count(*) FROM (SELECT record FROM changes EXCEPT SELECT id FROM records) s CROSS JOIN changes USING (record)',
    );
    const both = count('SELECT count(*) FROM withheld WHERE EXISTS (SELECT 1 FROM records WHERE id = withheld.id)');
    return [
      ...(strays > 0 ? [`${strays} changes belong to no record of the pack and are left out.`] : []),
      ...(both > 0 ? [`${both} records are said to be withheld and are there all the same.`] : []),
    ];
  }

  summary(): PackedSummary {
    return {
      kind: 'pack',
      meta: this.#meta(),
      counts: this.#counts(),
      withheld: this.#withheld(),
      attachments: Number(this.#db.prepare('SELECT count(*) FROM attachments').pluck().get()),
      problems: this.#problems(),
    };
  }

  records(after: string): PackedRecords {
    return packRecords(this.#list.iterate(after) as Iterable<unknown[]>, this.#names, this.#name, after);
  }

  record(id: string): RecordRow | undefined {
    const row = this.#one.get(id) as unknown[] | undefined;
    return row && { kind: row[0], vector: row[1] };
  }
}
