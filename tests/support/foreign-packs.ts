import Database from 'better-sqlite3';
import { PACK_APPLICATION_ID, PACK_SCHEMA, PACK_VERSION, type PackMeta } from '#shared/core/merge/pack-format.ts';
import { allChanges } from '#shared/core/store/history.ts';
import type { Store } from '#shared/core/store/store.ts';
import { TABLES } from '#shared/core/store/tables/index.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';

export const PACK_META: Omit<PackMeta, 'library'> = {
  id: '0195c0de-0000-7000-8000-000000000001',
  createdAt: '2025-03-01T09:00:00.000Z',
  from: 'Test Author',
  note: 'All of it.',
  ceiling: 'RED',
};

/** An empty pack, open for writing. */
export const makePack = (path: string, meta: PackMeta): Database.Database => {
  const db = new Database(path);
  db.pragma(`application_id = ${PACK_APPLICATION_ID}`);
  db.exec(PACK_SCHEMA);
  db.pragma(`user_version = ${PACK_VERSION}`);
  const tell = db.prepare('INSERT INTO meta VALUES (?, ?)');
  for (const [key, value] of Object.entries(meta)) tell.run(key, value);
  return db;
};

/** A pack of everything in a library, made the short way: for tests of reading, not of making packs. */
export const packOf = (store: Store, path: string): void => {
  const db = makePack(path, { ...PACK_META, library: store.id });
  db.exec('BEGIN');
  const copy = (table: string, columns: string, rows: string = table): void => {
    const insert = db.prepare(`INSERT INTO ${table} VALUES (${columns.replace(/\w+/g, '?')})`);
    for (const row of store.read.all(`SELECT ${columns} FROM ${rows}`)) insert.run(...Object.values(row));
  };
  copy('replicas', 'n, id');
  copy('authors', 'n, name');
  copy('attachments', 'sha256, media_type, bytes');
  for (const kind of RECORD_KINDS) {
    const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?)');
    for (const { id, vector } of store.read.all(`SELECT id, vector FROM ${TABLES[kind].name}`))
      insert.run(id, kind, vector);
  }
  const insert = db.prepare('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const raw = new Map(store.read.all('SELECT dot, author, seen FROM changes').map((row) => [row.dot, row]));
  for (const change of allChanges(store.read)) {
    const { dot, ms, counter, kind, record, op, fields, reason } = change;
    const row = raw.get(dot);
    insert.run(dot, ms, counter, row?.author, kind, record, op, JSON.stringify(fields), row?.seen, reason);
  }
  db.exec('COMMIT');
  db.close();
};
