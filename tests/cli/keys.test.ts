import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CommandLine } from '../support/cli.ts';

interface Own {
  readonly recipient: string;
  readonly fingerprint: string;
}

test('packs to a public key, between two people', async () => {
  await using ann = await CommandLine.create();
  await using ben = await CommandLine.create();
  await ann.json('init', 'a.bwlib');
  await ann.json('facts', 'add', 'a.bwlib', '--statement', 'For Ben alone');
  const none = await ben.run(['keys', 'show']);
  expect([none.code, none.stdout.trim()]).toEqual([1, 'You have no keys; make them with `briefwright keys new`.']);
  const { recipient } = await ben.json<Own>('keys', 'new');
  expect(await ben.json('keys', 'show')).toMatchObject({ recipient });
  const again = await ben.run(['keys', 'new']);
  expect([again.code, again.stdout]).toEqual([2, '']);
  expect(again.stderr).toMatch(/^briefwright: Your keys are there already, .*\.\n$/);

  await ann.json('keys', 'remember', 'Ben', recipient);
  expect(await ann.json('keys', 'list')).toEqual([{ name: 'Ben', recipient, fingerprint: null }]);
  await ann.json('pack', 'a.bwlib', '--out', 'for-ben.bwpack', '--to', 'ben');
  const bytes = await readFile(ann.path('for-ben.bwpack'));
  expect(bytes.includes('For Ben alone')).toBe(false);

  // Ann has no keys herself: what she encrypted to Ben is closed to her, too.
  const closed = await ann.run(['inspect', 'for-ben.bwpack']);
  expect(closed.code).toBe(3);
  expect(closed.stdout).toContain('is encrypted to a key, and you have none');
  await ann.json('keys', 'new');
  const other = await ann.run(['merge', 'a.bwlib', 'for-ben.bwpack']);
  expect([other.code, other.stdout]).toEqual([3, '']);
  expect(other.stderr).toMatch(/^briefwright: for-ben\.bwpack is encrypted for somebody else; .*\.\n$/);

  await writeFile(ben.path('for-ben.bwpack'), bytes);
  await ben.json('init', 'b.bwlib');
  expect(await ben.json('inspect', 'for-ben.bwpack')).toMatchObject({ safe: true, records: { fact: 1 } });
  expect(await ben.json('merge', 'b.bwlib', 'for-ben.bwpack')).toMatchObject({ added: 1 });
  const left = await readdir(ben.path('home/profile'), { recursive: true });
  expect(left.filter((name) => name.endsWith('.bwpack'))).toEqual([]);

  await ann.json('keys', 'forget', 'Ben');
  const gone = await ann.run(['pack', 'a.bwlib', '--out', 'x.bwpack', '--to', 'Ben']);
  expect(gone.code).toBe(2);
  expect(gone.stderr).toContain('No public key of “Ben” is remembered');
});

test('the secret keys are readable by their owner alone, and no command shows them', async () => {
  await using cli = await CommandLine.create();
  const runs = [await cli.run(['keys', 'new']), await cli.run(['keys', 'show']), await cli.run(['keys', 'list'])];
  const path = cli.path('home/profile/keys.json');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { identity, signing } = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  for (const { stdout, stderr } of runs)
    for (const secret of [identity, signing]) expect(stdout + stderr).not.toContain(secret);
  await writeFile(path, 'spoilt');
  const spoilt = await cli.run(['keys', 'show']);
  expect([spoilt.code, spoilt.stdout]).toEqual([3, '']);
  expect(spoilt.stderr).toMatch(/^briefwright: The file with your keys cannot be read; .*\.\n$/);
});
