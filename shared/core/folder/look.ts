import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkHeader, HEADER_BYTES } from '../merge/foreign/header.ts';
import { lockOf } from '../merge/packs/encrypt.ts';
import { Refusal } from '../refusal.ts';

/** A file in a shared folder that may be a pack. */
export interface FoundPack {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** When it was last written, milliseconds since 1970. */
  readonly at: number;
}

/** What lies in a folder: packs that are whole, and how many are still on their way. */
export interface Found {
  readonly packs: readonly FoundPack[];
  readonly arriving: number;
}

/** A file that was written to so lately may still be growing, in milliseconds. */
export const SETTLE_MS = 3000;
/** A network drive without a network may never answer. */
const PATIENCE_MS = 10_000;

const PACK = /^[^.].*\.bwpack$/i;

const refuseGone = (path: string): Refusal => {
  const name = basename(path);
  return new Refusal(
    'IO',
    'folder-gone',
    `The shared folder ${name} cannot be reached; check the network or the drive, or set another folder.`,
    { name },
  );
};

/** The names in a folder. */
const namesIn = async (path: string): Promise<string[]> => {
  const waiting = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: waiting.signal, ref: false }).then(() => {
    throw refuseGone(path);
  });
  try {
    return await Promise.race([readdir(path), late]);
  } catch {
    throw refuseGone(path);
  } finally {
    waiting.abort();
    late.catch(() => {});
  }
};

/** Refuses a folder that is gone. */
export const reach = async (path: string): Promise<void> => void (await namesIn(path));

/** True while the folder answers. */
export const isReachable = async (path: string): Promise<boolean> => {
  try {
    await reach(path);
    return true;
  } catch {
    return false;
  }
};

const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Whether a file is a pack as far as its beginning and its length tell; nothing else of it is read. */
const stateOf = async ({ path, bytes, name }: FoundPack): Promise<'whole' | 'arriving' | 'other'> => {
  try {
    checkHeader(await firstBytes(path), bytes, name);
    return 'whole';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason } = error.data;
    // How long an encrypted file is to be stands nowhere, so its beginning and its standing still have to do.
    if (reason === 'file-encrypted') return (await lockOf(path)) === undefined ? 'arriving' : 'whole';
    if (reason === 'file-newer') return 'whole';
    if (reason === 'not-a-pack' && bytes >= HEADER_BYTES) return 'other';
    return 'arriving';
  }
};

const lookAt = async (folder: string, name: string): Promise<FoundPack | undefined> => {
  const path = join(folder, name);
  const stats = await stat(path);
  return stats.isFile() ? { path, name, bytes: stats.size, at: Math.round(stats.mtimeMs) } : undefined;
};

/** Looks through a folder for packs, newest first, without reading what is in them. */
export const lookThrough = async (folder: string, now: number): Promise<Found> => {
  const packs: FoundPack[] = [];
  let arriving = 0;
  for (const name of await namesIn(folder)) {
    if (!PACK.test(name)) continue;
    try {
      const found = await lookAt(folder, name);
      if (!found) continue;
      const isGrowing = Math.abs(now - found.at) < SETTLE_MS;
      const state = isGrowing ? 'arriving' : await stateOf(found);
      if (state === 'whole') packs.push(found);
      if (state === 'arriving') arriving += 1;
    } catch {
      // It went away again, or may not be read; the next look will tell.
    }
  }
  packs.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1));
  return { packs, arriving };
};
