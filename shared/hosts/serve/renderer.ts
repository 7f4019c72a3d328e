import { spawn } from 'node:child_process';
import { Refusal } from '../../core/refusal.ts';
import { needsBuild } from '../built.ts';

const runBuild = (folder: string): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', 'build'], {
      cwd: folder,
      // stdout belongs to the address.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.once('error', () => done(false));
    child.once('close', (code) => done(code === 0));
  });

/** Builds the window of the sources as they are. Throws a Refusal when that fails. */
export const buildRenderer = async (folder: string, tell: (message: string) => void): Promise<void> => {
  tell('The window is not built yet; building it once, which takes about half a minute …');
  if (!(await runBuild(folder)) || needsBuild(folder)) {
    throw new Refusal(
      'INTERNAL',
      'build-failed',
      'The window could not be built; run `npm ci` and `npm run build` to see why.',
    );
  }
};
