import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../refusal.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { isOpenHere } from './open-files.ts';

/** `BWLB`, in the header of every library file. */
export const APPLICATION_ID = 0x42574c42;
/** `BWPK`, in the header of every pack. */
export const PACK_APPLICATION_ID = 0x4257504b;

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

/** The first bytes of a file, fewer when it is shorter. */
const firstBytes = (path: string): Buffer => {
  const fd = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(fd, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(fd);
  }
};

/** The application id in a database's header; undefined for what is no database. */
const applicationIdOf = (header: Buffer): number | undefined =>
  header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC ? undefined : header.readUInt32BE(68);

/** True for a file that is a library or a pack by its header, also through a link; false for anything else or nothing. */
export const isOurs = (path: string): boolean => {
  // Opening a pipe would wait for somebody to write into it.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  if (isOpenHere(path)) return true;
  const id = applicationIdOf(firstBytes(path));
  return id === APPLICATION_ID || id === PACK_APPLICATION_ID;
};

const refuseForeign = (path: string, what: string): Refusal =>
  new Refusal('FOREIGN', 'not-a-library', `${basename(path)} is ${what} Briefwright library; choose a .bwlib file.`, {
    name: basename(path),
  });

const readHeader = (path: string): { header: Buffer; size: number } => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new Refusal(
      'NOT_FOUND',
      'library-missing',
      `There is no library at ${basename(path)}; check the path or make one with \`briefwright init\`.`,
      { name: basename(path) },
    );
  }
  if (stat.isDirectory()) throw refuseForeign(path, 'a folder, not a');
  // Opening a pipe would wait for somebody to write into it.
  if (!stat.isFile()) throw refuseForeign(path, 'a device, not a');
  return { header: firstBytes(path), size: stat.size };
};

/** The refusal of a library that a later version of Briefwright has written. */
export const refuseNewer = (path: string): Refusal =>
  new Refusal(
    'NEWER',
    'library-newer',
    `${basename(path)} was made by a newer version of Briefwright; update Briefwright to open it.`,
    { name: basename(path) },
  );

/** True when edits wait in the log beside a library, so that the file itself is not all of it. */
export const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/**
 * Looks at a file's header before SQLite opens it: refuses what is missing, foreign, truncated or newer than this
 * version, each with its own sentence. Offsets: SQLite file format, section 1.3.
 */
export const inspectFile = (path: string): void => {
  // It was looked at when it was opened.
  if (isOpenHere(path)) return;
  const name = basename(path);
  const { header, size } = readHeader(path);
  const applicationId = applicationIdOf(header);
  if (applicationId === undefined) throw refuseForeign(path, 'not a');
  if (applicationId !== APPLICATION_ID) {
    throw new Refusal(
      'FOREIGN',
      'foreign-database',
      `${name} is a database of another program, not a Briefwright library; choose a .bwlib file.`,
      { name },
    );
  }
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65_536 : storedPageSize;
  // A process that ended while it moved edits from the log into the file may have left it short, and the log has the rest.
  if (size < header.readUInt32BE(28) * pageSize && !hasLog(path)) {
    throw new Refusal(
      'DAMAGED',
      'library-truncated',
      `${name} is cut short, so part of it is missing; restore the newest backup with \`briefwright restore\`.`,
      { name },
    );
  }
  if (header.readUInt32BE(60) > SCHEMA_VERSION) throw refuseNewer(path);
};

/** True when a library stands at the path, in whatever state. */
export const isLibrary = (path: string): boolean => {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const { header } = readHeader(path);
  return header.length === HEADER_BYTES && header.readUInt32BE(68) === APPLICATION_ID;
};
