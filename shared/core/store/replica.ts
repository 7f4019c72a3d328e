import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Readable } from './handle.ts';

/** What this profile remembers of its own writing to a library at one place. */
const rememberedSchema = z.object({ replica: z.string().regex(/^[0-9a-f]{32}$/), seq: z.int().min(0) });
type Remembered = z.infer<typeof rememberedSchema>;

/** Who writes, and how far that writer has come. */
export interface ReplicaSource {
  /** The replica to write as. */
  current(newestSeqInFile: (replica: string) => number | undefined): string;
  /** The replica that this place writes as already, if there is one. */
  known(newestSeqInFile: (replica: string) => number | undefined): string | undefined;
  remember(replica: string, seq: number): void;
}

/**
 * The writer of data that comes with the app. Its id follows from what it writes, so that the same data has the same
 * dots in every library, and merging two libraries finds it on both sides.
 */
export const builtInReplica = (content: string): ReplicaSource => {
  const id = createHash('sha256').update(`briefwright built in\n${content}`).digest('hex').slice(0, 32);
  return { current: () => id, known: () => undefined, remember: () => {} };
};

/**
 * Who writes to a library file at this place (MERGE.md, M1): kept in the profile, not in the file, so that a copy, a
 * move or a restored backup never goes on with somebody else's dots.
 */
export class ReplicaMemory implements ReplicaSource {
  readonly #file: string;

  constructor(profile: string, libraryId: string, path: string) {
    const folder = join(profile, 'replicas');
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, `${createHash('sha256').update(`${libraryId}\n${path}`).digest('hex')}.json`);
  }

  #read(): Remembered | undefined {
    try {
      return rememberedSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** The replica that this place writes as, if the file is the one that it wrote to last. */
  known(newestSeqInFile: (replica: string) => number | undefined): string | undefined {
    const remembered = this.#read();
    const fits = remembered && (newestSeqInFile(remembered.replica) ?? 0) === remembered.seq;
    return fits ? remembered.replica : undefined;
  }

  /** The next write mints a new replica (M19). */
  forget(): void {
    rmSync(this.#file, { force: true });
  }

  /**
   * The replica to write as. The newest own dot in the file must be the one remembered; otherwise the file is not the
   * one that was written to last, and a new replica is minted.
   */
  current(newestSeqInFile: (replica: string) => number | undefined): string {
    return this.known(newestSeqInFile) ?? randomBytes(16).toString('hex');
  }

  /**
   * Notes the newest dot before it is committed and while the write lock is held. When the commit then fails, the two
   * differ and the next write mints a new replica, which costs nothing; a dot used twice would.
   */
  remember(replica: string, seq: number): void {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify({ replica, seq } satisfies Remembered));
    renameSync(temporary, this.#file);
  }
}

/** Looks up in a file how far a replica has come. */
export const newestSeqs =
  (db: Readable) =>
  (replica: string): number | undefined =>
    db.get('SELECT last_seq FROM replicas WHERE id = ?', replica)?.last_seq as number | undefined;
