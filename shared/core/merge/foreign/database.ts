import Database from 'better-sqlite3';
import { Refusal } from '../../refusal.ts';
import { TABLES } from '../../store/tables/index.ts';
import type { Loaded } from './file.ts';
import { kindsIn } from './library.ts';
import { MAX_FIELDS_BYTES } from './limits.ts';
import { refuseContent, refuseDamaged } from './refusals.ts';
import { checkSchema } from './schema.ts';

/**
 * What is checked: a pack as a whole, but of a library only the tables that are read, so that the parsers of its text
 * indexes never see the stranger's bytes.
 */
const checksOf = (db: Database.Database, kind: Loaded['form']['kind']): string[] =>
  kind === 'pack'
    ? ['quick_check']
    : [...['meta', 'replicas', 'authors', 'changes', 'attachments'], ...kindsIn(db).map((one) => TABLES[one].name)].map(
        (table) => `quick_check('${table}')`,
      );

const configure = (db: Database.Database): void => {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('query_only = ON');
  db.pragma('temp_store = MEMORY');
  // Without effect in a build of SQLite that does not count its memory; watch.ts holds the limit there.
  db.pragma(`hard_heap_limit = ${10 * MAX_FIELDS_BYTES}`);
};

const quickCheck = (db: Database.Database, { form, name }: Loaded): void => {
  for (const check of checksOf(db, form.kind))
    if (db.pragma(check, { simple: true }) !== 'ok') throw refuseDamaged(name);
};

/** What SQLite says of a file, as a refusal. Its words are not passed on: they may quote the file. */
export const asFileRefusal = (error: unknown, name: string): Refusal => {
  if (error instanceof Refusal) return error;
  const isDamaged = error instanceof Database.SqliteError;
  // Otherwise too deep, too long, out of range: our own code at the end of its means with what the file held.
  const refusal = isDamaged ? refuseDamaged(name) : refuseContent(name, 'it holds what cannot be read');
  return Object.assign(refusal, { cause: error });
};

/**
 * Opens the bytes as a database that cannot be written, checks that it is built as ours are and then that its pages
 * are sound. The schema comes first, so that checking the pages evaluates nobody's expressions but our own. The bytes
 * are given up: SQLite has its own copy.
 */
export const openLoaded = (loaded: Loaded): Database.Database => {
  const { bytes, form, name } = loaded;
  // Says that there is no log to look for; SQLite would not open a database in memory otherwise.
  bytes[18] = 1;
  bytes[19] = 1;
  let db: Database.Database | undefined;
  try {
    db = new Database(bytes, { readonly: true });
    if (bytes.byteLength === bytes.buffer.byteLength) (bytes.buffer as ArrayBuffer).transfer(0);
    configure(db);
    checkSchema(db, form, name);
    quickCheck(db, loaded);
    return db;
  } catch (error) {
    db?.close();
    throw asFileRefusal(error, name);
  }
};
