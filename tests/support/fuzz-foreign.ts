import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { isRefusal } from '#shared/core/refusal.ts';
import { Opener } from './foreign.ts';
import { edit, makeSound, patch, type Sound } from './hostile.ts';
import { type Next, numbersFrom } from './numbers.ts';
import { spoilPdf, wrapInPdf } from './spoil-pdf.ts';
import { World } from './world.ts';

/** Every so many cases go through the process that the product starts; the others share one, which costs less. */
const REAL_EVERY = 100;
const DEADLINE_MS = 2000;

const VALUES: readonly unknown[] = [
  null,
  ...['', '{}', '[]', '{', '1:1', '1:2,2:1', 'fact', 'create', 'retire', '\0', '\u202e', '💥', 'a'.repeat(5000)],
  ...['{"tags":{"add":["x"],"remove":[]}}', '{"retired":true}', '{"statement":""}', '{"marking":"RED"}'],
  ...['0195c0de-0000-7000-8000-00000000beef', 'a'.repeat(32), '2025-03-01T09:00:00.000Z'],
  ...[0, 1, -1, 65_536, 2 ** 36 + 1, 2 ** 48, 2n ** 62n, 1.5, Buffer.from('ff00fe', 'hex'), Buffer.alloc(0)],
];

const editCell = (db: Database.Database, next: Next): void => {
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

const flipBits = (bytes: Buffer, next: Next): void => {
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

type Contents = ReadonlyMap<string, Buffer>;

const contentsOf = (folder: string): Contents =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

const isSame = (before: Contents, after: Contents): boolean =>
  before.size === after.size && [...before].every(([name, bytes]) => after.get(name)?.equals(bytes));

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

  /** Spoils a pack or a library in one of three ways, or leaves it to the PDF around it. */
  #spoil(path: string, kind: number, next: Next): void {
    if (kind === 1 || kind === 2) edit(path, (db) => Array.from({ length: 1 + next(3) }, () => editCell(db, next)));
    if (kind < 2) patch(path, (bytes) => flipBits(bytes, next));
  }

  async #make(seed: number): Promise<string> {
    this.#sound ??= await makeSound(this.#world);
    const next = numbersFrom(seed);
    const inPdf = next(3) === 0;
    // No PDF may carry a library, so one in eight is enough.
    const source = next(inPdf ? 8 : 2) === 0 ? this.#sound.library : this.#sound.pack;
    const path = this.#world.path(`case-${seed}`, basename(source));
    copyFileSync(source, path);
    const kind = next(inPdf ? 6 : 3);
    this.#spoil(path, kind, next);
    if (!inPdf) return path;
    const report = join(dirname(path), 'report.pdf');
    const whole = wrapInPdf(readFileSync(path), next);
    writeFileSync(report, kind < 3 ? whole : spoilPdf(whole, next));
    rmSync(path);
    return report;
  }

  async #readReally(path: string): Promise<string> {
    try {
      await this.opener.receiveAll(path, this.#world.path('temporary'));
      return 'read';
    } catch (error) {
      if (isRefusal(error)) return error.data.reason;
      throw error;
    }
  }

  async run(seed: number): Promise<Result> {
    const path = await this.#make(seed);
    const folder = dirname(path);
    const before = contentsOf(folder);
    const shared = seed % REAL_EVERY === 0 ? undefined : await this.#reader.read(path);
    // What the shared process did not survive, the real one must turn into a refusal.
    const outcome = shared ?? (await this.#readReally(path));
    const failure = outcome.startsWith('mistake')
      ? outcome
      : !isSame(before, contentsOf(folder))
        ? 'The folder has changed.'
        : this.opener.running > 0
          ? 'A process still runs.'
          : undefined;
    this.opener.processes.length = 0;
    if (failure !== undefined) return { seed, path, outcome, failure };
    // A night of files would fill the disk.
    rmSync(folder, { recursive: true });
    return { seed, path, outcome };
  }

  /** Keeps the file of a failure, since the sound ones that it was made of are new each time. */
  keep({ seed, path }: Result, to: string): string {
    mkdirSync(to, { recursive: true });
    const kept = join(to, `${seed}-${basename(path)}`);
    copyFileSync(path, kept);
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reader.close();
    await this.#world[Symbol.asyncDispose]();
  }
}
