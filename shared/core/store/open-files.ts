import { statSync } from 'node:fs';

/** The library files that this process has open, by device and number of the file, with one entry for each opening. */
const held = new Map<symbol, string>();

const identityOf = (path: string): string | undefined => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
};

/**
 * True when this process has the file open as a library, whatever name leads to it. Such a file must not be opened and
 * closed beside SQLite: POSIX lets go of all locks of a process on a file when it closes any of its handles, and then
 * another process may remove the log from under us (sqlite.org/howtocorrupt.html, 2.2).
 */
export const isOpenHere = (path: string): boolean => {
  const identity = identityOf(path);
  return identity !== undefined && [...held.values()].includes(identity);
};

/** Remembers a file as open; what comes back is to be called once it is closed. */
export const holdOpen = (path: string): (() => void) => {
  const opening = Symbol();
  held.set(opening, identityOf(path) ?? '');
  return () => void held.delete(opening);
};
