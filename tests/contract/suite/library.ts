import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { freshLibrary, problemOf, type World } from './world.ts';

/** A library file of its own, closed again. */
const libraryFile = async (world: World, name: string, folder = world.folder): Promise<string> => {
  const path = join(folder, `${name}.bwlib`);
  await world.api.library.create({ name, file: await world.grant(path) });
  await world.api.library.close();
  return path;
};

const open = async ({ api, grant }: World, path: string) => api.library.open({ file: await grant(path) });

export const libraryPart = (the: () => World): void => {
  describe('library', () => {
    test('nothing works before one is open, and the refusal says so', async () => {
      const { api } = the();
      expect((await api.library.status()).open).toBeNull();
      expect(await problemOf(api.library.stats())).toMatchObject({ kind: 'NO_LIBRARY', reason: 'no-library' });
      expect(await problemOf(api.facts.list({}))).toMatchObject({ kind: 'NO_LIBRARY' });
    });

    test('is made by name, closed, known, opened by its key and forgotten', async () => {
      const { api } = the();
      const made = await api.library.create({ name: 'By name' });
      expect(made).toMatchObject({ name: 'By name', readOnly: false, notice: null });
      expect((await api.library.status()).open).toEqual(made);
      await api.library.close();
      const { open: none, known } = await api.library.status();
      expect(none).toBeNull();
      const key = known.find(({ name }) => name === 'By name')?.key ?? '';
      expect(JSON.stringify(known)).not.toContain(the().folder);
      expect(await api.library.open({ key })).toEqual(made);
      await api.library.forget({ key });
      expect((await api.library.status()).open).toEqual(made);
      await api.library.close();
    });

    test('counts what the sample holds', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Sample', true);
      const stats = await api.library.stats();
      expect(stats.facts).toBeGreaterThan(15);
      expect(stats).toMatchObject({ sources: 1, briefings: 1, editions: 0, conflicts: 0 });
      expect(stats.evidence).toBeGreaterThanOrEqual(stats.facts);
      expect(await api.library.verify()).toEqual({ ok: true, problems: [] });
    });

    test('digests alike when copied, and otherwise when edited', async () => {
      const { api, folder, grant } = the();
      const before = await api.library.digest();
      const backup = await api.library.backup({ folder: await grant(folder) });
      expect(backup.sha256).toMatch(/^[0-9a-f]{64}$/);
      const copy = join(folder, 'restored.bwlib');
      const restored = await api.library.restore({ file: backup.file, to: await grant(copy) });
      expect(restored.name).toBe('restored.bwlib');
      await api.library.open({ file: await grant(copy) });
      expect(await api.library.digest()).toEqual(before);
      await api.facts.add({ statement: 'One more.' });
      expect((await api.library.digest()).content).not.toBe(before.content);
    });

    test('keeps backups in a rotation beside itself', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Rotation');
      const { name, bytes } = await api.library.backup({});
      expect(await api.library.backups()).toContainEqual(expect.objectContaining({ name, bytes }));
    });
  });

  describe('a library that cannot be opened', () => {
    const refuse = async (path: string) => problemOf(open(the(), path));

    test('missing: NOT_FOUND', async () => {
      expect(await refuse(join(the().folder, 'nowhere.bwlib'))).toMatchObject({ kind: 'NOT_FOUND' });
    });

    test('not a library: FOREIGN', async () => {
      const path = join(the().folder, 'foreign.bwlib');
      writeFileSync(path, 'Just some text.'.repeat(100));
      expect(await refuse(path)).toMatchObject({ kind: 'FOREIGN' });
    });

    test('made by a newer version: NEWER, and not touched', async () => {
      const path = await libraryFile(the(), 'newer');
      const db = new Database(path);
      db.pragma('user_version = 999999');
      db.pragma('journal_mode = DELETE');
      db.close();
      const before = readFileSync(path);
      expect(await refuse(path)).toMatchObject({ kind: 'NEWER' });
      expect(readFileSync(path).equals(before)).toBe(true);
    });

    test('cut short: DAMAGED', async () => {
      const path = await libraryFile(the(), 'truncated');
      const file = openSync(path, 'r+');
      ftruncateSync(file, 8192);
      closeSync(file);
      expect(await refuse(path)).toMatchObject({ kind: 'DAMAGED' });
    });

    test('there already: EXISTS, and the old one stays', async () => {
      const { api, grant } = the();
      const path = await libraryFile(the(), 'there');
      const before = readFileSync(path);
      const refusal = await problemOf(api.library.create({ name: 'there', file: await grant(path) }));
      expect(refusal.kind).toBe('EXISTS');
      expect(readFileSync(path).equals(before)).toBe(true);
    });

    test('in a folder that is not there: IO', async () => {
      const { api, grant } = the();
      const file = await grant(join(the().folder, 'no', 'such', 'folder', 'x.bwlib'));
      expect(await problemOf(api.library.create({ name: 'x', file }))).toMatchObject({ kind: 'IO' });
    });

    test('by a token or key that nobody gave: NOT_FOUND', async () => {
      const { api } = the();
      expect(await problemOf(api.library.open({ file: '/etc/passwd' }))).toMatchObject({ kind: 'NOT_FOUND' });
      expect(await problemOf(api.library.open({ key: 'x' }))).toMatchObject({ kind: 'NOT_FOUND' });
    });
  });

  describe('a library that cannot be written', () => {
    test('in a synced folder: READ_ONLY with a notice, and readable', async () => {
      const { api, folder } = the();
      const synced = join(folder, 'Dropbox');
      mkdirSync(synced);
      const path = await libraryFile(the(), 'plain');
      const there = join(synced, 'synced.bwlib');
      writeFileSync(there, readFileSync(path));
      expect(await open(the(), there)).toMatchObject({ readOnly: true, notice: expect.stringMatching(/\.$/) });
      expect((await api.facts.list({})).total).toBe(0);
      expect(await problemOf(api.facts.add({ statement: 'x' }))).toMatchObject({ kind: 'READ_ONLY' });
    });

    test('while another program writes: BUSY, and afterwards it works', async () => {
      const { api } = the();
      const path = await libraryFile(the(), 'busy');
      await open(the(), path);
      const other = new Database(path);
      other.exec('BEGIN IMMEDIATE');
      try {
        expect(await problemOf(api.facts.add({ statement: 'Waits.' }))).toMatchObject({ kind: 'BUSY' });
      } finally {
        other.exec('ROLLBACK');
        other.close();
      }
      expect((await api.facts.add({ statement: 'Goes through.' })).statement).toBe('Goes through.');
    });
  });
};
