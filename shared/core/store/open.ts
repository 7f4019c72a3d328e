import { readFileSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { inspectFile } from './file.ts';
import { Readable, type SlowLog, Writable } from './handle.ts';
import { migrate } from './migrate.ts';

/** SQLite before this version can lose data when a WAL is reset (sqlite.org, WAL-reset bug). */
const MIN_SQLITE = [3, 51, 3] as const;

export interface Handles {
  readonly path: string;
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
  db.pragma('busy_timeout = 0');
  db.pragma('temp_store = MEMORY');
};

const configureWriter = (db: Database.Database): void => {
  configure(db);
  // Large imports stay in memory until they commit, instead of going through the log twice.
  db.pragma('cache_size = -64000');
  db.pragma('journal_mode = WAL');
  // A reopened WAL file reads NORMAL here, which may drop the newest commits in a power cut.
  db.pragma('synchronous = FULL');
  if (process.platform === 'darwin') db.pragma('fullfsync = 1');
};

const SYNCED_FOLDER = /^(onedrive( - .*)?|dropbox( \(.*\))?|icloud ?drive|mobile documents|google ?drive|my drive)$/i;

const isSynced = (path: string): boolean =>
  path.startsWith('\\\\') ||
  resolve(path)
    .split(sep)
    .some((part) => SYNCED_FOLDER.test(part));

// Root may write everything, so the mode bits say what the owner wants.
const isWriteProtected = (path: string): boolean => (statSync(path).mode & 0o222) === 0;

/** A WAL file in a folder that may not be written cannot be opened in place; a copy in memory can. */
const openInMemory = (path: string): Database.Database => {
  const bytes = readFileSync(path);
  bytes[18] = 1;
  bytes[19] = 1;
  return new Database(bytes, { readonly: true });
};

const openReader = (path: string): Database.Database => {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (/^SQLITE_(CANTOPEN|READONLY)/.test(code)) return openInMemory(path);
    throw error;
  }
};

const openWriter = (path: string): Database.Database => {
  const db = new Database(path, { fileMustExist: true });
  try {
    configureWriter(db);
    assertSqlite(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * Opens a library file: checks it, brings it to the present schema (after a backup) and returns a reading and, unless
 * the file is protected or lies in a synced folder, a writing handle. Throws a Refusal that says what to do.
 */
export const openFile = async (path: string, now: () => number, slow: SlowLog): Promise<Handles> => {
  const { userVersion } = inspectFile(path);
  const synced = isSynced(path);
  const readOnly = synced || isWriteProtected(path);
  const writerDb = readOnly ? null : openWriter(path);
  try {
    if (writerDb) await migrate(writerDb, path, userVersion, now);
    const readerDb = openReader(path);
    configure(readerDb);
    readerDb.pragma('cache_size = -32000');

    return {
      path,
      reader: new Readable(readerDb, slow),
      writer: writerDb ? new Writable(writerDb, slow) : null,
      notice: synced
        ? 'This library lies in a synced or network folder, where two machines could damage it; it is open for reading only. Make a copy in a local folder to edit it.'
        : readOnly
          ? 'This library is write-protected, so it is open for reading only.'
          : null,
      dataVersion: () => Number((writerDb ?? readerDb).pragma('data_version', { simple: true })),
      close: () => {
        readerDb.close();
        writerDb?.close();
      },
    };
  } catch (error) {
    writerDb?.close();
    throw error;
  }
};
