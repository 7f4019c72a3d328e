import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolder, listBackups } from '#shared/core/store/backup.ts';
import { World } from '../../support/world.ts';

test('a copy that was never finished goes with the next one, but not one that may still be made, nor another’s', async () => {
  await using world = new World();
  const store = await world.createStore();
  const folder = backupFolder(store.path);
  mkdirSync(folder, { recursive: true });
  const left = (name: string, minutes: number): string => {
    const path = join(folder, `${name}-20260101-120000000.bwlib.0195c0de-0000-7000-8000-00000000beef.tmp`);
    writeFileSync(path, 'half');
    const seconds = Date.now() / 1000 - minutes * 60;
    utimesSync(path, seconds, seconds);
    return path;
  };
  const others = left('other', 120);
  const abandoned = left('library', 120);
  await store.backup();
  expect([others, abandoned].map((path) => existsSync(path))).toEqual([true, false]);
  const fresh = left('library', 5);
  await store.backup();
  expect(existsSync(fresh)).toBe(true);
  expect(listBackups(folder, store.path)).toHaveLength(2);
});
