/**
 * A pack is a SQLite file of its own shape: what was chosen, each record whole with its history (M5), and nothing that
 * a library keeps for itself. Its changes have the columns of a library's (migrations/010-initial.ts), so one reader
 * serves both. Everything in it may have been written by a stranger.
 */

/** `BWPK`, in the header of every pack. */
export const PACK_APPLICATION_ID = 0x4257504b;
/**
 * The versions there are, in rising order; a reader refuses what is newer. They have one shape and differ in what it may
 * hold: since 20 joins and proposals, which older readers do not know.
 */
export const PACK_VERSIONS = [10, 20] as const;
/** Written to `user_version`. */
export const PACK_VERSION = 20;

export const PACK_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE replicas (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE authors (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE records (id TEXT PRIMARY KEY, kind TEXT NOT NULL, vector TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
  dot INTEGER PRIMARY KEY,
  clock_ms INTEGER NOT NULL,
  clock_counter INTEGER NOT NULL,
  author INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  op TEXT NOT NULL,
  fields TEXT NOT NULL,
  seen TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX changes_record ON changes (record);
CREATE TABLE withheld (id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE attachments (sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
`;

/** The keys of a pack's `meta`. All of it is a claim of the sender. */
export interface PackMeta {
  /** UUID of this pack. */
  readonly id: string;
  /** UUID of the library it was made from. */
  readonly library: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The sender's name. */
  readonly from: string;
  /** The cover note; empty when none was written. */
  readonly note: string;
  /** The highest marking that was let through. */
  readonly ceiling: string;
}
