import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { factFields } from '#shared/model/fact.ts';
import { World } from '../support/world.ts';

const step = (title: string) => ({ title, subject: 'test', author: 'Test Author' });

/** What somebody's editor of SQLite files may do to a library, and what verify says of it. */
const DAMAGES: readonly [what: string, sql: string, told: RegExp][] = [
  ['a value changed behind the history', `UPDATE facts SET statement = 'Other' WHERE n = 1`, /says something else/],
  ['a first version gone', 'UPDATE changes SET fields = NULL WHERE dot = (SELECT min(dot) FROM changes)', /made with/],
  ['a change gone', 'DELETE FROM changes WHERE dot = (SELECT max(dot) FROM changes)', /does not match its history/],
  ['a record gone', 'DELETE FROM facts WHERE n = 2', /missing/],
  ['the replica set back', 'UPDATE replicas SET last_seq = 0', /written more/],
  ['a tag gone from its index', 'DELETE FROM tags', /index of tags/],
  ['words gone from the text index', 'DELETE FROM facts_text WHERE rowid = 1', /text index of facts/],
  ['a join made behind the history', `INSERT INTO aliases VALUES ('fact', 1, 'x', 'y')`, /index of joined records/],
  ['a key of other words', 'UPDATE facts SET statement_key = 7 WHERE n = 2', /index of Statement by other words/],
  ['a rule broken', `UPDATE facts SET as_of = 'soon'`, /breaks a rule/],
];

const damaged = async (world: World, sql: string): Promise<string[]> => {
  const store = await world.createStore();
  await store.write(step('fact.add'), (write) => {
    const first = write.create('fact', factFields.parse({ statement: 'First', tags: ['a'] }));
    write.change('fact', first, { statement: 'First, changed' });
    write.create('fact', factFields.parse({ statement: 'Second' }));
  });
  expect(store.verify()).toEqual([]);
  const db = new Database(store.path);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
  return store.verify();
};

test.each(DAMAGES)('%s is found', async (_what, sql, told) => {
  await using world = new World();
  expect((await damaged(world, sql)).join('\n')).toMatch(told);
});
