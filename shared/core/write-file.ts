import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asRefusal, Refusal } from './refusal.ts';
import { syncPath } from './store/backup.ts';
import { guardTarget } from './store/target.ts';

const refuse = (path: string, error: unknown): Refusal => {
  const { kind, data } = asRefusal(error);
  if (kind !== 'IO' && kind !== 'INTERNAL') return asRefusal(error);
  const name = basename(path);
  const message =
    data.reason === 'file-missing'
      ? `${name} cannot be written, since its folder does not exist; make the folder or choose another place.`
      : `${name} cannot be written there; choose another place, or ask for the right to write.`;
  return Object.assign(new Refusal('IO', data.reason === 'internal' ? 'file-io' : data.reason, message, { name }), {
    cause: error,
  });
};

/**
 * Writes a whole file or nothing: into a temporary one beside it, synced, then put in its place. An earlier file stays
 * as it was until then, also when this is cancelled or fails. Never takes the place of a library or a pack. Throws a
 * Refusal that names the file.
 */
export const writeWhole = async (path: string, bytes: Uint8Array | string, signal?: AbortSignal): Promise<void> => {
  signal?.throwIfAborted();
  try {
    guardTarget(path);
  } catch (error) {
    throw refuse(path, error);
  }
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes, { encoding: 'utf8', ...(signal ? { signal } : {}) });
      await file.sync();
    } finally {
      await file.close();
    }
    // Past this line there is no way back, so a cancel counts up to here.
    signal?.throwIfAborted();
    renameSync(temporary, path);
    syncPath(dirname(path), true);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw refuse(path, error);
  }
};
