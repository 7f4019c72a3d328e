import type Database from 'better-sqlite3';
import { asRefusal, Refusal } from '../refusal.ts';
import { backupDatabase, backupFolder } from './backup.ts';
import { APPLICATION_ID, refuseNewer } from './file.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';

/** How long to wait for another writer, and the longest pause between two tries. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 12;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Tries again for up to five seconds while another process has the file locked, without blocking this thread. */
export const patiently = async <T>(attempt: () => T, holder: () => string = () => 'Another program'): Promise<T> => {
  const since = performance.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (asRefusal(error).kind !== 'BUSY') throw error;
      if (performance.now() - since > PATIENCE_MS) {
        const who = holder();
        throw new Refusal(
          'BUSY',
          'library-locked',
          `${who} is writing to this library; try again when it has finished.`,
          { who },
        );
      }
      // Short and uneven pauses, so that two busy writers take turns instead of one starving.
      await pause(1 + Math.random() * PAUSE_MS);
    }
  }
};

const apply = (db: Database.Database, pending: readonly Migration[]): void => {
  for (const migration of pending) {
    db.exec(migration.sql);
    migration.fill?.(db);
    db.pragma(`user_version = ${migration.version}`);
  }
  const broken = db.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0)
    throw new Refusal(
      'DAMAGED',
      'migration-links',
      'The library has broken links, so it was not updated; run `briefwright verify` and restore a backup.',
    );
};

/**
 * Runs the migrations that the library lacks in one transaction, after a backup when it holds anything. The version is
 * read again inside, since another process may have been quicker.
 */
export const migrate = async (
  db: Database.Database,
  path: string,
  fileVersion: number,
  now: () => number,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> => {
  const last = migrations.at(-1)?.version ?? 0;
  if (fileVersion >= last) return;
  if (fileVersion > 0) backupDatabase(db, path, backupFolder(path), now());
  // Tables are rebuilt by dropping them, which must not take along what points to them; the check comes after.
  db.pragma('foreign_keys = OFF');
  await patiently(() => db.exec('BEGIN IMMEDIATE'));
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > last) throw refuseNewer(path);
    apply(
      db,
      migrations.filter((migration) => migration.version > version),
    );
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    db.pragma('foreign_keys = ON');
  }
};
