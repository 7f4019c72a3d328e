import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: { briefwright: string };
};
/** As the script of package.json starts the command line: flags and what is loaded before it, then the program. */
const [, ...START] = scripts.briefwright.split(' ');
const COMMAND_LINE = START.pop() as string;

/** How a program went: time from start to end, and the most memory it held where the system tells. */
export interface Ran {
  readonly ms: number;
  readonly megabytes: number | null;
}

/** Runs a program to its end. Memory is the peak that GNU time reports, when it is installed. */
export const runProgram = async (program: string, args: readonly string[], input = ''): Promise<Ran> => {
  const start = performance.now();
  const child = spawn(program, args, { cwd: PROJECT, stdio: ['pipe', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  // A program that reads nothing may have ended before.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${told}`);
  const peak = /^peak (\d+)$/m.exec(told)?.[1];
  return { ms: performance.now() - start, megabytes: peak === undefined ? null : Math.round(Number(peak) / 1024) };
};

/** Runs one command of the command line, which tells its own peak of memory at its end. */
export const runCommand = (...args: readonly string[]): Promise<Ran> =>
  runProgram(process.execPath, [...START, '--import', join(import.meta.dirname, 'peak.ts'), COMMAND_LINE, ...args]);
