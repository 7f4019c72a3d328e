import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Mutex } from 'async-mutex';
import Database from 'better-sqlite3';
import type { ChangeEvent } from '../../contract/edits.ts';
import { Refusal } from '../refusal.ts';
import { type BackupFile, backupFolder, checkTarget, copyDatabase } from './backup.ts';
import type { MakeBackup } from './backup-thread.ts';
import { APPLICATION_ID } from './file.ts';
import { Readable, type SlowLog, Writable } from './handle.ts';
import { patiently } from './migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';
import { type Handles, openFile, openReader } from './open.ts';
import { builtInReplica, newestSeqs, ReplicaMemory } from './replica.ts';
import { cannotWrite } from './target.ts';
import { verifyLibrary } from './verify.ts';
import { Write, type WriteInput } from './write.ts';

/** What the store needs from its host. */
export interface StorePorts {
  readonly profile: string;
  readonly now: () => number;
  readonly slow: SlowLog;
  readonly backup: MakeBackup;
  /** Told after every commit, ours and others'. */
  readonly onChange: (event: ChangeEvent) => void;
}

/** Rows with their history are a few hundred bytes, so larger pages than SQLite's own 4096 make a library quicker. */
const PAGE_BYTES = 8192;
const WATCH_MS = 700;
/** A change that touches more records than this is told as "refresh everything". */
const NAMED_RECORDS = 1000;

/** A step that a new library begins with: data that comes with the app. */
export interface FirstStep {
  readonly input: WriteInput;
  /** What the data is, as text: equal data is written in the same name in every library. */
  readonly content: string;
  readonly work: (write: Write) => void;
}

/** When the data that comes with the app was made, as far as its history tells: the same in every library. */
const BUILT_IN_MS = Date.UTC(2025, 0, 1);

const nameOfLibrary = (path: string): string => basename(path).replace(/\.bwlib$/i, '');

/** Writes the present schema into a database that holds nothing. */
const makeEmpty = (db: Database.Database, now: number): void => {
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const migration of MIGRATIONS) db.exec(migration.sql);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  insert.run('id', randomUUID());
  insert.run('created', String(now));
  insert.run('clock', '0.0');
};

/** Opens a file that is to become a library; what keeps it from being made is told of the library. */
const openNew = (temporary: string, path: string): Database.Database => {
  try {
    return new Database(temporary);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

const idOf = ({ reader, path }: Handles): string => {
  const hasMeta = reader.get(`SELECT 1 FROM sqlite_schema WHERE name = 'meta'`) !== undefined;
  const id = hasMeta ? reader.get(`SELECT value FROM meta WHERE key = 'id'`)?.value : undefined;
  if (typeof id === 'string') return id;
  const name = basename(path);
  throw new Refusal(
    'DAMAGED',
    'library-incomplete',
    `${name} lacks parts of a library; restore the newest backup with \`briefwright restore\`.`,
    { name },
  );
};

/** One open library: reads any time, writes one after another. */
export class Store {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly #handles: Handles;
  readonly #ports: StorePorts;
  readonly #memory: ReplicaMemory;
  readonly #writing = new Mutex();
  readonly #watch: NodeJS.Timeout;
  #dataVersion: number;

  private constructor(handles: Handles, id: string, ports: StorePorts) {
    this.path = handles.path;
    this.#handles = handles;
    this.#ports = ports;
    this.id = id;
    this.name = nameOfLibrary(handles.path);
    this.#memory = new ReplicaMemory(ports.profile, id, handles.path);
    this.#dataVersion = handles.dataVersion();
    this.#watch = setInterval(() => this.#noticeOthers(), WATCH_MS);
    this.#watch.unref();
  }

  /** Opens an existing library. Throws a Refusal when it is missing, foreign, damaged, newer or locked. */
  static async open(path: string, ports: StorePorts): Promise<Store> {
    const absolute = existsSync(path) ? realpathSync(path) : resolve(path);
    const handles = await openFile(absolute, ports.now, ports.slow, join(ports.profile, 'temporary'));
    try {
      return new Store(handles, idOf(handles), ports);
    } catch (error) {
      handles.close();
      throw error;
    }
  }

  /**
   * Makes a new library file and opens it. Refuses a path that exists. What `fill` writes is in it when the file
   * appears: a library is there whole or not at all.
   */
  static async create(path: string, ports: StorePorts, fill: readonly FirstStep[] = []): Promise<Store> {
    checkTarget(path);
    const temporary = `${path}.${randomUUID()}.new`;
    try {
      const db = openNew(temporary, path);
      try {
        makeEmpty(db, ports.now());
        for (const { input, content, work } of fill) {
          const handle = new Writable(db, ports.slow);
          handle.exec('BEGIN IMMEDIATE');
          const write = new Write(handle, builtInReplica(content), input, BUILT_IN_MS);
          work(write);
          write.finish();
          handle.exec('COMMIT');
        }
        copyDatabase(db, path);
      } finally {
        db.close();
      }
    } finally {
      rmSync(temporary, { force: true });
    }
    return Store.open(path, ports);
  }

  get read(): Readable {
    return this.#handles.reader;
  }

  get readOnly(): boolean {
    return this.#handles.writer === null;
  }

  get notice(): string | null {
    return this.#handles.notice;
  }

  /** Runs `work` in one transaction: rows, history, clock and index commit together or not at all. */
  write<T>(input: WriteInput, work: (write: Write) => T): Promise<T> {
    return this.#transact(input, work);
  }

  /**
   * The same for long work that gives way to reads in between; they see the state before. Other writers, also of
   * other processes, wait and are told who writes.
   */
  writeLong<T>(input: WriteInput, work: (write: Write) => Promise<T>): Promise<T> {
    return this.#transact(input, async (write) => {
      writeFileSync(
        this.#holderFile,
        JSON.stringify({ pid: process.pid, title: input.title, since: this.#ports.now() }),
      );
      try {
        return await work(write);
      } finally {
        rmSync(this.#holderFile, { force: true });
      }
    });
  }

  #transact<T>(input: WriteInput, work: (write: Write) => T | Promise<T>): Promise<T> {
    return this.#writing.runExclusive(async () => {
      const db = this.#handles.writer;
      if (!db)
        throw new Refusal(
          'READ_ONLY',
          'library-read-only',
          `${this.name} is open for reading only; make a copy of it to change anything.`,
          { name: this.name },
        );
      await patiently(
        () => db.exec('BEGIN IMMEDIATE'),
        () => this.#holder(),
      );
      let write: Write;
      let result: T;
      try {
        write = new Write(db, this.#memory, input, this.#ports.now());
        result = await work(write);
        write.finish();
        db.exec('COMMIT');
      } catch (error) {
        db.rollback();
        throw error;
      }
      if (write.touched.length > 0) {
        const records = write.touched.length > NAMED_RECORDS ? [] : write.touched;
        this.#ports.onChange({ type: 'changed', foreign: false, records });
      }
      return result;
    });
  }

  get #holderFile(): string {
    return `${this.path}-writer`;
  }

  /** Who holds the write lock, as far as it said so. */
  #holder(): string {
    try {
      const { pid, title } = JSON.parse(readFileSync(this.#holderFile, 'utf8')) as { pid: number; title: string };
      return isRunning(pid) ? `Briefwright (process ${pid}, ${title})` : 'Another program';
    } catch {
      return 'Another program';
    }
  }

  #noticeOthers(): void {
    let version: number;
    try {
      version = this.#handles.dataVersion();
    } catch {
      // The file cannot be read at the moment; the next look will tell.
      return;
    }
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#ports.onChange({ type: 'changed', foreign: true, records: [] });
  }

  /** The replica that this copy writes as; undefined until it has written. */
  get replica(): string | undefined {
    return this.#memory.known(newestSeqs(this.read));
  }

  /** The next write here begins a new replica, since somebody else writes as the present one (M19). */
  forgetReplica(): void {
    this.#memory.forget();
  }

  /** Everything that must hold of this library, as sentences about what does not. */
  verify(): string[] {
    // FTS5 checks a connection's own idea of the index, so an old one would see damage where there is none.
    const db = openReader(this.#handles.readPath);
    try {
      return verifyLibrary(new Readable(db, this.#ports.slow));
    } finally {
      db.close();
    }
  }

  /** Long reading on a connection of its own: one state of the library, whatever is written meanwhile. */
  async readLong<T>(work: (db: Readable) => Promise<T>): Promise<T> {
    const db = openReader(this.#handles.readPath);
    try {
      db.exec('BEGIN');
      return await work(new Readable(db, this.#ports.slow));
    } finally {
      db.close();
    }
  }

  /**
   * A checked copy into the rotation, or into a folder of the user's choice: of what is committed now, also in the midst
   * of a step.
   */
  backup(folder: string = backupFolder(this.path)): Promise<BackupFile> {
    return this.#ports.backup({ from: this.#handles.readPath, library: this.path, folder, ms: this.#ports.now() });
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#writing.runExclusive(() => this.#handles.close());
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
