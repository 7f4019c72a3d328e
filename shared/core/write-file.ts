import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asRefusal, Refusal } from './refusal.ts';
import { syncPath } from './store/backup.ts';
import { guardTarget } from './store/target.ts';

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

/**
 * Puts a whole file in its place or nothing: `make` fills a temporary one beside it, which is synced and renamed. An
 * earlier file stays as it was until then, also when this is cancelled or fails. Never takes the place of a library,
 * nor of a pack unless `overPacks`. Throws a Refusal that names the file.
 */
export const putWhole = async (
  path: string,
  make: (temporary: string) => void | Promise<void>,
  signal?: AbortSignal,
  overPacks = false,
): Promise<void> => {
  signal?.throwIfAborted();
  try {
    guardTarget(path, overPacks);
  } catch (error) {
    throw refuseToWrite(path, error);
  }
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
