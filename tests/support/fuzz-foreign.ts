import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { isRefusal } from '#shared/core/refusal.ts';
import { Opener } from './foreign.ts';
import { edit, makeSound, patch, type Sound } from './hostile.ts';
import { World } from './world.ts';

/** Every so many cases go through the process that the product starts; the others share one, which costs less. */
const REAL_EVERY = 25;
const DEADLINE_MS = 2000;

/** Numbers from a seed (mulberry32). */
const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

const VALUES: readonly unknown[] = [
  null,
  ...['', '{}', '[]', '{', '1:1', '1:2,2:1', 'fact', 'create', 'retire', '\0', '\u202e', '💥', 'a'.repeat(5000)],
  ...['{"tags":{"add":["x"],"remove":[]}}', '{"retired":true}', '{"statement":""}', '{"marking":"RED"}'],
  ...['0195c0de-0000-7000-8000-00000000beef', 'a'.repeat(32), '2025-03-01T09:00:00.000Z'],
  ...[0, 1, -1, 65_536, 2 ** 36 + 1, 2 ** 48, 2n ** 62n, 1.5, Buffer.from('ff00fe', 'hex'), Buffer.alloc(0)],
];

const editCell = (db: Database.Database, next: (below: number) => number): void => {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'")
    .pluck()
    .all() as string[];
  const table = tables[next(tables.length)] ?? '';
  const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
  const column = columns[next(columns.length)] ?? '';
  const rows = Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const one = (): string => `SELECT ${column} FROM ${table} LIMIT 1 OFFSET ${next(rows + 1)}`;
  const where = `WHERE ${column} IN (${one()})`;
  const kind = next(8);
  try {
    if (kind < 2) db.exec(`DELETE FROM ${table} ${where}`);
    // What is well-formed, in the wrong place.
    else if (kind < 4) db.exec(`UPDATE ${table} SET ${column} = (${one()})`);
    else db.prepare(`UPDATE ${table} SET ${column} = ? ${where}`).run(VALUES[next(VALUES.length)]);
  } catch {
    // SQLite itself would not have it: this edit stays out.
  }
};

const flipBits = (bytes: Buffer, next: (below: number) => number): void => {
  for (let left = 1 + next(8); left > 0; left--) {
    // Half of them where pages keep their own books.
    const page = 4096 * next(Math.ceil(bytes.length / 4096));
    const at = next(2) === 0 ? Math.min(page + next(64), bytes.length - 1) : next(bytes.length);
    bytes.writeUInt8(next(3) === 0 ? next(256) : bytes.readUInt8(at) ^ (1 << next(8)), at);
  }
};

/** A process that reads file after file and may be ended at any time. */
class Reader {
  #child: ChildProcess | undefined;

  /** What came of it; undefined when the process had to be ended or ended itself. */
  read(path: string): Promise<string | undefined> {
    this.#child ??= fork(new URL('./fuzz-reader.ts', import.meta.url), [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const child = this.#child;
    return new Promise((done) => {
      const finish = (outcome: string | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === undefined) this.close();
        done(outcome);
      };
      // The first one also waits for the process to start.
      const timer = setTimeout(() => finish(undefined), 10 * DEADLINE_MS);
      child.once('message', (outcome) => finish(String(outcome)));
      child.once('exit', () => finish(undefined));
      child.send(path);
    });
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

const listing = (folder: string): string =>
  readdirSync(folder)
    .sort()
    .map((name) => `${name} ${readFileSync(join(folder, name)).toString('base64')}`)
    .join('\n');

export interface Result {
  readonly seed: number;
  readonly path: string;
  /** `read`, or the reason of the refusal. */
  readonly outcome: string;
  /** What must not have happened. */
  readonly failure?: string;
}

/** Small sound files, spoilt in as many ways as asked for. Ends what it started. */
export class Fuzz implements AsyncDisposable {
  readonly #world = new World();
  readonly #reader = new Reader();
  readonly opener = new Opener();
  #sound: Sound | undefined;

  async #make(seed: number): Promise<string> {
    this.#sound ??= await makeSound(this.#world);
    const next = numbersFrom(seed);
    const source = next(2) === 0 ? this.#sound.pack : this.#sound.library;
    const path = this.#world.path(`case-${seed}`, basename(source));
    copyFileSync(source, path);
    const kind = next(3);
    if (kind > 0) edit(path, (db) => Array.from({ length: 1 + next(3) }, () => editCell(db, next)));
    if (kind < 2) patch(path, (bytes) => flipBits(bytes, next));
    return path;
  }

  async #readReally(path: string): Promise<string> {
    try {
      await this.opener.readAll(path);
      return 'read';
    } catch (error) {
      if (isRefusal(error)) return error.data.reason;
      throw error;
    }
  }

  async run(seed: number): Promise<Result> {
    const path = await this.#make(seed);
    const before = listing(join(path, '..'));
    const shared = seed % REAL_EVERY === 0 ? undefined : await this.#reader.read(path);
    // What the shared process did not survive, the real one must turn into a refusal.
    const outcome = shared ?? (await this.#readReally(path));
    const failure = outcome.startsWith('mistake')
      ? outcome
      : listing(join(path, '..')) !== before
        ? 'The folder has changed.'
        : this.opener.running > 0
          ? 'A process still runs.'
          : undefined;
    return { seed, path, outcome, ...(failure === undefined ? {} : { failure }) };
  }

  /** Keeps the file of a failure, since the sound ones that it was made of are new each time. */
  keep({ seed, path }: Result, folder: string): string {
    mkdirSync(folder, { recursive: true });
    const kept = join(folder, `${seed}-${basename(path)}`);
    copyFileSync(path, kept);
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reader.close();
    await this.#world[Symbol.asyncDispose]();
  }
}
