import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lane, type Run } from './lane.ts';

const ENTRY = fileURLToPath(new URL('../../shared/hosts/cli.ts', import.meta.url));
/** Every so many commands one is a process of its own; the others share one, which costs a tenth. */
const ALONE_EVERY = 16;

interface Alone {
  /** A process of its own. */
  readonly alone?: boolean;
  /** No file can grow beyond so many kilobytes. */
  readonly fileLimit?: number;
}

/** The real command line in a folder and with a profile of its own. */
export class CommandLine {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #lane: Lane;
  #count = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.#env = { ...process.env, BRIEFWRIGHT_HOME: this.path('home'), NO_COLOR: '1' };
    this.#lane = new Lane({ cwd: folder, env: this.#env });
  }

  static async create(): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(join(tmpdir(), 'cli-')));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts a command as a process of its own in the folder. */
  start(args: readonly string[], { fileLimit }: Pick<Alone, 'fileLimit'> = {}): ChildProcess {
    const options = { cwd: this.folder, env: this.#env };
    if (fileLimit === undefined) return spawn(process.execPath, [ENTRY, ...args], options);
    const script = `ulimit -f ${fileLimit}; exec "$0" "$@"`;
    return spawn('bash', ['-c', script, process.execPath, ENTRY, ...args], options);
  }

  /** Runs a command to its end. */
  run(args: readonly string[], { alone = this.#count++ % ALONE_EVERY === 0, fileLimit }: Alone = {}): Promise<Run> {
    if (fileLimit !== undefined) return ended(this.start(args, { fileLimit }));
    return alone ? ended(this.start(args)) : this.#lane.run(args);
  }

  /** What a command that must succeed printed as JSON. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`briefwright ${args.join(' ')}: exit ${code}\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lane.close();
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
