import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { needsBuild } from '../shared/hosts/built.ts';
import { build } from './build.ts';
import { failedBefore, fetchElectron, findElectron } from './runtime.ts';

/** `npm start`: builds when needed, then opens the app in Electron or, where that is not to be had, in the browser. */

const FOLDER = join(import.meta.dirname, '..');
const HELP = `npm start                 opens the app
npm start -- FILE.bwlib   opens the app with this library
npm start -- --fetch      tries once more to fetch Electron
npm start -- --browser    opens the app in the browser`;

/** When Electron ends this soon with an error, in milliseconds, it could not open its window. */
const EARLY_END = 5000;

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const buildIfNeeded = async (): Promise<void> => {
  if (!needsBuild(FOLDER)) return;
  say('Building the app, which takes some seconds …');
  try {
    await build(FOLDER);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say('The app could not be built; the lines above say why. Run `npm ci` and try again.');
    process.exit(1);
  }
};

/** Electron needs a screen; without one nothing is fetched either. */
const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Runs Electron until it ends; false when it ended so soon that no window can have been there. */
const runElectron = (program: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const { ELECTRON_RUN_AS_NODE: _node, ...env } = process.env;
    const started = Date.now();
    const child = spawn(program, [FOLDER, ...args], { stdio: 'inherit', env });
    // Ctrl-C reaches Electron too; this process ends when that has closed the library.
    const wait = (): void => undefined;
    process.on('SIGINT', wait);
    const end = (worked: boolean): void => {
      process.off('SIGINT', wait);
      resolve(worked);
    };
    child.once('error', () => end(false));
    child.once('close', (code) => end(code === 0 || code === null || Date.now() - started > EARLY_END));
  });

const inElectron = async (args: readonly string[], retry: boolean): Promise<string | undefined> => {
  if (!hasDisplay()) return 'There is no screen here, so this is browser mode, the same app in a browser:';
  let program = findElectron(FOLDER);
  if (!program && (retry || !failedBefore(FOLDER))) {
    say('Fetching Electron, which shows the window, once (some 100 MB) …');
    program = await fetchElectron(FOLDER);
  }
  if (!program)
    return 'Electron could not be fetched, so this opens the same app in the browser (`npm start -- --fetch` tries again):';
  return (await runElectron(program, args))
    ? undefined
    : 'Electron could not open its window, so this opens the same app in the browser:';
};

const args = process.argv.slice(2);
const flags = new Set(args.filter((argument) => argument.startsWith('--')));
const rest = args.filter((argument) => !argument.startsWith('-'));
if (flags.has('--help')) {
  process.stdout.write(`${HELP}\n`);
} else {
  await buildIfNeeded();
  const why = flags.has('--browser') ? 'Opening the app in the browser:' : await inElectron(rest, flags.has('--fetch'));
  if (why !== undefined) {
    say(why);
    process.argv = [process.execPath, 'briefwright', 'serve', ...rest.slice(0, 1)];
    await import('../shared/hosts/cli.ts');
  }
}
