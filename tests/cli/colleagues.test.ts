import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLine } from '../support/cli.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.create();
  await cli.json('init', 'own.bwlib');
  await cli.json('facts', 'add', 'own.bwlib', '--statement', 'One');
});
afterAll(() => cli[Symbol.asyncDispose]());

describe('pack --for', () => {
  test('with --since holds what changed since the last one', async () => {
    const first = await cli.json<{ records: number }>('pack', 'own.bwlib', '--out', '1.bwpack', '--for', 'Ann');
    await cli.json('facts', 'add', 'own.bwlib', '--statement', 'Two');
    const args = ['pack', 'own.bwlib', '--for', 'Ann', '--since'];
    expect(await cli.json(...args, '--out', '2.bwpack')).toMatchObject({ file: '2.bwpack', records: 1 });
    expect(await cli.json(...args, '--out', '3.bwpack')).toEqual({ file: null, bytes: 0, records: 0, withheld: 0 });
    expect(existsSync(cli.path('3.bwpack'))).toBe(false);
    const { code, stdout, stderr } = await cli.run([...args, '--out', '3.bwpack']);
    expect([code, stdout.trim()]).toEqual([0, 'No pack was written.']);
    expect(stderr).toMatch(/^Nothing that may go has changed since the last exchange with Ann; .*\.\n$/);
    expect(await cli.json('colleagues', 'list', 'own.bwlib')).toMatchObject([
      { name: 'Ann', records: first.records + 1, receivedAt: null },
    ]);
    expect((await cli.run(['colleagues', 'list', 'own.bwlib'])).stdout).toMatch(
      /^Ann\n {4}sent 2.*known to be with them/,
    );
  });

  test('with a name that nothing went to, or --since alone, is refused with a sentence', async () => {
    const unknown = await cli.run(['pack', 'own.bwlib', '--out', 'x.bwpack', '--for', 'Anm', '--since']);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/^briefwright: Nothing was exchanged with “Anm” so far; .*\.\n$/);
    const alone = await cli.run(['pack', 'own.bwlib', '--out', 'x.bwpack', '--since']);
    expect([alone.code, alone.stderr]).toEqual([2, 'briefwright: --since needs --for with a colleague.\n']);
    expect(existsSync(cli.path('x.bwpack'))).toBe(false);
  });

  test('is forgotten with colleagues forget', async () => {
    await cli.json('colleagues', 'forget', 'own.bwlib', 'ann');
    expect(await cli.json('colleagues', 'list', 'own.bwlib')).toEqual([]);
    expect((await cli.run(['colleagues', 'forget', 'own.bwlib', 'ann'])).code).toBe(2);
  });
});
