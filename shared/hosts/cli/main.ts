import { CommanderError } from 'commander';
import { DONE, WRONG_USAGE } from './problems.ts';
import { createProgram } from './program.ts';
import { dashedQueryLast } from './search.ts';

/** A reader that has seen enough, such as `head`, is no problem. */
const endQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(DONE);
};

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => {
    stream.write('', () => done());
  });

/** Runs one command, such as `['facts', 'list', 'own.bwlib']`, and returns its exit code. */
export const runCommand = async (args: readonly string[]): Promise<number> => {
  let exitCode = DONE;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(dashedQueryLast(program, args), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode === 0 ? DONE : WRONG_USAGE;
  }
  return exitCode;
};

/** The command line as a program of its own: runs one command and ends the process. */
export const main = async (args: readonly string[]): Promise<void> => {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  const exitCode = await runCommand(args);
  // What stands in a pipe must be read before the process ends.
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(exitCode);
};
