import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

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
