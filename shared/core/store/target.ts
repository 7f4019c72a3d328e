import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../refusal.ts';
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
