import { isUtf8 } from 'node:buffer';
import type Database from 'better-sqlite3';
import { refuseContent } from './refusals.ts';

/** What a cell of SQLite can be. Rows are read as lists, which is quicker than objects by name. */
export type Cell = string | number | Buffer | null;

/** The column, or a number when it holds more than `most` bytes: so nothing huge is ever brought in. */
export const upTo = (most: number, column: string): string => `iif(octet_length(${column}) > ${most}, 0, ${column})`;

/** Where a text stands, to read it once more as bytes. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The column that `key` is looked up in. */
  readonly by: string;
  readonly key: string | number;
}

const REPLACEMENT = '\ufffd';

/**
 * Refuses a text that is not UTF-8. It arrives with U+FFFD in place of what is wrong, so only a text with one of these
 * can be meant, and its bytes tell whether that character was written or put there.
 */
export const checkUtf8 = (db: Database.Database, name: string, value: string, place: Place): void => {
  if (!value.includes(REPLACEMENT)) return;
  const { table, column, by, key } = place;
  const bytes = db.prepare(`SELECT CAST(${column} AS BLOB) FROM ${table} WHERE ${by} = ?`).pluck().get(key);
  if (!Buffer.isBuffer(bytes) || !isUtf8(bytes)) throw refuseContent(name, 'a text is not UTF-8');
};
