import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A browser that Playwright can drive: its program, a name for people, and what its environment must hold beside ours. */
export interface FoundBrowser {
  readonly executablePath: string;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

const PROJECT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** How long a browser may take to tell its version, in milliseconds. */
const START_LIMIT = 60_000;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (names: readonly string[]): string[] =>
  (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));

const LINUX_NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const MAC_PROGRAMS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where the system's browsers lie when they are installed. */
const usualPlaces = (): string[] => {
  const { env, platform } = process;
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return roots.flatMap((root) => WINDOWS_PROGRAMS.map((program) => join(root, program)));
  }
  if (platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      MAC_PROGRAMS.map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
    );
  // A snap cannot see the temporary folders that a test gives its browser.
  return [
    ...onPath(LINUX_NAMES),
    ...LINUX_NAMES.map((name) => join('/usr/bin', name)),
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
  ].filter((path) => !path.startsWith('/snap/'));
};

const versionOf = (): string => {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return (JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string }).version;
};

/** Makes the package unpack itself below TMPDIR, its shared libraries included; it writes nowhere else. */
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

const FONT_CONFIG = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir prefix="relative">fonts</dir></fontconfig>
`;

/** Unpacks the npm-only Chromium (67 MB, 210 MB unpacked) once, whole or not at all, and returns its folder. */
const unpacked = async (): Promise<string> => {
  const cache = join(PROJECT, 'node_modules/.cache');
  const folder = join(cache, `chromium-${versionOf()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'unpacking-'));
  try {
    await run(process.execPath, ['--input-type=module', '-e', UNPACK], {
      cwd: PROJECT,
      env: { ...process.env, TMPDIR: temporary, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    writeFileSync(join(temporary, 'fonts.conf'), FONT_CONFIG);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Two runs may unpack at once; the first one to finish serves both.
    if (!existsSync(folder)) throw error;
  }
  return folder;
};

/** The browser's own name and version; undefined when it cannot start, as when a shared library is missing. */
const tellVersion = async (path: string, env: Readonly<Record<string, string>>): Promise<string | undefined> => {
  try {
    return (await run(path, ['--version'], { env: { ...process.env, ...env }, timeout: START_LIMIT })).stdout.trim();
  } catch {
    return undefined;
  }
};

const NONE =
  'No browser was found for the end-to-end tests; install Chrome, Edge or Chromium, or set CHROME_PATH to the program of one.';

/** The Chromium of the npm package, with the package's own NSS and Expat where the system lacks them. */
const bundled = async (): Promise<FoundBrowser> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(NONE);
  const folder = await unpacked();
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') }]) {
    const version = await tellVersion(executablePath, env);
    if (version !== undefined) return { executablePath, env, name: `${version} from npm` };
  }
  throw new Error(`${NONE} The one from npm does not start here; \`ldd ${executablePath}\` shows what it lacks.`);
};

/**
 * The browser for the end-to-end tests: `CHROME_PATH`, else an installed Chrome, Chromium or Edge, else the one from
 * npm, which `BRIEFWRIGHT_BROWSER=npm` takes even where others are installed. Throws a sentence when there is none.
 */
export const findBrowser = async (): Promise<FoundBrowser> => {
  const { CHROME_PATH: chosen, BRIEFWRIGHT_BROWSER: wish } = process.env;
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`CHROME_PATH is ${chosen}, which is no program; set it to a browser.`);
    return { executablePath: chosen, env: {}, name: chosen };
  }
  const installed = wish === 'npm' ? undefined : usualPlaces().find(isProgram);
  return installed ? { executablePath: installed, env: {}, name: installed } : bundled();
};

/** Switches for a browser that does its work and nothing else, also without a graphics card or inside a container. */
export const BROWSER_SWITCHES: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever the browser wants for itself, it finds nobody outside of this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
