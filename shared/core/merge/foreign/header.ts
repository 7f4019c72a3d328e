import { APPLICATION_ID } from '../../store/file.ts';
import { MIGRATIONS } from '../../store/migrations/index.ts';
import { PACK_APPLICATION_ID, PACK_VERSIONS } from '../pack-format.ts';
import { TRAILER_BYTES } from '../signature.ts';
import { refuseDamaged, refuseEncrypted, refuseForeign, refuseNewer, refuseTruncated } from './refusals.ts';

export const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const ENCRYPTED = 'age-encryption.org/v1';
const PDF = '%PDF-';
const UTF8 = 1;

/** Which of our two forms a file has, in which version, and how many of its bytes are the database. */
export interface Form {
  readonly kind: 'pack' | 'library';
  readonly version: number;
  readonly bytes: number;
}

/** The versions that are read, in rising order, by the mark of the file. */
const FORMS = new Map<number, { readonly kind: Form['kind']; readonly versions: readonly number[] }>([
  [APPLICATION_ID, { kind: 'library', versions: MIGRATIONS.map(({ version }) => version) }],
  [PACK_APPLICATION_ID, { kind: 'pack', versions: PACK_VERSIONS }],
]);

const pageSizeOf = (header: Buffer): number => {
  const stored = header.readUInt16BE(16);
  return stored === 1 ? 65_536 : stored;
};

const startsWith = (start: Buffer, magic: string): boolean => start.toString('latin1', 0, magic.length) === magic;

/** What age has encrypted. */
export const isEncrypted = (start: Buffer): boolean => startsWith(start, ENCRYPTED);

/** A PDF as every program writes it: some readers put up with bytes before this, this one does not. */
export const isPdf = (start: Buffer): boolean => startsWith(start, PDF);

/** The mark of the program that an SQLite file belongs to; undefined for anything else. */
export const markOf = (start: Buffer): number | undefined =>
  start.length >= HEADER_BYTES && startsWith(start, MAGIC) ? start.readUInt32BE(68) : undefined;

const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

const isSound = (header: Buffer): boolean =>
  isPageSize(pageSizeOf(header)) &&
  [header[18], header[19]].every((written) => written === 1 || written === 2) &&
  header[20] === 0 &&
  header.readUInt32BE(56) === UTF8;

/** How many bytes the database has. Behind that of a pack nothing may stand but a signature. */
const databaseBytes = (header: Buffer, size: number, kind: Form['kind'], name: string): number => {
  const pageSize = pageSizeOf(header);
  const told = header.readUInt32BE(28) * pageSize;
  if (size < told) throw refuseTruncated(name);
  // A library that was copied while it was open may have pages that its header does not count yet; SQLite ignores them.
  const isWhole = kind === 'pack' ? size === told || size === told + TRAILER_BYTES : size % pageSize === 0;
  if (told === 0 || !isWhole) throw refuseDamaged(name);
  return kind === 'pack' ? told : size;
};

/**
 * Looks at the first bytes before SQLite sees any: refuses what is encrypted, foreign, newer, cut short or marked in a
 * way that SQLite would not write. Offsets: SQLite file format, section 1.3.
 */
export const checkHeader = (start: Buffer, size: number, name: string): Form => {
  if (isEncrypted(start)) throw refuseEncrypted(name);
  const form = FORMS.get(markOf(start) ?? 0);
  if (!form) throw refuseForeign(name);
  const version = start.readUInt32BE(60);
  if (version > (form.versions.at(-1) ?? 0)) throw refuseNewer(name);
  if (!form.versions.includes(version) || !isSound(start)) throw refuseDamaged(name);
  return { kind: form.kind, version, bytes: databaseBytes(start, size, form.kind, name) };
};
