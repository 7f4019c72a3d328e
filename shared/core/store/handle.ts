import type Database from 'better-sqlite3';

export type SqlValue = string | number | bigint | Buffer | null;
export type Row = Record<string, SqlValue>;

/** Slower statements than this are told to the log, in milliseconds. */
const SLOW_MS = 100;

export type SlowLog = (sql: string, ms: number) => void;

/** A handle that can only read: services get this one unless they are inside a write. */
export class Readable {
  protected readonly db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #slow: SlowLog;

  constructor(db: Database.Database, slow: SlowLog) {
    this.db = db;
    this.#slow = slow;
  }

  protected prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  protected timed<T>(sql: string, run: () => T): T {
    const start = performance.now();
    const result = run();
    const ms = performance.now() - start;
    if (ms > SLOW_MS) this.#slow(sql, ms);
    return result;
  }

  get(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.timed(sql, () => this.prepare(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.timed(sql, () => this.prepare(sql).all(...values) as Row[]);
  }

  iterate(sql: string, ...values: SqlValue[]): IterableIterator<Row> {
    return this.prepare(sql).iterate(...values) as IterableIterator<Row>;
  }

  /** The first column of the first row as a number; 0 when there is none. */
  count(sql: string, ...values: SqlValue[]): number {
    const row = this.get(sql, ...values);
    return row ? Number(Object.values(row)[0] ?? 0) : 0;
  }
}

/** A handle that can write. Only the store makes one, and only inside a transaction. */
export class Writable extends Readable {
  /** Returns the rowid of the row inserted last. */
  run(sql: string, ...values: SqlValue[]): number {
    const result = this.prepare(sql).run(values);
    return Number(result.lastInsertRowid);
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }
}

/** A cache by number for each handle, for names that never change once they are written. */
export const perHandle = <T>(): ((db: Readable) => Map<number, T>) => {
  const caches = new WeakMap<Readable, Map<number, T>>();
  return (db) => {
    const known = caches.get(db) ?? new Map<number, T>();
    caches.set(db, known);
    return known;
  };
};
