import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needsBuild } from '#shared/hosts/built.ts';
import { failedBefore, fetchElectron, findElectron } from '../../electron/runtime.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefwright-start-'));
  put('package.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of the made-up project; `at` is when it was changed, in seconds. */
const put = (path: string, text = '', at?: number): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (at !== undefined) utimesSync(file, at, at);
  return file;
};

describe('building', () => {
  const MADE = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
  const makeAll = (at: number): void => {
    for (const file of MADE) put(file, '', at);
  };

  test('is needed when nothing is built, or a part is missing', () => {
    put('renderer/deep/a.tsx', '', 100);
    expect(needsBuild(folder)).toBe(true);
    makeAll(200);
    expect(needsBuild(folder)).toBe(false);
    rmSync(join(folder, 'out/renderer/index.html'));
    expect(needsBuild(folder)).toBe(true);
  });

  test.each([
    'electron/main/a.ts',
    'renderer/deep/a.tsx',
    'shared/core/a.ts',
    'electron.config.ts',
    'package-lock.json',
  ])('is needed when %s has changed since', (source) => {
    put(source, '', 100);
    makeAll(200);
    expect(needsBuild(folder)).toBe(false);
    put(source, '', 300);
    expect(needsBuild(folder)).toBe(true);
  });

  test('is not needed for what does not go into it', () => {
    put('shared/core/a.ts', '', 100);
    makeAll(200);
    put('tests/unit/a.ts', '', 300);
    expect(needsBuild(folder)).toBe(false);
  });
});

describe('Electron’s runtime', () => {
  const install = (script: string): void => {
    put('node_modules/electron/package.json', '{"version":"1.2.3"}');
    put('node_modules/electron/install.js', script);
  };
  const WORKS = `
    const fs = require('node:fs');
    fs.mkdirSync(__dirname + '/dist', { recursive: true });
    fs.writeFileSync(__dirname + '/dist/shell', '');
    fs.writeFileSync(__dirname + '/path.txt', 'shell');`;

  test('is found where the installer put it, or where the environment says', () => {
    install('');
    expect(findElectron(folder, {})).toBeUndefined();
    const program = put('node_modules/electron/dist/shell');
    put('node_modules/electron/path.txt', 'shell');
    expect(findElectron(folder, {})).toBe(program);
    const other = put('elsewhere/shell');
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') })).toBe(other);
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere') })).toBeUndefined();
  });

  test('is not looked for when the package is not installed', async () => {
    expect(findElectron(folder, {})).toBeUndefined();
    expect(await fetchElectron(folder)).toBeUndefined();
  });

  test('is fetched by its own installer', async () => {
    install(WORKS);
    expect(await fetchElectron(folder)).toBe(join(folder, 'node_modules/electron/dist/shell'));
    expect(failedBefore(folder)).toBe(false);
  });

  test('a failed fetch is remembered for this version, until one works', async () => {
    install('process.exit(1)');
    expect(await fetchElectron(folder)).toBeUndefined();
    expect(failedBefore(folder)).toBe(true);
    put('node_modules/electron/package.json', '{"version":"1.2.4"}');
    expect(failedBefore(folder)).toBe(false);
    install(WORKS);
    await fetchElectron(folder);
    expect(failedBefore(folder)).toBe(false);
  });

  test('a fetch to which nothing arrives is given up, and leaves nothing behind', async () => {
    install('setInterval(() => {}, 1000)');
    expect(await fetchElectron(folder, 100)).toBeUndefined();
    expect(failedBefore(folder)).toBe(true);
  });

  test('a slow fetch goes on while bytes arrive', async () => {
    install(`
      const { appendFileSync } = require('node:fs');
      const file = require('node:os').tmpdir() + '/part';
      let left = 10;
      const timer = setInterval(() => {
        appendFileSync(file, 'x');
        if (left-- > 0) return;
        clearInterval(timer);
        ${WORKS}
      }, 250);`);
    expect(await fetchElectron(folder, 2000)).toBe(join(folder, 'node_modules/electron/dist/shell'));
  });
});
