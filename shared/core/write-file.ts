import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asRefusal, isRefusal, type Refusal } from './refusal.ts';
import { nameFile, syncPath } from './store/backup.ts';
import { guardTarget, unwritable } from './store/target.ts';

/** The refusal of a file that could not be written, which names it; whatever went wrong is told in one way. */
export const refuseToWrite = (path: string, error: unknown): Refusal => {
  const refusal = asRefusal(error);
  return refusal.kind === 'IO' || refusal.kind === 'INTERNAL' ? unwritable(path, error) : refusal;
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

/**
 * Puts a whole new file into a folder, under the first of the names that is free; never takes the place of another.
 * Returns its path.
 */
export const putBeside = async (
  folder: string,
  names: Iterable<string>,
  make: (temporary: string) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<string> => {
  signal?.throwIfAborted();
  const temporary = join(folder, `.${randomUUID()}.part`);
  try {
    await make(temporary);
    syncPath(temporary);
    signal?.throwIfAborted();
    const path = nameFirstFree(temporary, folder, names);
    syncPath(folder, true);
    return path;
  } catch (error) {
    throw refuseToWrite(join(folder, 'The file'), error);
  } finally {
    rmSync(temporary, { force: true });
  }
};

const nameFirstFree = (temporary: string, folder: string, names: Iterable<string>): string => {
  for (const name of names) {
    const path = join(folder, name);
    try {
      nameFile(temporary, path);
      return path;
    } catch (error) {
      if (!isRefusal(error, 'EXISTS')) throw error;
    }
  }
  throw new Error('There was no further name.');
};

/** Puts bytes that are at hand in the place of a file, or nothing (see putWhole). */
export const writeWhole = (path: string, bytes: Uint8Array | string, signal?: AbortSignal): Promise<void> =>
  putWhole(
    path,
    (temporary) => writeFile(temporary, bytes, { flag: 'wx', encoding: 'utf8', ...(signal ? { signal } : {}) }),
    signal,
  );
