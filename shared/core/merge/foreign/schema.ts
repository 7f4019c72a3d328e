import Database from 'better-sqlite3';
import { MIGRATIONS } from '../../store/migrations/index.ts';
import { PACK_SCHEMA } from '../pack-format.ts';
import type { Form } from './header.ts';
import { refuseShape } from './refusals.ts';

/** One row of `sqlite_schema`, without the page, which differs from file to file. */
interface Part {
  readonly type: unknown;
  readonly name: unknown;
  readonly tbl_name: unknown;
  readonly sql: unknown;
}

const partsOf = (db: Database.Database): Part[] =>
  db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all() as Part[];

const keyOf = ({ type, name, tbl_name, sql }: Part): string => JSON.stringify([type, name, tbl_name, sql]);

/** What was found out about a form once. */
const known = new Map<string, readonly string[]>();

/** What a migration leaves behind in an empty database. */
const makeParts = ({ kind, version }: Form): string[] => {
  const db = new Database(':memory:');
  try {
    if (kind === 'pack') db.exec(PACK_SCHEMA);
    else for (const migration of MIGRATIONS) if (migration.version <= version) db.exec(migration.sql);
    return partsOf(db).map(keyOf);
  } finally {
    db.close();
  }
};

const knownParts = (form: Form): readonly string[] => {
  const key = `${form.kind} ${form.version}`;
  const parts = known.get(key) ?? makeParts(form);
  known.set(key, parts);
  return parts;
};

/** Words for a part in a refusal: what it is, but not its name, which the sender chose. */
const wordFor = ({ type }: Part): string =>
  type === 'view' || type === 'trigger' || type === 'index' || type === 'table' ? `another ${type}` : 'an unknown part';

/**
 * Refuses a file whose tables, indexes and anything else are not exactly what this version of it is made of, to the
 * letter of the SQL: no view in a table's place, no trigger, no column that computes.
 */
export const checkSchema = (db: Database.Database, form: Form, name: string): void => {
  const known = new Set(knownParts(form));
  for (const part of partsOf(db)) if (!known.delete(keyOf(part))) throw refuseShape(name, wordFor(part));
  if (known.size > 0) throw refuseShape(name, 'a part is missing');
};
