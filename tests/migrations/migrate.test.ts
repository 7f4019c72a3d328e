import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backupFolder } from '#shared/core/store/backup.ts';
import { migrate } from '#shared/core/store/migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '#shared/core/store/migrations/index.ts';
import { World } from '../support/world.ts';
import { libraryFixture, schemaFixture, schemaText } from './fixtures.ts';

const fixtureIn = (world: World): string => {
  const path = world.path('library.bwlib');
  copyFileSync(libraryFixture(10), path);
  return path;
};

const versionOf = (path: string): number => {
  const db = new Database(path, { readonly: true });
  try {
    return Number(db.pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
};

describe('schema', () => {
  test('migrations are numbered in tens, in rising order', () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
  });

  test('a new library has the schema that is checked in', async () => {
    await using world = new World();
    const { path } = await world.createStore();
    expect(schemaText(path)).toBe(readFileSync(schemaFixture(SCHEMA_VERSION), 'utf8'));
  });

  test('every released schema opens, holds what it held, and ends at the present schema', async () => {
    for (const { version } of MIGRATIONS) {
      await using world = new World();
      const path = world.path('library.bwlib');
      copyFileSync(libraryFixture(version), path);
      const store = await world.openStore(path);
      expect(store.verify()).toEqual([]);
      expect(store.read.count('SELECT count(*) FROM facts')).toBe(26);
      expect(store.read.get('SELECT statement, retired FROM facts ORDER BY n DESC LIMIT 1')).toEqual({
        statement: 'Ёлка 43 %',
        retired: 1,
      });
      await store.close();
      expect(schemaText(path)).toBe(readFileSync(schemaFixture(SCHEMA_VERSION), 'utf8'));
    }
  });

  test('an empty file of version 0 becomes a library', async () => {
    await using world = new World();
    const path = world.path('new.db');
    const db = new Database(path);
    await migrate(db, path, 0, Date.now);
    db.close();
    expect(versionOf(path)).toBe(SCHEMA_VERSION);
    expect(existsSync(backupFolder(path))).toBe(false);
    expect(schemaText(path)).toBe(readFileSync(schemaFixture(SCHEMA_VERSION), 'utf8'));
  });
});

test('records of an older schema get the keys by which duplicates are found (M13)', async () => {
  for (const { version } of MIGRATIONS) {
    await using world = new World();
    const path = world.path('library.bwlib');
    copyFileSync(libraryFixture(version), path);
    const store = await world.openStore(path);
    expect(store.read.count('SELECT count(*) FROM facts WHERE statement_key IS NULL')).toBe(0);
    expect(store.read.count('SELECT count(*) FROM subjects WHERE name_key IS NULL')).toBe(0);
    expect(store.read.count("SELECT count(*) FROM sources WHERE (url_key IS NULL) <> (url = '')")).toBe(0);
    expect(store.verify()).toEqual([]);
  }
});

describe('a later migration', () => {
  const NEXT = SCHEMA_VERSION + 10;
  const later = (sql: string) => [...MIGRATIONS, { version: NEXT, name: 'later', sql }];

  test('runs once, after a backup of the version before', async () => {
    await using world = new World();
    const path = fixtureIn(world);
    const db = new Database(path);
    await migrate(db, path, 10, Date.now, later('CREATE TABLE extra (n INTEGER) STRICT'));
    await migrate(db, path, NEXT, Date.now, later('this would fail'));
    db.close();
    expect(versionOf(path)).toBe(NEXT);
    const backups = readdirSync(backupFolder(path));
    expect(backups).toHaveLength(1);
    expect(versionOf(join(backupFolder(path), backups[0] ?? ''))).toBe(10);
  });

  test('that fails, or breaks a link, leaves the library as it was', async () => {
    await using world = new World();
    const path = fixtureIn(world);
    const before = schemaText(path);
    for (const sql of [
      'CREATE TABLE extra (n INTEGER) STRICT; nonsense',
      'PRAGMA defer_foreign_keys = ON; DELETE FROM sources',
    ]) {
      const db = new Database(path);
      db.pragma('foreign_keys = ON');
      await expect(migrate(db, path, 10, Date.now, later(sql))).rejects.toThrow();
      db.close();
      expect(versionOf(path)).toBe(10);
      expect(schemaText(path)).toBe(before);
    }
  });

  test('killed at any step leaves the library as it was, and runs to its end the next time', {
    timeout: 60_000,
  }, async () => {
    await using world = new World();
    const path = fixtureIn(world);
    const before = schemaText(path);
    const run = (at: number) =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'dying.ts'), path, String(at)], { encoding: 'utf8' });
    for (const at of [0, 1, 2, 3]) {
      expect(run(at).signal).toBe('SIGKILL');
      expect(versionOf(path)).toBe(10);
      expect(schemaText(path)).toBe(before);
    }
    const last = run(-1);
    expect(last.stderr).toBe('');
    expect(versionOf(path)).toBe(NEXT);
  });
});
