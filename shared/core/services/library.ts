import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { LibraryInfo, Stats } from '../../contract/library.ts';
import type { JoinableKind } from '../../model/duplicates.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { unjoined } from '../store/aliases.ts';
import { backupFolder, copyDatabase, listBackups, sha256OfFile } from '../store/backup.ts';
import { backupIn } from '../store/backup-thread.ts';
import { digestOf } from '../store/digest.ts';
import { inspectFile } from '../store/file.ts';
import type { Readable } from '../store/handle.ts';
import { SCHEMA_VERSION } from '../store/migrations/index.ts';
import { type FirstStep, Store, type StorePorts } from '../store/store.ts';
import type { Context } from './context.ts';
import { cleanName } from './files.ts';
import type { KnownLibraries } from './known.ts';
import { sampleStep, templateSteps } from './sample.ts';

const infoOf = (store: Store): LibraryInfo => ({
  id: store.id,
  name: store.name,
  readOnly: store.readOnly,
  schemaVersion: SCHEMA_VERSION,
  notice: store.notice,
});

const COUNTED = {
  facts: 'facts',
  sources: 'sources',
  evidence: 'evidence',
  notes: 'notes',
  subjects: 'subjects',
  judgements: 'judgements',
  templates: 'templates',
  briefings: 'briefings',
  editions: 'editions',
} as const;

const JOINABLE: Readonly<Record<string, JoinableKind>> = { facts: 'fact', sources: 'source', subjects: 'subject' };

/** Joined records are one with those that stand for them. */
const countJoined = (db: Readable, table: string): number =>
  db.count(
    `SELECT count(*) FROM aliases a JOIN ${table} t ON t.n = a.record WHERE a.kind = ? AND t.retired = 0`,
    JOINABLE[table] ?? '',
  );

/** How many records each table holds. All and the retired are looked up in an index; counting the others reads more. */
const countAll = (db: Readable) => {
  const counts = Object.entries(COUNTED).map(([name, table]) => {
    const retired = db.count(`SELECT count(*) FROM ${table} WHERE retired = 1`);
    const joined = table in JOINABLE ? countJoined(db, table) : 0;
    return { name, retired, live: db.count(`SELECT count(*) FROM ${table}`) - retired - joined };
  });
  return {
    live: Object.fromEntries(counts.map(({ name, live }) => [name, live])) as Record<keyof typeof COUNTED, number>,
    retired: counts.reduce((sum, { retired }) => sum + retired, 0),
  };
};

const statsOf = ({ read, path }: Store, today: string): Stats => {
  const { live, retired } = countAll(read);
  return {
    ...live,
    conflicts: read.count('SELECT count(*) FROM (SELECT DISTINCT record, field FROM siblings)'),
    retired,
    changes: read.count('SELECT count(*) FROM changes'),
    bytes: statSync(path).size + (existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0),
    schemaVersion: SCHEMA_VERSION,
    // The plus keeps SQLite from fetching every fact that is not retired, one by one, through an index.
    reviewDue: read.count(
      `SELECT count(*) FROM facts WHERE +retired = 0 AND review_by <= ? AND ${unjoined('fact', '+n')}`,
      today,
    ),
    disputed: read.count(
      `SELECT count(*) FROM facts WHERE +retired = 0 AND status = 'disputed' AND ${unjoined('fact', '+n')}`,
    ),
  };
};

/** Copies a library or backup to a new place, checked on the way. The copy gets a replica of its own when written to. */
const restoreCopy = async (from: string, to: string): Promise<{ name: string; sha256: string }> => {
  inspectFile(from);
  const db = new Database(from, { readonly: true });
  try {
    copyDatabase(db, to);
  } finally {
    db.close();
  }
  return { name: basename(to), sha256: await sha256OfFile(to) };
};

export const libraryService = (context: Context, known: KnownLibraries): ServiceOf<'library'> => {
  const ports: StorePorts = {
    profile: context.options.profile,
    now: context.now,
    slow: (sql, ms) => context.log(`slow query, ${Math.round(ms)} ms: ${sql}`),
    onChange: context.emit,
    backup: backupIn(context.options.backupWorker),
  };

  const adopt = async (store: Store): Promise<LibraryInfo> => {
    await context.use(store);
    // What a script works on is not what the window should offer.
    if (context.options.host !== 'cli') known.opened(store.path, context.now());
    return infoOf(store);
  };

  const create = async (path: string, sample: boolean): Promise<LibraryInfo> => {
    const { resources } = context.options;
    const subject = basename(path).replace(/\.bwlib$/i, '');
    const author = 'Briefwright';
    const fill: FirstStep[] = [
      ...templateSteps(resources).map((data) => ({ ...data, title: 'library.create' })),
      ...(sample ? [{ ...sampleStep(resources), title: 'library.sample' }] : []),
    ].map(({ title, ...data }) => ({ ...data, input: { title, subject, author, undoable: false } }));
    return adopt(await Store.create(path, ports, fill));
  };

  return {
    status: () => ({ open: context.open ? infoOf(context.open) : null, known: known.list() }),
    create: ({ name, file, sample }) =>
      create(file === undefined ? known.placeFor(cleanName(name)) : context.tokens.path(file), sample),
    open: async (input) => {
      const path = 'key' in input ? known.find(input.key) : context.tokens.path(input.file);
      if (path === undefined)
        throw new Refusal('NOT_FOUND', 'library-unknown', 'That library is no longer known; open it from its file.');
      return adopt(await Store.open(path, ports));
    },
    close: () => context.use(null),
    forget: ({ key }) => known.forget(key),
    stats: () => statsOf(context.store, context.today()),
    digest: () => digestOf(context.read),
    verify: () => {
      const problems = context.store.verify();
      return { ok: problems.length === 0, problems };
    },
    backup: async ({ folder }) => {
      const { path, name, bytes, at } = await context.store.backup(
        folder === undefined ? undefined : context.tokens.path(folder),
      );
      return { name, bytes, at, sha256: await sha256OfFile(path), file: context.tokens.grant(path) };
    },
    backups: () =>
      listBackups(backupFolder(context.store.path), context.store.path).map(({ name, bytes, at }) => ({
        name,
        bytes,
        at,
      })),
    restore: ({ file, to }) => restoreCopy(context.tokens.path(file), context.tokens.path(to)),
  };
};
