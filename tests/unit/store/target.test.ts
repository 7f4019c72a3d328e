import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '#shared/core/write-file.ts';
import { finishTask, openWorld, World } from '../../support/world.ts';

const IS_LIBRARY = { kind: 'INVALID', data: { reason: 'target-is-library' } };

/** The locks on a file, as Linux lists them. */
const locksOn = (path: string): string[] => {
  const inode = `:${statSync(path).ino} `;
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(inode));
};

describe('writing a file', () => {
  it('never takes the place of a library, a backup, a pack, or what lies beside a library', async () => {
    await using world = await openWorld({ sample: true });
    const { api, library } = world;
    const pack = world.path('share.bwpack');
    const db = new Database(pack);
    db.pragma(`application_id = ${0x4257504b}`);
    db.exec('CREATE TABLE x (y)');
    db.close();
    symlinkSync(library, world.path('soft.pdf'));
    linkSync(library, world.path('hard.pdf'));
    symlinkSync(`${library}-wal`, world.path('wal.pdf'));
    const { file } = await api.library.backup({});
    const backup = await world.running.locate(file);
    const before = readFileSync(library);
    const wal = readFileSync(`${library}-wal`);
    for (const path of [
      library,
      `${library}-wal`,
      `${library}-shm`,
      `${library}-journal`,
      world.path('soft.pdf'),
      world.path('hard.pdf'),
      world.path('wal.pdf'),
      backup as string,
      pack,
    ])
      await expect(writeWhole(path, 'report'), path).rejects.toMatchObject(IS_LIBRARY);
    expect(readFileSync(library)).toEqual(before);
    expect(readFileSync(`${library}-wal`)).toEqual(wal);
    expect(existsSync(`${library}-journal`)).toBe(false);
  });

  it('is refused for reports and templates alike, in every host', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running, library } = world;
    const file = await running.grant(library);
    const [template] = await api.templates.list();
    await expect(api.templates.export({ template: template?.id ?? '', file })).rejects.toMatchObject({
      code: 'INVALID',
      data: { reason: 'target-is-library' },
    });
    const { task } = await api.exports.start({ briefing: 'Future of Binance in Russia', format: 'json', file });
    await expect(finishTask(api, 'export', task)).rejects.toMatchObject({
      kind: 'INVALID',
      reason: 'target-is-library',
    });
    await expect(api.library.verify()).resolves.toEqual({ ok: true, problems: [] });
  });

  it('replaces other databases and files as before, and no pipe', async () => {
    await using world = new World();
    const path = world.path('other.db');
    const db = new Database(path);
    db.exec('CREATE TABLE x (y)');
    db.close();
    await writeWhole(path, 'report');
    expect(readFileSync(path, 'utf8')).toBe('report');
    await writeWhole(`${path}-journal`, 'report');
    if (process.platform === 'win32') return;
    const pipe = world.path('pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(writeWhole(pipe, 'report')).rejects.toMatchObject({ data: { reason: 'target-no-file' } });
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  // Without its lock, another program that closes the library removes the log which we go on writing to.
  it.runIf(existsSync('/proc/locks'))('leaves the locks of an open library alone, however it is named', async () => {
    await using world = await openWorld();
    const { api, library, running } = world;
    symlinkSync(library, world.path('soft.bwlib'));
    const soft = await running.grant(world.path('soft.bwlib'));
    const looks = [
      () => writeWhole(library, 'report'),
      () => api.library.restore({ file: soft, to: soft }),
      () => api.library.open({ file: soft }),
    ];
    expect(locksOn(library).length).toBeGreaterThan(0);
    for (const look of looks) {
      await Promise.resolve(look()).catch(() => {});
      expect(locksOn(library).length).toBeGreaterThan(0);
    }
    await api.library.close();
    expect(locksOn(library)).toEqual([]);
  });
});

describe('a new library', () => {
  it('is refused under the name of what lies beside another', async () => {
    await using world = await openWorld();
    const { api, running, library } = world;
    const backup = (await api.library.backup({})).file;
    await api.library.close();
    for (const end of ['-wal', '-shm', '-journal']) {
      const file = await running.grant(`${library}${end}`);
      const refusal = { code: 'INVALID', data: { reason: 'target-is-library' } };
      await expect(api.library.create({ name: 'x', file })).rejects.toMatchObject(refusal);
      await expect(api.library.restore({ file: backup, to: file })).rejects.toMatchObject(refusal);
      expect(existsSync(`${library}${end}`)).toBe(false);
    }
  });

  it('never replaces one that is there, through whatever link', async () => {
    await using world = await openWorld();
    const { api, running, library } = world;
    writeFileSync(world.path('nothing'), '');
    symlinkSync(library, world.path('soft.bwlib'));
    symlinkSync(world.path('gone'), world.path('dangling.bwlib'));
    const backup = (await api.library.backup({})).file;
    for (const name of ['library.bwlib', 'soft.bwlib', 'dangling.bwlib', 'nothing']) {
      const file = await running.grant(world.path(name));
      await expect(api.library.create({ name: 'x', file }), name).rejects.toMatchObject({ code: 'EXISTS' });
      await expect(api.library.restore({ file: backup, to: file }), name).rejects.toMatchObject({ code: 'EXISTS' });
    }
    await expect(api.library.verify()).resolves.toEqual({ ok: true, problems: [] });
  });
});
