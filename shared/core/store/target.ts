import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { asRefusal, Refusal } from '../refusal.ts';
import { isLibrary, isOurs } from './file.ts';

/** What SQLite keeps beside a database while it is open, and replays into it after a crash. */
const BESIDE = /-(wal|shm|journal)$/i;

const refuse = (path: string, is: string): Refusal =>
  new Refusal(
    'INVALID',
    'target-is-library',
    `${basename(path)} is ${is} and must not be written over; choose another name.`,
    { name: basename(path) },
  );

/** The library that a path is a helper file of, whether or not that file is there. */
const libraryBeside = (path: string): string | undefined => {
  const library = path.replace(BESIDE, '');
  return library !== path && isOurs(library) ? library : undefined;
};

/** The refusal of a file that the file system did not take: its folder is missing, or nothing may be written there. */
export const unwritable = (path: string, error: unknown): Refusal => {
  const name = basename(path);
  const { reason } = asRefusal(error).data;
  const refusal = existsSync(dirname(path))
    ? new Refusal(
        'IO',
        reason === 'file-denied' ? reason : 'file-io',
        `${name} cannot be written there; choose another place, or ask for the right to write.`,
        { name },
      )
    : new Refusal(
        'IO',
        'file-missing',
        `${name} cannot be written, since its folder does not exist; make the folder or choose another place.`,
        { name },
      );
  return Object.assign(refusal, { cause: error });
};

/** What kept a new library from being made: the place, or anything else, such as a full disk, as it is. */
export const cannotWrite = (path: string, error: unknown): Refusal => {
  const code = (error as { code?: string } | null)?.code ?? '';
  const refusal = asRefusal(error);
  const ofPlace = refusal.data.reason === 'file-missing' || /^(E[A-Z]+$|SQLITE_CANTOPEN)/.test(code);
  return ofPlace && ['IO', 'INTERNAL'].includes(refusal.kind) ? unwritable(path, error) : refusal;
};

/**
 * Refuses to write where a library or a pack stands, or where a helper file of one would, also through a link: analysts
 * keep their work in these, and no report is worth one. Devices and pipes are refused as well, since a file that takes
 * their place is never what was meant. `overPacks`: another pack may take a pack's place.
 */
export const guardTarget = (path: string, overPacks = false): void => {
  const paths = existsSync(path) ? [path, realpathSync(path)] : [path];
  if (overPacks ? isLibrary(path) : isOurs(path)) throw refuse(path, 'a Briefwright library or pack');
  const library = paths.map(libraryBeside).find((found) => found !== undefined);
  if (library !== undefined) throw refuse(path, `a part of the library ${basename(library)}`);
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile() && !there.isDirectory())
    throw new Refusal('INVALID', 'target-no-file', `${basename(path)} is a device, not a file; choose another name.`, {
      name: basename(path),
    });
};
