import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { cannotWrite, guardTarget } from './target.ts';

/** How many backups of one library the rotation keeps. */
const KEPT = 10;

/** Bytes read at once to take a hash. */
const HASHED_AT_ONCE = 2 ** 18;

export interface BackupFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly at: number;
}

/** The folder beside a library that holds its backups. */
export const backupFolder = (library: string): string => `${library}.backups`;

export const sha256OfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    // One piece of memory for all: a stream takes a new one for each read, and five times as long.
    const piece = Buffer.allocUnsafe(HASHED_AT_ONCE);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
};

/** Makes a finished file or rename survive a power cut. Folders cannot be synced on Windows. */
export const syncPath = (path: string, isFolder = false): void => {
  if (isFolder && process.platform === 'win32') return;
  const fd = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

const quickCheck = (path: string): void => {
  const db = new Database(path, { readonly: true });
  try {
    if (db.pragma('quick_check', { simple: true }) !== 'ok') {
      throw new Refusal(
        'DAMAGED',
        'backup-damaged',
        'The copy did not pass its check; run `briefwright verify` on the library.',
      );
    }
  } finally {
    db.close();
  }
};

const refuseTarget = (name: string): Refusal =>
  new Refusal('EXISTS', 'target-exists', `${name} is there already; choose another name.`, { name });

/**
 * Refuses a place where a file stands, or where the log of a library that is gone would be taken for a part of the new
 * one: SQLite replays any log that lies beside a file.
 */
export const checkTarget = (target: string): void => {
  if (existsSync(target)) throw refuseTarget(basename(target));
  // The name of a new library may be that of another's log, which SQLite would write over.
  guardTarget(target);
  for (const end of ['-wal', '-journal']) {
    const name = `${basename(target)}${end}`;
    if (existsSync(`${target}${end}`))
      throw new Refusal(
        'EXISTS',
        'target-leftover',
        `${name} of an earlier library still lies there; move it away or choose another name.`,
        { name },
      );
  }
};

/** Gives a finished file its name without ever replacing another, even one that appeared a moment ago. */
export const nameFile = (temporary: string, target: string): void => {
  try {
    linkSync(temporary, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw refuseTarget(basename(target));
    // Some file systems, such as those of memory sticks, know no second name for a file.
    if (existsSync(target)) throw refuseTarget(basename(target));
    renameSync(temporary, target);
  }
};

/**
 * A checked copy of a live database at `target`, which must not exist: VACUUM INTO a temporary name, check, sync, name
 * it, sync the folder (SAFETY.md).
 */
export const copyDatabase = (db: Database.Database, target: string): void => {
  checkTarget(target);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    db.prepare('VACUUM INTO ?').run(temporary);
    quickCheck(temporary);
    syncPath(temporary);
    nameFile(temporary, target);
    syncPath(dirname(target), true);
  } catch (error) {
    throw cannotWrite(target, error);
  } finally {
    rmSync(temporary, { force: true });
  }
};

const stampOf = (ms: number): string =>
  new Date(ms).toISOString().replace(/[-:]/g, '').replace('.', '').replace('T', '-').replace('Z', '');

const STAMP = /^\d{8}-\d{9}(~\d+)?\.bwlib$/;

/** The backups of a library, newest first. A folder may hold those of others, too, even of one whose name begins alike. */
export const listBackups = (folder: string, library: string): BackupFile[] => {
  if (!existsSync(folder)) return [];
  const prefix = `${basename(library, '.bwlib')}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && STAMP.test(name.slice(prefix.length)))
    .sort()
    .reverse()
    .map((name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, name, bytes: size, at: Math.trunc(mtimeMs) };
    });
};

/**
 * Makes a folder with those above it, one by one: Node's recursive mkdir never ends where the system says of every new
 * folder that there is no such file, as below /proc.
 */
const makeFolder = (folder: string): void => {
  const name = basename(folder);
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there)
    throw new Refusal('INVALID', 'target-is-file', `${name} is a file, not a folder; choose a folder.`, { name });
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(folder, error);
  }
};

/** What a process that was killed left of a copy that it had begun. */
const LEFTOVER = /\.bwlib\.[0-9a-f-]{36}\.tmp$/;
/** No copy takes this long, in milliseconds. */
const ABANDONED_MS = 3_600_000;

const removeLeftovers = (folder: string, library: string): void => {
  const prefix = `${basename(library, '.bwlib')}-`;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(prefix) || !LEFTOVER.test(name)) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
  }
};

/** A checked, dated copy in the folder; the oldest beyond the rotation are removed, and copies that were never finished. */
export const backupDatabase = (db: Database.Database, library: string, folder: string, ms: number): BackupFile => {
  makeFolder(folder);
  let name = `${basename(library, '.bwlib')}-${stampOf(ms)}.bwlib`;
  for (let again = 2; existsSync(join(folder, name)); again++)
    name = name.replace(/(~\d+)?\.bwlib$/, `~${again}.bwlib`);
  const path = join(folder, name);
  copyDatabase(db, path);
  for (const old of listBackups(folder, library).slice(KEPT)) rmSync(old.path, { force: true });
  removeLeftovers(folder, library);
  return { path, name, bytes: statSync(path).size, at: ms };
};
