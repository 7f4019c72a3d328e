import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isTrailer, type Signature, signatureOf } from '../signature.ts';
import { checkHeader, type Form, HEADER_BYTES, isPdf } from './header.ts';
import { MAX_FILE_BYTES, MAX_PDF_BYTES } from './limits.ts';
import {
  refuseDamaged,
  refuseForeign,
  refuseMissing,
  refuseNotAFile,
  refuseSignature,
  refuseTooLarge,
  refuseTruncated,
  refuseUnreadable,
} from './refusals.ts';

/** A file's database, in memory, with what its header says and who has signed it. */
export interface Loaded {
  readonly name: string;
  readonly bytes: Buffer;
  readonly form: Form;
  readonly signature: Signature | undefined;
}

/** One read takes less than 2 GB on some systems. */
const READ_AT_ONCE = 2 ** 26;

/** Not waiting matters for pipes, which would keep us until somebody writes. Windows has neither. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

const checkStats = (stats: Stats, name: string): void => {
  if (!stats.isFile()) throw refuseNotAFile(name);
  if (stats.size > MAX_FILE_BYTES) throw refuseTooLarge(name, '2 GB');
};

const readFully = (fd: number, into: Buffer, name: string, from = 0): Buffer => {
  let at = 0;
  while (at < into.length) {
    const read = readSync(fd, into, at, Math.min(READ_AT_ONCE, into.length - at), from + at);
    if (read === 0) throw refuseTruncated(name);
    at += read;
  }
  return into;
};

const asRefused = (error: unknown, name: string): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return refuseMissing(name);
  return code === undefined ? error : refuseUnreadable(name);
};

/** The size of what may be read; refuses folders, pipes, devices and what is too large without opening them. */
export const sizeOf = (path: string): number => {
  const name = basename(path);
  try {
    const stats = statSync(path);
    checkStats(stats, name);
    return stats.size;
  } catch (error) {
    throw asRefused(error, name);
  }
};

/** Checks the signature, of which SQLite sees nothing; undefined for a file that is not signed. */
const checkSignature = (bytes: Buffer, trailer: Buffer, name: string): Signature | undefined => {
  if (trailer.length === 0) return undefined;
  if (!isTrailer(trailer)) throw refuseDamaged(name);
  const signature = signatureOf(bytes, trailer);
  if (!signature) throw refuseSignature(name);
  return signature;
};

/** A PDF, in memory. */
export interface LoadedPdf {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Opens the chosen file and nothing beside it: a log that lies next to a file from somebody else is not its own word.
 */
const withFile = <T>(path: string, read: (fd: number, size: number, name: string) => T): T => {
  const name = basename(path);
  sizeOf(path);
  let fd: number | undefined;
  try {
    fd = openSync(path, READING);
    // Once more on what was opened, since the name may stand for something else by now.
    const stats = fstatSync(fd);
    checkStats(stats, name);
    return read(fd, stats.size, name);
  } catch (error) {
    throw asRefused(error, name);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
};

const readStart = (fd: number, size: number, name: string): Buffer =>
  readFully(fd, Buffer.alloc(Math.min(HEADER_BYTES, size)), name);

/** Whether a file says that it is a PDF. */
export const isPdfFile = (path: string): boolean =>
  withFile(path, (fd, size, name) => isPdf(readStart(fd, size, name)));

/** Reads a PDF. */
export const loadPdf = (path: string): LoadedPdf =>
  withFile(path, (fd, size, name) => {
    if (!isPdf(readStart(fd, size, name))) throw refuseForeign(name);
    if (size > MAX_PDF_BYTES) throw refuseTooLarge(name, '200 MB');
    return { name, bytes: new Uint8Array(readFully(fd, Buffer.allocUnsafeSlow(size), name).buffer) };
  });

/** Reads a pack or a library. The header is checked before the rest is read. */
export const loadFile = (path: string): Loaded =>
  withFile(path, (fd, size, name) => {
    const form = checkHeader(readStart(fd, size, name), size, name);
    const bytes = readFully(fd, Buffer.allocUnsafeSlow(form.bytes), name);
    const trailer = readFully(fd, Buffer.alloc(size - form.bytes), name, form.bytes);
    return { name, bytes, form, signature: checkSignature(bytes, trailer, name) };
  });
