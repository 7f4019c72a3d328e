import { basename, resolve } from 'node:path';
import type { Change } from '../../../model/change.ts';
import { isRefusal } from '../../refusal.ts';
import type { ForeignFile, ForeignRecord, ForeignSummary, OpenForeign, TakePack } from '../foreign.ts';
import type { Signature } from '../signature.ts';
import { isSha256 } from './cells.ts';
import { sizeOf } from './file.ts';
import { allowanceFor, IDS_AT_ONCE } from './limits.ts';
import { type Answers, Link } from './link.ts';
import { refuseAborted, refuseClosed, refuseFatal } from './refusals.ts';
import type { StartProcess } from './start-process.ts';
import {
  unpackAttachment,
  unpackChanges,
  unpackPack,
  unpackRecords,
  unpackSignature,
  unpackSummary,
} from './unpack.ts';

/** Records whose changes were asked for. */
interface Asked {
  readonly ids: readonly string[];
  readonly answers: Answers;
}

/** A file that a process of its own reads. Anything odd in an answer ends the process. */
class OpenedFile implements ForeignFile {
  readonly summary: ForeignSummary;
  readonly signature: Signature | undefined;
  readonly #link: Link;
  readonly #name: string;
  readonly #stopListening: () => void;

  constructor(
    summary: ForeignSummary,
    signature: Signature | undefined,
    link: Link,
    name: string,
    stopListening: () => void,
  ) {
    this.summary = summary;
    this.signature = signature;
    this.#link = link;
    this.#name = name;
    this.#stopListening = stopListening;
  }

  async *records(): AsyncGenerator<readonly ForeignRecord[]> {
    const answers = this.#link.askAll({ type: 'records' });
    try {
      for (let after = ''; ; ) {
        const records = await this.#take(answers.next(), (value) => unpackRecords(value, after, this.#name));
        const last = records.at(-1);
        if (!last) return;
        after = last.id;
        yield records;
      }
    } finally {
      answers.drop();
    }
  }

  async *changes(ids: readonly string[]): AsyncGenerator<readonly Change[]> {
    const asked: Asked[] = [];
    const ask = (from: number): void => {
      if (from >= ids.length) return;
      const some = ids.slice(from, from + IDS_AT_ONCE);
      asked.push({ ids: some, answers: this.#link.askAll({ type: 'changes', ids: some }) });
    };
    ask(0);
    try {
      for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
        // Asked ahead, so that the process reads on while the answers before are used.
        ask(from + IDS_AT_ONCE);
        yield* this.#changesOf(asked[0] as Asked);
        asked.shift();
      }
    } finally {
      // What was not asked yet goes first, or it would be asked now.
      for (const { answers } of asked.reverse()) answers.drop();
    }
  }

  async *#changesOf({ ids, answers }: Asked): AsyncGenerator<readonly Change[]> {
    for (let from = 0; from < ids.length; ) {
      const unpack = (value: unknown) => unpackChanges(value, { ids, from }, this.#name);
      const { answered, changes } = await this.#take(answers.next(), unpack);
      from += answered;
      if (changes.length > 0) yield changes;
    }
    answers.drop();
  }

  async attachment(sha256: string): ReturnType<ForeignFile['attachment']> {
    if (!isSha256(sha256)) return undefined;
    const answer = this.#link.ask({ type: 'attachment', sha256 });
    return this.#take(answer, (value) => unpackAttachment(value, sha256, this.#name));
  }

  async close(): Promise<void> {
    this.#stopListening();
    await this.#link.end(refuseClosed(this.#name));
  }

  /** Takes an answer apart. One that is wrong in form means that the process is no longer ours. */
  async #take<T>(answer: Promise<unknown>, unpack: (value: unknown) => T): Promise<T> {
    const value = await answer;
    try {
      return unpack(value);
    } catch (error) {
      // One changed attachment is the file's fault alone.
      if (!isRefusal(error, 'DAMAGED')) await this.#link.end(refuseFatal(this.#name));
      throw error;
    }
  }
}

/** Asks a new process about a file. Aborting the signal ends it at any time. */
const startLink = (start: StartProcess, path: string, signal: AbortSignal | undefined) => {
  if (signal?.aborted) throw refuseAborted();
  const name = basename(path);
  // Looked at here as well, so that most mistakes need no process.
  const { answerMs } = allowanceFor(sizeOf(path));
  const link = new Link(start(), name, answerMs);
  const abort = (): void => void link.end(refuseAborted());
  signal?.addEventListener('abort', abort, { once: true });
  return { name, link, stopListening: (): void => signal?.removeEventListener('abort', abort) };
};

/**
 * Opens files from somebody else, each in a process of its own (foreign.ts, SAFETY.md). Aborting the signal ends the
 * process at any time, also after the file was opened.
 */
export const openForeignWith =
  (start: StartProcess): OpenForeign =>
  async (path, signal) => {
    const { name, link, stopListening } = startLink(start, path, signal);
    try {
      const signature = unpackSignature(await link.ask({ type: 'load', path: resolve(path) }), name);
      const summary = unpackSummary(await link.ask({ type: 'open' }), name);
      return new OpenedFile(summary, signature, link, name, stopListening);
    } catch (error) {
      stopListening();
      await link.end(refuseClosed(name));
      throw error;
    }
  };

/** Takes packs out of PDFs. The process ends with the answer, so that no other reads what this one has seen. */
export const takePackWith =
  (start: StartProcess): TakePack =>
  async (path, signal) => {
    const { name, link, stopListening } = startLink(start, path, signal);
    try {
      await link.ask({ type: 'prepare' });
      return unpackPack(await link.ask({ type: 'take', path: resolve(path) }), name);
    } finally {
      stopListening();
      await link.end(refuseClosed(name));
    }
  };

/** Both ways to read files from somebody else, with the processes that the host can start. */
export const foreignPorts = (
  start: StartProcess,
): { readonly openForeign: OpenForeign; readonly takePack: TakePack } => ({
  openForeign: openForeignWith(start),
  takePack: takePackWith(start),
});
