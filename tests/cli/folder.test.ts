import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { copyFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TRAILER_BYTES } from '#shared/core/merge/signature.ts';
import { CommandLine } from '../support/cli.ts';
import { signAnyhow } from '../support/hostile.ts';

let ann: CommandLine;
let ben: CommandLine;
let shared: string;
beforeAll(async () => {
  ann = await CommandLine.create();
  ben = await CommandLine.create();
  shared = ann.path('Team');
  mkdirSync(shared);
  for (const [person, name] of [
    [ann, 'Ann'],
    [ben, 'Ben'],
  ] as const) {
    await person.json('init', 'own.bwlib');
    await person.json('facts', 'add', 'own.bwlib', '--statement', `From ${name}`);
    await person.json('keys', 'new');
    await person.json('folder', 'set', 'own.bwlib', shared);
  }
});
afterAll(async () => {
  await ann[Symbol.asyncDispose]();
  await ben[Symbol.asyncDispose]();
});

/** So long ago that nobody takes it for a file that is still growing. */
const settle = async (): Promise<void> => {
  for (const name of readdirSync(shared))
    await utimes(`${shared}/${name}`, new Date('2025-01-01'), new Date('2025-01-01'));
};

test('packs go through a shared folder', async () => {
  const sent = await ann.json<{ file: string }>(
    'folder',
    'send',
    'own.bwlib',
    '--author',
    'Ann',
    '--now',
    '2025-03-01',
  );
  expect(sent.file.replaceAll('\\', '/')).toBe('Team/Ann 2025-03-01 1.bwpack');
  await settle();
  expect(await ann.json('folder', 'list', 'own.bwlib')).toEqual({ packs: [], arriving: 0 });
  expect(await ben.json('folder', 'list', 'own.bwlib')).toEqual({
    packs: [
      { name: 'Ann 2025-03-01 1.bwpack', bytes: expect.any(Number), at: Date.UTC(2025, 0, 1), mergedInPart: false },
    ],
    arriving: 0,
  });
  expect((await ben.run(['folder', 'list', 'own.bwlib'])).stdout).toMatch(/^Ann 2025-03-01 1\.bwpack\n {4}\d+ kB/);
  expect(await ben.json('folder', 'merge-all', 'own.bwlib')).toEqual([
    { name: 'Ann 2025-03-01 1.bwpack', warnings: [], result: expect.objectContaining({ added: 1 }) },
  ]);
  expect((await ben.run(['folder', 'merge-all', 'own.bwlib'])).stdout).toBe('There is nothing new.\n');
});

test('merge-all tells what it leaves, goes on with the rest, and exits 1', async () => {
  await ann.json('facts', 'add', 'own.bwlib', '--statement', 'More');
  await ann.json('folder', 'send', 'own.bwlib', '--author', 'Ann', '--now', '2025-03-02');
  const first = `${shared}/Ann 2025-03-01 1.bwpack`;
  // Somebody signs a pack of Ann's anew.
  await writeFile(`${shared}/Ann again.bwpack`, (await readFile(first)).subarray(0, -TRAILER_BYTES));
  signAnyhow(`${shared}/Ann again.bwpack`);
  await settle();
  const { code, stdout } = await ben.run(['folder', 'merge-all', 'own.bwlib', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual(
    expect.arrayContaining([
      {
        name: 'Ann again.bwpack',
        warnings: [],
        problem: expect.stringContaining('signed by another key than Ann used'),
      },
      { name: 'Ann 2025-03-02 1.bwpack', warnings: [], result: expect.objectContaining({ added: 1 }) },
    ]),
  );
});

test('a pack that is dismissed is offered no more', async () => {
  const names = async () =>
    (await ben.json<{ packs: { name: string }[] }>('folder', 'list', 'own.bwlib')).packs.map(({ name }) => name);
  expect(await names()).toEqual(['Ann again.bwpack']);
  await ben.json('folder', 'dismiss', 'own.bwlib', 'Ann again.bwpack');
  expect(await names()).toEqual([]);
  const { code, stderr } = await ben.run(['folder', 'dismiss', 'own.bwlib', 'Ann again.bwpack']);
  expect([code, stderr]).toEqual([2, 'briefwright: No pack Ann again.bwpack waits there; list what does.\n']);
});

test('a changed key is told by inspect, refused by merge, and taken with --accept-key', async () => {
  await copyFile(`${shared}/Ann again.bwpack`, ben.path('again.bwpack'));
  const inspected = await ben.run(['inspect', 'again.bwpack']);
  expect(inspected.stdout).toContain('ATTENTION: it is signed by another key than before');
  expect(inspected.stdout).toContain('Ask Ann in another way');
  const refused = await ben.run(['merge', 'own.bwlib', 'again.bwpack']);
  expect([refused.code, refused.stdout]).toEqual([3, '']);
  expect(refused.stderr).toMatch(/^briefwright: again\.bwpack is signed by another key than Ann used before, .*\.\n$/);
  const taken = await ben.run(['merge', 'own.bwlib', 'again.bwpack', '--accept-key']);
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain('another key');
  expect((await ben.run(['inspect', 'again.bwpack'])).stdout).toContain('It is signed by Ann, with the key');
});

test('a folder that is gone is told with a sentence', async () => {
  renameSync(shared, `${shared} away`);
  for (const command of ['list', 'send', 'merge-all']) {
    const { code, stdout, stderr } = await ann.run(['folder', command, 'own.bwlib']);
    expect([code, stdout], command).toEqual([1, '']);
    expect(stderr).toMatch(/^briefwright: The shared folder Team cannot be reached; .*\.\n$/);
  }
  const shown = await ann.run(['folder', 'show', 'own.bwlib']);
  expect([shown.code, shown.stdout]).toEqual([1, 'Team, which cannot be reached at the moment\n']);
  await ann.json('folder', 'unset', 'own.bwlib');
  const none = await ann.run(['folder', 'list', 'own.bwlib']);
  expect([none.code, none.stderr]).toEqual([2, 'briefwright: This library has no shared folder; set one first.\n']);
});
