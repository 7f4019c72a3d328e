import type Database from 'better-sqlite3';
import { foldDoi, foldUrl, foldWords, keyOf } from '../../../model/duplicates.ts';

const joined = (table: string): string =>
  `ALTER TABLE ${table} ADD COLUMN joined_to TEXT REFERENCES ${table} (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX ${table}_joined ON ${table} (joined_to) WHERE joined_to IS NOT NULL;`;

const keyed = (table: string, column: string): string =>
  `ALTER TABLE ${table} ADD COLUMN ${column}_key INTEGER;
CREATE INDEX ${table}_${column}_key ON ${table} (${column}_key) WHERE ${column}_key IS NOT NULL;`;

/** Likely duplicates: how they are found, which were joined and which are none (MERGE.md, M13). */
export const joining = `
${['facts', 'sources', 'subjects'].map(joined).join('\n')}
${keyed('facts', 'statement')}
${keyed('sources', 'url')}
${keyed('sources', 'doi')}
${keyed('subjects', 'name')}

-- Joined records and the one that stands for them in the end: read off \`joined_to\`, chains and rings resolved.
CREATE TABLE aliases (
  kind TEXT NOT NULL CHECK (kind = 'fact' OR kind = 'source' OR kind = 'subject'),
  record INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  canonical TEXT NOT NULL,
  PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_canonical ON aliases (canonical);

-- Pairs that somebody said are not the same, the smaller id first. Local to this file, like edits.
CREATE TABLE not_same (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  author INTEGER NOT NULL REFERENCES authors (n),
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
`;

const KEYED = [
  ['facts', 'statement', foldWords],
  ['sources', 'url', foldUrl],
  ['sources', 'doi', foldDoi],
  ['subjects', 'name', foldWords],
] as const;

/** Writes the keys of what is there already, which SQLite cannot work out by itself. */
export const fillKeys = (db: Database.Database): void => {
  for (const [table, column, fold] of KEYED) {
    const write = db.prepare(`UPDATE ${table} SET ${column}_key = CAST(? AS INTEGER) WHERE n = ?`);
    const rows = db.prepare(`SELECT n, ${column} AS text FROM ${table} WHERE ${column} <> ''`).all();
    for (const { n, text } of rows as { n: number; text: string }[]) write.run(keyOf(fold(text)), n);
  }
};
