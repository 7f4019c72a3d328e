import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What this profile remembers of its own writing to a library at one place. */
const rememberedSchema = z.object({ replica: z.string().regex(/^[0-9a-f]{32}$/), seq: z.int().min(0) });
type Remembered = z.infer<typeof rememberedSchema>;

/**
 * Who writes to a library file at this place (MERGE.md, M1): kept in the profile, not in the file, so that a copy, a
 * move or a restored backup never goes on with somebody else's dots.
 */
export class ReplicaMemory {
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

  /**
   * The replica to write as. The newest own dot in the file must be the one remembered; otherwise the file is not the
   * one that was written to last, and a new replica is minted.
   */
  current(newestSeqInFile: (replica: string) => number | undefined): string {
    const remembered = this.#read();
    if (remembered && (newestSeqInFile(remembered.replica) ?? 0) === remembered.seq) return remembered.replica;
    return randomBytes(16).toString('hex');
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
