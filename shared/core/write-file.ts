import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asRefusal, isRefusal, Refusal } from './refusal.ts';
import { syncPath } from './store/backup.ts';
import { inspectFile } from './store/file.ts';

/** What the file system says of a file that is written; everything else that goes wrong is told in one way. */
const TELLING: readonly string[] = ['file-missing', 'file-denied', 'file-io'];

/** The refusal of a file that could not be written, which names it. */
export const refuseToWrite = (path: string, error: unknown): Refusal => {
  const { kind, data } = asRefusal(error);
  if (kind !== 'IO' && kind !== 'INTERNAL') return asRefusal(error);
  const name = basename(path);
  const message =
    data.reason === 'file-missing'
      ? `${name} cannot be written, since its folder does not exist; make the folder or choose another place.`
      : `${name} cannot be written there; choose another place, or ask for the right to write.`;
  const reason = TELLING.includes(data.reason) ? data.reason : 'file-io';
  return Object.assign(new Refusal('IO', reason, message, { name }), { cause: error });
};

/** What lies beside a library while it is open. */
const LOG = /-(wal|shm|journal)$/;

const isLibrary = (path: string): boolean => {
  try {
    return inspectFile(path).userVersion >= 0;
  } catch (error) {
    // A library that is cut short or newer is one all the same.
    return isRefusal(error, 'DAMAGED') || isRefusal(error, 'NEWER');
  }
};

/** Refuses a target that is a library or a part of one: whoever names it there has mistaken one file for another. */
const refuseLibrary = (path: string): void => {
  if (!existsSync(path) || !isLibrary(path.replace(LOG, ''))) return;
  const name = basename(path);
  throw new Refusal(
    'INVALID',
    'target-is-library',
    `${name} is a library, or a part of one, and would be lost; choose another name for what is written.`,
    { name },
  );
};

/**
 * Puts a whole file in its place or nothing: `make` fills a temporary one beside it, which is synced and renamed. An
 * earlier file stays as it was until then, also when this is cancelled or fails. A library is never replaced. Throws a
 * Refusal that names the file.
 */
export const putWhole = async (
  path: string,
  make: (temporary: string) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<void> => {
  signal?.throwIfAborted();
  refuseLibrary(path);
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
  try {
    await make(temporary);
    syncPath(temporary);
    // Past this line there is no way back, so a cancel counts up to here.
    signal?.throwIfAborted();
    renameSync(temporary, path);
    syncPath(dirname(path), true);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw refuseToWrite(path, error);
  }
};

/** The same for bytes that are at hand. */
export const writeWhole = (path: string, bytes: Uint8Array | string, signal?: AbortSignal): Promise<void> =>
  putWhole(
    path,
    (temporary) => writeFile(temporary, bytes, { flag: 'wx', encoding: 'utf8', ...(signal ? { signal } : {}) }),
    signal,
  );
