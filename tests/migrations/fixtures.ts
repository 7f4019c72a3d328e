import { join } from 'node:path';
import Database from 'better-sqlite3';

const FOLDER = join(import.meta.dirname, '../fixtures');
const numbered = (version: number): string => String(version).padStart(3, '0');

/** A library as the version with this schema wrote it. */
export const libraryFixture = (version: number): string => join(FOLDER, `library-${numbered(version)}.bwlib`);
export const schemaFixture = (version: number): string => join(FOLDER, `schema-${numbered(version)}.sql`);

/** The schema of a file as text: every table, index and trigger, by name. */
export const schemaText = (path: string): string => {
  const db = new Database(path, { readonly: true });
  try {
    const rows = db
      .prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
      .all() as { sql: string }[];
    return `${rows.map(({ sql }) => `${sql};`).join('\n\n')}\n`;
  } finally {
    db.close();
  }
};
