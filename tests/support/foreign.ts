import { loadFile, loadPdf } from '#shared/core/merge/foreign/file.ts';
import { openForeignWith, takePackWith } from '#shared/core/merge/foreign/open-foreign.ts';
import { loadPdfReader, type PdfReader, takePack } from '#shared/core/merge/foreign/pdf.ts';
import { ForeignReader } from '#shared/core/merge/foreign/reader.ts';
import { type ForeignProcess, forkProcess, type StartProcess } from '#shared/core/merge/foreign/start-process.ts';
import type { ForeignFile, ForeignRecord, OpenForeign, TakePack } from '#shared/core/merge/foreign.ts';
import { Refusal } from '#shared/core/refusal.ts';
import { FileTokens } from '#shared/core/services/files.ts';
import { openReceived } from '#shared/core/services/received.ts';
import { project } from '#shared/hosts/project.ts';
import type { Change } from '#shared/model/change.ts';

const start = forkProcess(project.foreignProcess);

/** Opens foreign files as the product does, and keeps the processes that it started. */
export class Opener {
  readonly processes: ForeignProcess[] = [];
  readonly start: StartProcess = () => {
    const process = start();
    this.processes.push(process);
    return process;
  };
  readonly open: OpenForeign = openForeignWith(this.start);
  readonly takePack: TakePack = takePackWith(this.start);

  /** The processes that still run. */
  get running(): number {
    return this.processes.filter(({ pid }) => pid !== undefined && isRunning(pid)).length;
  }

  /** Opens a file, reads all of it and closes it. Returns how many changes there were. */
  async readAll(path: string): Promise<number> {
    return this.#changesIn(await this.open(path));
  }

  /** The same for whatever a colleague sends: also what is in a PDF. `folder` takes what lies there meanwhile. */
  async receiveAll(path: string, folder: string): Promise<number> {
    const tokens = new FileTokens(folder);
    const keys = {
      needIdentity: (name: string): never => {
        throw new Refusal('INVALID', 'key-none', `${name} is encrypted to a key that nobody has here.`, { name });
      },
    };
    const readers = { open: this.open, takePack: this.takePack, keys };
    try {
      const { foreign } = await openReceived({ tokens }, readers, path, undefined, new AbortController().signal);
      return await this.#changesIn(foreign);
    } finally {
      tokens.close();
    }
  }

  async #changesIn(file: ForeignFile): Promise<number> {
    try {
      return (
        await changesOfAll(
          file,
          (await recordsOf(file)).map(({ id }) => id),
        )
      ).length;
    } finally {
      await file.close();
    }
  }
}

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const all = async <T>(parts: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const whole: T[] = [];
  for await (const part of parts) whole.push(...part);
  return whole;
};

export const recordsOf = (file: ForeignFile): Promise<ForeignRecord[]> => all(file.records());

export const changesOfAll = (file: ForeignFile, ids: readonly string[]): Promise<Change[]> => all(file.changes(ids));

let pdfReader: Promise<PdfReader> | undefined;

/** Takes the pack out of a PDF in this process, as a process of its own does. */
export const takeHere = async (path: string): Promise<Uint8Array> => {
  pdfReader ??= loadPdfReader();
  return takePack(await pdfReader, loadPdf(path));
};

/** All that a generator yields, and what it returns. */
function* partsOf<T>(parts: Generator<T, T>): Generator<T> {
  yield yield* parts;
}

/** Reads all of a pack or a library in this process, with the very checks that the process of its own makes. */
export const readHere = (path: string): number => {
  const reader = new ForeignReader(loadFile(path));
  let changes = 0;
  try {
    reader.summary();
    for (const { ids } of reader.records())
      for (const { fields } of partsOf(reader.changes(ids))) changes += fields.length;
    return changes;
  } finally {
    reader.close();
  }
};
