import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../refusal.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';

/** `BWLB`, in the header of every library file. */
export const APPLICATION_ID = 0x42574c42;

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

const readHeader = (path: string): { header: Buffer; size: number } => {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new Refusal(
          'NOT_FOUND',
          'library-missing',
          `There is no library at ${basename(path)}; check the path or make one with \`briefwright init\`.`,
          { name: basename(path) },
        )
      : error;
  }
  try {
    if (fstatSync(fd).isDirectory()) {
      throw new Refusal(
        'FOREIGN',
        'not-a-library',
        `${basename(path)} is a folder, not a Briefwright library; choose a .bwlib file.`,
        { name: basename(path) },
      );
    }
    const header = Buffer.alloc(HEADER_BYTES);
    const read = readSync(fd, header, 0, HEADER_BYTES, 0);
    return { header: header.subarray(0, read), size: fstatSync(fd).size };
  } finally {
    closeSync(fd);
  }
};

/**
 * Looks at a file's header before SQLite opens it: refuses what is missing, foreign, truncated or newer than this
 * version, each with its own sentence. Offsets: SQLite file format, section 1.3.
 */
export const inspectFile = (path: string): { userVersion: number; walMode: boolean } => {
  const name = basename(path);
  const { header, size } = readHeader(path);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) {
    throw new Refusal('FOREIGN', 'not-a-library', `${name} is not a Briefwright library; choose a .bwlib file.`, {
      name,
    });
  }
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new Refusal(
      'FOREIGN',
      'foreign-database',
      `${name} is a database of another program, not a Briefwright library; choose a .bwlib file.`,
      { name },
    );
  }
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65_536 : storedPageSize;
  if (size < header.readUInt32BE(28) * pageSize) {
    throw new Refusal(
      'DAMAGED',
      'library-truncated',
      `${name} is cut short, so part of it is missing; restore the newest backup with \`briefwright restore\`.`,
      { name },
    );
  }
  const userVersion = header.readUInt32BE(60);
  if (userVersion > SCHEMA_VERSION) {
    throw new Refusal(
      'NEWER',
      'library-newer',
      `${name} was made by a newer version of Briefwright; update Briefwright to open it.`,
      { name },
    );
  }
  return { userVersion, walMode: header[18] === 2 };
};
