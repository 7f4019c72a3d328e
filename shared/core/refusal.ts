import type { ProblemData, ProblemKind } from '../contract/problem-kinds.ts';

/** A problem on its way to the caller: kind, stable reason, parameters, and one sentence that says what to do next. */
export class Refusal extends Error {
  readonly kind: ProblemKind;
  readonly data: ProblemData;

  constructor(kind: ProblemKind, reason: string, message: string, params: Record<string, string | number> = {}) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.data = { reason, params };
  }
}

export const isRefusal = (error: unknown, kind?: ProblemKind): error is Refusal =>
  error instanceof Refusal && (kind === undefined || error.kind === kind);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What SQLite or the file system said, as a refusal. Anything unknown is our own mistake and keeps its cause. */
export const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  const refuse = (kind: ProblemKind, reason: string, message: string): Refusal =>
    Object.assign(new Refusal(kind, reason, message), { cause: error });
  if (error instanceof Error && error.name === 'AbortError')
    return refuse('CANCELLED', 'cancelled', 'Stopped; nothing was changed.');
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return refuse(
      'BUSY',
      'library-locked',
      'Another program is writing to this library; try again when it has finished.',
    );
  if (/^SQLITE_READONLY/.test(code))
    return refuse('READ_ONLY', 'library-read-only', 'This library is read-only; make a copy of it to change anything.');
  if (/^SQLITE_FULL/.test(code) || code === 'ENOSPC')
    return refuse('FULL', 'disk-full', 'The disk is full, so nothing was saved; free some space and try again.');
  if (/^SQLITE_CORRUPT/.test(code))
    return refuse(
      'DAMAGED',
      'library-damaged',
      'This library is damaged; restore the newest backup with `briefwright restore`.',
    );
  if (/^SQLITE_NOTADB/.test(code))
    return refuse('FOREIGN', 'not-a-library', 'This file is not a Briefwright library; choose a .bwlib file.');
  if (/^SQLITE_(IOERR|CANTOPEN)/.test(code))
    return refuse(
      'IO',
      'library-io',
      'The library file cannot be read or written; check the disk and the rights on the folder.',
    );
  // better-sqlite3 looks for the folder itself and tells of it without a code.
  const folderMissing = error instanceof TypeError && error.message.includes('directory does not exist');
  if (code === 'ENOENT' || folderMissing)
    return refuse('IO', 'file-missing', 'The file or its folder does not exist; check the path.');
  if (/^(EACCES|EPERM|EROFS)$/.test(code))
    return refuse(
      'IO',
      'file-denied',
      'The file may not be read or written there; choose another place or ask for the rights.',
    );
  if (/^(EISDIR|ENOTDIR|EEXIST|ENAMETOOLONG|EMFILE|EIO)$/.test(code))
    return refuse('IO', 'file-io', 'The file cannot be read or written there; choose another place.');
  return refuse(
    'INTERNAL',
    'internal',
    'Something went wrong inside Briefwright; what was saved before is safe. Try again, and report it if it happens twice.',
  );
};
