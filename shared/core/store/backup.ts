import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';

/** How many backups of one library the rotation keeps. */
const KEPT = 10;

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
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
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

/**
 * A checked copy of a live database at `target`, which must not exist: VACUUM INTO a temporary name, check, sync,
 * rename, sync the folder (SAFETY.md).
 */
export const copyDatabase = (db: Database.Database, target: string): void => {
  if (existsSync(target)) {
    throw new Refusal('EXISTS', 'target-exists', `${basename(target)} is there already; choose another name.`, {
      name: basename(target),
    });
  }
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    db.prepare('VACUUM INTO ?').run(temporary);
    quickCheck(temporary);
    syncPath(temporary);
    renameSync(temporary, target);
    syncPath(dirname(target), true);
  } finally {
    rmSync(temporary, { force: true });
  }
};

const stampOf = (ms: number): string =>
  new Date(ms).toISOString().replace(/[-:]/g, '').replace('.', '').replace('T', '-').replace('Z', '');

/** The backups of a library, newest first. */
export const listBackups = (folder: string, library: string): BackupFile[] => {
  if (!existsSync(folder)) return [];
  const prefix = `${basename(library, '.bwlib')}-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.bwlib'))
    .sort()
    .reverse()
    .map((name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, name, bytes: size, at: Math.trunc(mtimeMs) };
    });
};

/** A checked, dated copy in the folder; the oldest beyond the rotation are removed. */
export const backupDatabase = (db: Database.Database, library: string, folder: string, ms: number): BackupFile => {
  mkdirSync(folder, { recursive: true });
  let name = `${basename(library, '.bwlib')}-${stampOf(ms)}.bwlib`;
  for (let again = 2; existsSync(join(folder, name)); again++)
    name = name.replace(/(~\d+)?\.bwlib$/, `~${again}.bwlib`);
  const path = join(folder, name);
  copyDatabase(db, path);
  for (const old of listBackups(folder, library).slice(KEPT)) rmSync(old.path, { force: true });
  return { path, name, bytes: statSync(path).size, at: ms };
};
