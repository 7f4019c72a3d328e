import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandLine, ended } from '../support/cli.ts';
import { httpClient } from '../support/http-client.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.create();
  await cli.json('init', 'sample.bwlib', '--sample');
});
afterAll(() => cli[Symbol.asyncDispose]());

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', () => reject(new Error('ended without a line')));
  });

// The window is built before, or by the command itself, which takes longer.
test('serve prints the address first, works over it, and Ctrl-C ends it', { timeout: 180_000 }, async () => {
  const child = cli.start(['serve', 'sample.bwlib', '--no-open', '--author', 'Ann']);
  const end = ended(child);
  const url = await firstLine(child);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);

  const api = await httpClient(url);
  const { open } = await api.library.status();
  expect(open?.name).toBe('sample');
  expect(await api.settings.about()).toMatchObject({ host: 'browser' });
  const fact = await api.facts.add({ statement: 'Added in the browser.' });
  expect(fact.updatedBy).toBe('Ann');

  // The command line works on the same library meanwhile, and the browser hears of it.
  const events = await api.events.watch();
  const heard = events.next();
  await cli.json('facts', 'add', 'sample.bwlib', '--statement', 'Added beside it.');
  expect((await heard).value).toMatchObject({ type: 'changed', foreign: true });

  child.kill('SIGINT');
  const run = await end;
  expect(run.code).toBe(0);
  expect(run.stderr).not.toContain('    at ');
  expect(await cli.json('verify', 'sample.bwlib')).toEqual({ ok: true, problems: [] });
  const added = await cli.json<unknown[]>('facts', 'list', 'sample.bwlib', '--query', 'Added');
  expect(added).toHaveLength(2);
});

test('serve refuses a library that is not there, and a port that is none', async () => {
  const missing = await cli.run(['serve', 'gone.bwlib', '--no-open']);
  expect(missing.code).toBe(3);
  expect(missing.stdout).toBe('');
  expect(missing.stderr).toContain('gone.bwlib');
  expect((await cli.run(['serve', '--port', '0', '--no-open'])).code).toBe(2);
});
