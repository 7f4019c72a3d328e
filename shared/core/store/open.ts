import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { hasLog, inspectFile, refuseNewer } from './file.ts';
import { Readable, type SlowLog, Writable } from './handle.ts';
import { migrate, patiently } from './migrate.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { holdOpen } from './open-files.ts';
import { conflictNotice, reasonToRead } from './place.ts';

/** SQLite before this version can lose data when a WAL is reset (sqlite.org, WAL-reset bug). */
const MIN_SQLITE = [3, 51, 3] as const;

/** How long a read waits, in milliseconds, while another process replays or removes the log: the only lock it can meet. */
const READ_PATIENCE_MS = 2000;

export interface Handles {
  readonly path: string;
  /** The file that is read: the library, or a copy of it. */
  readonly readPath: string;
  readonly reader: Readable;
  /** Null when the library may only be read. */
  readonly writer: Writable | null;
  readonly notice: string | null;
  /** Changes whenever another connection than the writer has committed. */
  dataVersion(): number;
  close(): void;
}

const assertSqlite = (db: Database.Database): void => {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  for (const [index, least] of MIN_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least)
      throw new Refusal(
        'INTERNAL',
        'sqlite-too-old',
        `The bundled SQLite ${version} is too old; reinstall Briefwright.`,
      );
  }
};

/** Pragmas belong to a connection, so each one gets them (SAFETY.md, Durability). */
const configure = (db: Database.Database): void => {
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
};

const configureWriter = (db: Database.Database): void => {
  configure(db);
  // New rows go to the end of every table, so a large import gains nothing from more, and more memory costs time.
  db.pragma('cache_size = -16000');
  db.pragma('journal_mode = WAL');
  // A reopened WAL file reads NORMAL here, which may drop the newest commits in a power cut.
  db.pragma('synchronous = FULL');
  if (process.platform === 'darwin') db.pragma('fullfsync = 1');
};

const versionOf = (db: Database.Database, path: string): number => {
  const version = Number(db.pragma('user_version', { simple: true }));
  // The file's header may be behind what its log holds.
  if (version > SCHEMA_VERSION) throw refuseNewer(path);
  return version;
};

/** Opens the file or, when anything about it is refused, leaves nothing open. */
const openDatabase = <T>(path: string, options: Database.Options, use: (db: Database.Database) => T): T => {
  const db = new Database(path, { fileMustExist: true, ...options });
  try {
    return use(db);
  } catch (error) {
    db.close();
    throw error;
  }
};

const openWriter = (path: string): Database.Database =>
  openDatabase(path, { timeout: 0 }, (db) => {
    configureWriter(db);
    assertSqlite(db);
    versionOf(db, path);
    return db;
  });

/** A connection that reads; also for checks and copies beside the handles. Reading waits for a log that is replayed. */
export const openReader = (path: string): Database.Database =>
  openDatabase(path, { readonly: true, timeout: READ_PATIENCE_MS }, (db) => {
    configure(db);
    db.pragma('cache_size = -32000');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  });

/** A copy to read from, where the place itself allows neither writing nor what reading a log needs. */
const copyToRead = async (path: string, scratch: string, now: () => number): Promise<string> => {
  mkdirSync(scratch, { recursive: true });
  const copy = join(mkdtempSync(join(scratch, 'reading-')), basename(path));
  copyFileSync(path, copy);
  if (hasLog(path)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  chmodSync(copy, 0o600);
  const db = openWriter(copy);
  try {
    await migrate(db, copy, versionOf(db, path), now);
  } finally {
    db.close();
  }
  return copy;
};

/** What is read instead of the file: the file itself where that works, otherwise a copy. */
const placeToRead = async (path: string, scratch: string, now: () => number): Promise<string> => {
  try {
    const db = openReader(path);
    const version = versionOf(db, path);
    db.close();
    if (version === SCHEMA_VERSION) return path;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!/^SQLITE_(CANTOPEN|READONLY)/.test(code)) throw error;
  }
  return copyToRead(path, scratch, now);
};

/**
 * Opens a library file: checks it, brings it to the present schema (after a backup) and returns a reading and, unless
 * the file is protected or lies in a synced folder, a writing handle. `scratch` is a folder of our own for a copy where
 * the place can only be read. Throws a Refusal that says what to do.
 */
export const openFile = async (path: string, now: () => number, slow: SlowLog, scratch: string): Promise<Handles> => {
  inspectFile(path);
  const reason = reasonToRead(path);
  const release = holdOpen(path);
  let writer: Database.Database | null = null;
  try {
    writer = reason === null ? await patiently(() => openWriter(path)) : null;
    if (writer) await migrate(writer, path, versionOf(writer, path), now);
    const readPath = writer ? path : await placeToRead(path, scratch, now);
    const reader = openReader(readPath);
    return {
      path,
      readPath,
      reader: new Readable(reader, slow),
      writer: writer ? new Writable(writer, slow) : null,
      notice: reason ?? conflictNotice(path),
      dataVersion: () => Number((writer ?? reader).pragma('data_version', { simple: true })),
      close: () => {
        reader.close();
        writer?.close();
        release();
        if (readPath !== path) rmSync(dirname(readPath), { recursive: true, force: true });
      },
    };
  } catch (error) {
    writer?.close();
    release();
    throw error;
  }
};
