import type Database from 'better-sqlite3';

export type SqlValue = string | number | bigint | Buffer | null;
export type Row = Record<string, SqlValue>;

/** Slower statements than this are told to the log, in milliseconds. */
const SLOW_MS = 100;

export type SlowLog = (sql: string, ms: number) => void;

/** Statements kept prepared; filters come in many shapes, so the one prepared first gives way. */
const STATEMENTS = 300;

/** Tables of names that records carry as numbers, with the column that holds the name. */
const NAMED = { authors: 'name', replicas: 'id' } as const;

/** A handle that can only read: services get this one unless they are inside a write. */
export class Readable {
  protected readonly db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #slow: SlowLog;
  readonly #names = { authors: new Map<number, string>(), replicas: new Map<number, string>() };

  constructor(db: Database.Database, slow: SlowLog) {
    this.db = db;
    this.#slow = slow;
  }

  protected prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement) return statement;
    statement = this.db.prepare(sql);
    if (this.#statements.size >= STATEMENTS) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, statement);
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

  /** Rows as lists of their values, which is cheaper where there are very many. */
  lists(sql: string, ...values: SqlValue[]): SqlValue[][] {
    const statement = this.prepare(sql).raw(true);
    try {
      return this.timed(sql, () => statement.all(...values) as SqlValue[][]);
    } finally {
      statement.raw(false);
    }
  }

  iterate(sql: string, ...values: SqlValue[]): IterableIterator<Row> {
    return this.prepare(sql).iterate(...values) as IterableIterator<Row>;
  }

  /** The same one by one. Meanwhile nothing else may run the same statement. */
  *iterateLists(sql: string, ...values: SqlValue[]): Generator<SqlValue[]> {
    const statement = this.prepare(sql).raw(true);
    try {
      yield* statement.iterate(...values) as IterableIterator<SqlValue[]>;
    } finally {
      statement.raw(false);
    }
  }

  /** The first column of the first row as a number; 0 when there is none. */
  count(sql: string, ...values: SqlValue[]): number {
    const row = this.get(sql, ...values);
    return row ? Number(Object.values(row)[0] ?? 0) : 0;
  }

  /** Runs several reads on one state of the library, whatever other processes commit in between. */
  snapshot<T>(work: () => T): T {
    if (this.db.inTransaction) return work();
    this.db.exec('BEGIN');
    try {
      return work();
    } finally {
      this.db.exec('COMMIT');
    }
  }

  /** The author's name or the replica's id behind its number in this file. Never changes once it is committed. */
  name(table: keyof typeof NAMED, n: number): string {
    const names = this.#names[table];
    let name = names.get(n);
    if (name === undefined) {
      name = this.get(`SELECT ${NAMED[table]} AS name FROM ${table} WHERE n = ?`, n)?.name as string;
      names.set(n, name);
    }
    return name;
  }

  /** Numbers given out in a transaction that was taken back will be given out again, to other names. */
  protected forgetNames(): void {
    for (const names of Object.values(this.#names)) names.clear();
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

  /** Takes back whatever is open. A full disk or a failed commit may have done so already. */
  rollback(): void {
    this.forgetNames();
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
  }
}
