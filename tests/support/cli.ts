import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../shared/hosts/cli.ts', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command line as child processes, in a folder and with a profile of its own. */
export class CommandLine {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(join(tmpdir(), 'cli-')));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts a command in the folder. With `fileLimit`, no file can grow beyond so many kilobytes. */
  start(args: readonly string[], { fileLimit }: { fileLimit?: number } = {}): ChildProcess {
    const env = { ...process.env, BRIEFWRIGHT_HOME: this.path('home'), NO_COLOR: '1' };
    const options = { cwd: this.folder, env };
    if (fileLimit === undefined) return spawn(process.execPath, [ENTRY, ...args], options);
    const script = `ulimit -f ${fileLimit}; exec "$0" "$@"`;
    return spawn('bash', ['-c', script, process.execPath, ENTRY, ...args], options);
  }

  /** Runs a command to its end. */
  run(args: readonly string[], options: { fileLimit?: number } = {}): Promise<Run> {
    return ended(this.start(args, options));
  }

  /** What a command that must succeed printed as JSON. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`briefwright ${args.join(' ')}: exit ${code}\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Waits for the end of a command and collects what it printed. */
export const ended = (child: ChildProcess): Promise<Run> =>
  new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (piece: Buffer) => {
      stdout += piece.toString();
    });
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
