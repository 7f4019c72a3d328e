import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Lane } from '../support/lane.ts';

export const PROJECT = join(import.meta.dirname, '../..');
const COMMAND_LINE = join(PROJECT, 'shared/hosts/cli.ts');
const GUARD = pathToFileURL(join(PROJECT, 'tests/support/no-network.ts')).href;

/** Browser mode at work in a process of its own. */
export interface Host {
  /** The address with its one-time token. */
  readonly url: string;
  /** Every attempt of the process to reach something outside of this machine. */
  attempts(): string[];
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

const logOf = (home: string): string => join(home, 'network.log');

/** What processes with this home tried to reach outside of this machine. */
export const attemptsBelow = (home: string): string[] =>
  existsSync(logOf(home)) ? readFileSync(logOf(home), 'utf8').trim().split('\n') : [];

const placesBelow = (home: string) => ({ BRIEFWRIGHT_HOME: home, BRIEFWRIGHT_NETWORK_LOG: logOf(home) });

/** The environment of a process that keeps all its things below `home` and is refused every way off this machine. */
const environment = (home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...placesBelow(home),
  NODE_OPTIONS: `--import ${GUARD}`,
  // As the scripts of package.json have it.
  NODE_COMPILE_CACHE: join(PROJECT, 'node_modules/.cache/briefwright'),
});

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (!child.stdout || !child.stderr) throw new Error('The host has no output.');
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, 'line') as Promise<[string]>;
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`Browser mode did not start: ${told}`)));
  return (await Promise.race([line, ended]))[0];
};

/** `serve` as the user runs it, with this library open or none, at this port or a free one. */
export const startHost = async (home: string, library?: string, port?: number): Promise<Host> => {
  const at = port === undefined ? [] : ['--port', String(port)];
  const args = [COMMAND_LINE, 'serve', '--no-open', ...at, ...(library === undefined ? [] : [library])];
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: environment(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    url: await firstLine(child),
    attempts: () => attemptsBelow(home),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const run = async (home: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PROJECT, env: environment(home) });
  return stdout;
};

let lane: Lane | undefined;

/** Runs one command of the command line and returns what it prints. All of a process share one that runs them. */
export const runCommandLine = async (home: string, ...args: readonly string[]): Promise<string> => {
  lane ??= new Lane({ cwd: PROJECT, env: environment(home) });
  const { code, stdout, stderr } = await lane.run(args, placesBelow(home));
  if (code !== 0) throw new Error(`briefwright ${args.join(' ')}: exit ${code}\n${stderr}`);
  return stdout;
};

/** Runs a program of the end-to-end tests under the same guard. */
export const runProgram = (home: string, path: string, ...args: readonly string[]): Promise<string> =>
  run(home, [path, ...args]);

/** Runs a few lines of a program under the same guard. */
export const runGuarded = (home: string, program: string): Promise<string> => run(home, ['-e', program]);
