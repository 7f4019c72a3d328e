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

/** Runs the command line with these arguments, the first two being the program's own, and ends the process. */
export const main = async (argv: readonly string[]): Promise<void> => {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  let exitCode = DONE;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv.slice(0, 2), ...dashedQueryLast(program, argv.slice(2))]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode === 0 ? DONE : WRONG_USAGE;
  }
  // What stands in a pipe must be read before the process ends.
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(exitCode);
};
