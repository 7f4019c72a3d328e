import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the runtime's program lies below its folder, as Electron's own installer says. */
const PROGRAMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** How long nothing may arrive before fetching is given up, in milliseconds. */
const STALL_LIMIT = 20_000;
const LOOK_EVERY = 500;

const packageFolder = (folder: string): string | undefined => {
  try {
    return dirname(createRequire(join(folder, 'package.json')).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
};

/** The runtime's program: of the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, else the one fetched before. */
export const findElectron = (folder: string, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const own = packageFolder(folder);
  const runtime = env.ELECTRON_OVERRIDE_DIST_PATH || (own && join(own, 'dist'));
  if (!runtime) return undefined;
  const named = own && existsSync(join(own, 'path.txt')) ? readFileSync(join(own, 'path.txt'), 'utf8').trim() : '';
  const program = join(runtime, named || (PROGRAMS[process.platform] ?? 'electron'));
  return existsSync(program) ? program : undefined;
};

/** The note of a fetch that failed, so that the next start does not wait again. It goes with `out/`. */
const noteOf = (folder: string): string => join(folder, 'out', 'electron-not-fetched.txt');

/** True when fetching this version of Electron failed before. */
export const failedBefore = (folder: string): boolean => {
  try {
    return readFileSync(noteOf(folder), 'utf8') === versionOf(folder);
  } catch {
    return false;
  }
};

const versionOf = (folder: string): string => {
  const own = packageFolder(folder);
  if (!own) return 'none';
  return (JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { version: string }).version;
};

const bytesIn = (folder: string): number => {
  let sum = 0;
  // A file may be gone between the two looks.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    sum += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return sum;
};

/**
 * Runs Electron's own installer. It is given as long as it likes while bytes arrive, and ended when none do, as behind
 * a wall that drops everything. Resolves to the program, or to undefined after noting that it failed.
 */
export const fetchElectron = async (folder: string, stallLimit = STALL_LIMIT): Promise<string | undefined> => {
  const own = packageFolder(folder);
  if (!own) return undefined;
  mkdirSync(join(folder, 'out'), { recursive: true });
  const temporary = mkdtempSync(join(folder, 'out', 'fetch-'));
  try {
    await runInstaller(join(own, 'install.js'), temporary, stallLimit);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  const program = findElectron(folder);
  if (program) rmSync(noteOf(folder), { force: true });
  else writeFileSync(noteOf(folder), versionOf(folder));
  return program;
};

/** Settles when the installer has ended by itself or was ended because nothing arrives any more. */
const runInstaller = (installer: string, temporary: string, stallLimit: number): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], {
      // Its progress bar is for the user; its stack trace is not.
      stdio: ['ignore', 'inherit', 'ignore'],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    });
    let bytes = 0;
    let arrived = Date.now();
    const look = setInterval(() => {
      const now = bytesIn(temporary);
      if (now !== bytes) arrived = Date.now();
      bytes = now;
      if (Date.now() - arrived > stallLimit) child.kill();
    }, LOOK_EVERY);
    const end = (): void => {
      clearInterval(look);
      resolve();
    };
    child.once('error', end);
    child.once('close', end);
  });
