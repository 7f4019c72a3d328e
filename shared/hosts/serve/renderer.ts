import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../core/refusal.ts';

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

/** Makes sure that the window is built, building it once when it is not. Throws a Refusal when that fails. */
export const ensureRenderer = async (
  folder: string,
  renderer: string,
  tell: (message: string) => void,
): Promise<void> => {
  const index = join(renderer, 'index.html');
  if (existsSync(index)) return;
  tell('The window is not built yet; building it once, which takes about half a minute …');
  if (!(await runBuild(folder)) || !existsSync(index)) {
    throw new Refusal(
      'INTERNAL',
      'build-failed',
      'The window could not be built; run `npm ci` and `npm run build` to see why.',
    );
  }
};
