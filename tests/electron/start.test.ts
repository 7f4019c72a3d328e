import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT } from './launch.ts';

let home: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'briefwright-npm-start-'));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  rmSync(home, { recursive: true, force: true });
});

/** A runtime that writes down how it was started and ends with the code. */
const fakeRuntime = (code: number): string => {
  const program = join(home, 'electron');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(home, 'arguments')}'\nexit ${code}\n`);
  chmodSync(program, 0o755);
  return home;
};

interface Started {
  readonly process: ChildProcess;
  readonly said: () => { out: string; err: string };
  readonly ended: Promise<number | null>;
}

/** Runs `npm start` without npm, with nothing of this machine's screen in its environment. */
const start = (args: readonly string[], more: Record<string, string>): Started => {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ELECTRON_OVERRIDE_DIST_PATH: _dist, ...rest } = process.env;
  // A browser that would be opened is the program `true`.
  const env = { ...rest, BRIEFWRIGHT_HOME: join(home, 'user'), BROWSER: 'true', ...more };
  const parts = ['--import', './shared/hosts/node-version.js', 'electron/start.ts', ...args];
  const process_ = spawn(process.execPath, parts, { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child = process_;
  const said = { out: '', err: '' };
  process_.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  process_.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const ended = once(process_, 'close').then(([code]) => code as number | null);
  return { process: process_, said: () => ({ ...said }), ended };
};

const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/m;

/** Waits for the address, ends it as Ctrl-C does, and gives what was said before. */
const inBrowserMode = async ({ process: running, said, ended }: Started): Promise<{ out: string; err: string }> => {
  await expect.poll(() => said().out, { timeout: 20_000 }).toMatch(ADDRESS);
  running.kill('SIGINT');
  expect(await ended).toBe(0);
  return said();
};

describe('npm start', () => {
  test('opens Electron with the app and the library it was given', async () => {
    const dist = fakeRuntime(0);
    const { ended, said } = start(['one.bwlib'], { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect(await ended).toBe(0);
    expect(said()).toEqual({ out: '', err: '' });
    expect(readFileSync(join(home, 'arguments'), 'utf8')).toBe(`${PROJECT}\none.bwlib\n`);
  });

  test('opens the same app in the browser when Electron cannot open its window, saying so in one sentence', async () => {
    const dist = fakeRuntime(1);
    const said = await inBrowserMode(start([], { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: dist }));
    expect(said.err.split('\n')[0]).toMatch(/^Electron could not open its window, .*browser:$/);
  });

  test('without a screen does not even try, and Ctrl-C ends it cleanly', async () => {
    const said = await inBrowserMode(start([], { ELECTRON_OVERRIDE_DIST_PATH: fakeRuntime(0) }));
    expect(said.err.split('\n')[0]).toMatch(/^There is no screen here, .*browser:$/);
    expect(() => readFileSync(join(home, 'arguments'))).toThrow('ENOENT');
  });

  test('opens the browser when asked to', async () => {
    const more = { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: fakeRuntime(0) };
    const said = await inBrowserMode(start(['--browser'], more));
    expect(said.out.trim()).toMatch(ADDRESS);
    expect(() => readFileSync(join(home, 'arguments'))).toThrow('ENOENT');
  });

  test('says what it can be asked for', async () => {
    const { ended, said } = start(['--help'], {});
    expect(await ended).toBe(0);
    expect(said().out).toContain('--fetch');
  });
});
