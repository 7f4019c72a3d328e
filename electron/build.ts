import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the build makes, the last of each of its three parts. */
const MADE = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
/** What goes into it. */
const SOURCES = ['electron', 'renderer', 'shared', 'resources/fonts', 'electron.config.ts', 'package-lock.json'];

/** When the file, or the newest file of the folder, was changed; 0 when it is missing. Milliseconds since 1970. */
const newest = (path: string): number => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** True when the app in this folder was never built, or a source has changed since. */
export const needsBuild = (folder: string): boolean => {
  const made = Math.min(...MADE.map((file) => newest(join(folder, file))));
  return SOURCES.some((source) => newest(join(folder, source)) > made);
};

/** Builds the app in this folder. Rejects with what the build printed when it fails. */
export const build = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const require = createRequire(join(folder, 'package.json'));
    const tool = join(require.resolve('electron-vite/package.json'), '../bin/electron-vite.js');
    const child = spawn(process.execPath, [tool, 'build', '-c', 'electron.config.ts', '--logLevel', 'warn'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const collect = (chunk: Buffer): void => {
      printed += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(printed.trim() || `exit code ${code}`))));
  });
