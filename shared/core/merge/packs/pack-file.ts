import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Link, RecordKind } from '../../../model/records.ts';
import { Refusal } from '../../refusal.ts';
import { dotOf } from '../../store/dots.ts';
import { refuseToWrite } from '../../write-file.ts';
import { PACK_APPLICATION_ID, PACK_SCHEMA, PACK_VERSION, type PackMeta } from '../pack-format.ts';

/** One change on its way into a pack; replica, author and vector still by the names that every copy knows. */
export interface PackedChange {
  readonly replica: string;
  readonly seq: number;
  readonly ms: number;
  readonly counter: number;
  readonly author: string;
  readonly op: string;
  /** JSON. */
  readonly fields: string;
  readonly seen: PackedVector;
  readonly reason: string;
}
export type PackedVector = readonly (readonly [replica: string, seq: number])[];

/** Names that go by numbers in the pack, in the order in which they are first used: those left behind leave no gap. */
class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly #insert: (n: number, name: string) => void;

  constructor(insert: (n: number, name: string) => void) {
    this.#insert = insert;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const n = this.#numbers.size + 1;
    this.#numbers.set(name, n);
    this.#insert(n, name);
    return n;
  }
}

/** A UUID (version 8, RFC 9562) of the first bytes of a hash. */
const uuidOf = (hash: Buffer): string => {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes[6] = 0x80 | (bytes.readUInt8(6) & 0x0f);
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** Memory for pages while a pack is filled, in kilobytes. */
const CACHE = 16_000;

/** A pack that is being filled, in a file of our own that nobody else reads and that is thrown away afterwards. */
export class PackFile {
  readonly #path: string;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #replicas: Numbers;
  readonly #authors: Numbers;
  readonly #hash = createHash('sha256');

  constructor(path: string) {
    this.#path = path;
    this.#db = this.#telling(() => new Database(path));
    this.#telling(() => {
      // It is worth nothing until it is whole, so no journal and no sync.
      this.#db.pragma('journal_mode = OFF');
      this.#db.pragma('synchronous = OFF');
      this.#db.pragma(`cache_size = -${CACHE}`);
      this.#db.pragma(`application_id = ${PACK_APPLICATION_ID}`);
      this.#db.pragma(`user_version = ${PACK_VERSION}`);
      this.#db.exec(PACK_SCHEMA);
      this.#db.exec('BEGIN');
    });
    this.#replicas = new Numbers((n, id) => this.#run('INSERT INTO replicas (n, id) VALUES (?, ?)', n, id));
    this.#authors = new Numbers((n, name) => this.#run('INSERT INTO authors (n, name) VALUES (?, ?)', n, name));
  }

  #telling<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw refuseToWrite(this.#path, error);
    }
  }

  #run(sql: string, ...values: unknown[]): void {
    this.#telling(() => {
      let statement = this.#statements.get(sql);
      if (!statement) {
        statement = this.#db.prepare(sql);
        this.#statements.set(sql, statement);
      }
      statement.run(values);
    });
  }

  #vector(vector: PackedVector): string {
    return vector
      .map(([replica, seq]): [number, number] => [this.#replicas.of(replica), seq])
      .sort(([a], [b]) => a - b)
      .map(([n, seq]) => `${n}:${seq}`)
      .join(',');
  }

  /** Adds a record with all its changes. */
  add(kind: RecordKind, id: string, vector: PackedVector, changes: readonly PackedChange[]): void {
    this.#hash.update(`${id} ${vector.map(([replica, seq]) => `${replica}:${seq}`).join('+')}\n`);
    this.#run('INSERT INTO records (id, kind, vector) VALUES (?, ?, ?)', id, kind, this.#vector(vector));
    for (const { replica, seq, ms, counter, author, op, fields, seen, reason } of changes) {
      this.#run(
        'INSERT INTO changes (dot, clock_ms, clock_counter, author, kind, record, op, fields, seen, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        dotOf(this.#replicas.of(replica), seq),
        ms,
        counter,
        this.#authors.of(author),
        kind,
        id,
        op,
        fields,
        this.#vector(seen),
        reason,
      );
    }
  }

  /** Leaves a placeholder for a record that a link points to and that is not in the pack. */
  withhold({ kind, id }: Link): void {
    this.#run('INSERT INTO withheld (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING', id, kind);
  }

  attach(sha256: string, mediaType: string, bytes: Buffer): void {
    this.#run('INSERT INTO attachments (sha256, media_type, bytes) VALUES (?, ?, ?)', sha256, mediaType, bytes);
  }

  /** Ends the filling. The pack's id follows from what is in it, so the same pack has the same id. */
  finish(meta: Omit<PackMeta, 'id'>): void {
    const id = uuidOf(this.#hash.update(JSON.stringify(meta)).digest());
    for (const [key, value] of Object.entries({ id, ...meta }))
      this.#run('INSERT INTO meta (key, value) VALUES (?, ?)', key, value);
    this.#telling(() => this.#db.exec('COMMIT'));
  }

  /** Writes the finished pack, closely packed, to a new file and checks that. */
  copyTo(path: string): void {
    this.#db.prepare('VACUUM INTO ?').run(path);
    const db = new Database(path, { readonly: true });
    try {
      if (db.pragma('integrity_check', { simple: true }) !== 'ok')
        throw new Refusal('DAMAGED', 'pack-unsound', 'The pack did not pass its check; check the disk and try again.');
    } finally {
      db.close();
    }
  }

  close(): void {
    this.#db.close();
  }
}
