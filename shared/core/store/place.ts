import { accessSync, constants, readdirSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';

/** Folders that a program keeps equal on several machines, by their usual names. */
const SYNCED_FOLDER =
  /^(onedrive( ?- .*)?|dropbox( \(.*\))?|icloud ?drive|mobile documents|cloudstorage|google ?drive|my drive|nextcloud|owncloud|yandex\.?disk)$/i;

/** File systems of other machines, by the number that Linux gives them (statfs(2)): NFS, CIFS, SMB 2. */
const NETWORK = new Set([0x6969, 0xff534d42, 0xfe534d42]);

const isOnNetwork = (path: string): boolean => {
  if (path.startsWith('\\\\')) return true;
  if (process.platform !== 'linux') return false;
  try {
    return NETWORK.has(statfsSync(path).type);
  } catch {
    return false;
  }
};

const isSynced = (path: string): boolean =>
  resolve(path)
    .split(sep)
    .some((part) => SYNCED_FOLDER.test(part));

const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Why a library may only be read where it lies, as a sentence; null when it may be written. */
export const reasonToRead = (path: string): string | null => {
  if (isOnNetwork(path) || isSynced(path))
    return 'This library lies in a synced or network folder, where two machines could damage it; it is open for reading only. Make a copy in a local folder to edit it.';
  // Root may write everything, so the mode bits say what the owner wants.
  if ((statSync(path).mode & 0o222) === 0 || !mayWrite(path))
    return 'This library is write-protected, so it is open for reading only.';
  if (!mayWrite(dirname(path))) return 'The folder of this library is write-protected, so it is open for reading only.';
  return null;
};

/** How programs that keep folders equal name the second of two files that were changed apart. */
const CONFLICT = /conflicted copy|sync-conflict|in conflict/i;

/** A sentence about other versions of the library that a syncing program left beside it; null when there are none. */
export const conflictNotice = (path: string): string | null => {
  const own = basename(path).replace(/\.bwlib$/i, '');
  try {
    const found = readdirSync(dirname(path)).filter(
      (name) => name.startsWith(own) && name.endsWith('.bwlib') && CONFLICT.test(name.slice(own.length)),
    );
    return found.length > 0
      ? `Beside this library lies a version of it that was changed elsewhere: ${found.join(', ')}. Look at both before you go on.`
      : null;
  } catch {
    return null;
  }
};
