/** A process that is killed inside a migration: after the statement with the given number, or right before the commit. */
import Database from 'better-sqlite3';
import { migrate } from '#shared/core/store/migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '#shared/core/store/migrations/index.ts';

const [path = '', at = '0'] = process.argv.slice(2);
const db = new Database(path);
db.function('step', (n: number) => {
  if (n === Number(at)) process.kill(process.pid, 'SIGKILL');
  return n;
});
const sql = `SELECT step(0);
  CREATE TABLE extra (n INTEGER PRIMARY KEY) STRICT; SELECT step(1);
  INSERT INTO extra SELECT n FROM facts; SELECT step(2);
  ALTER TABLE facts ADD COLUMN added TEXT; SELECT step(3);`;
await migrate(db, path, 10, Date.now, [...MIGRATIONS, { version: SCHEMA_VERSION + 10, name: 'extra', sql }]);
db.close();
