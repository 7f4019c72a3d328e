import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CHANGED_AT } from '#shared/core/services/outline.ts';
import { unjoined } from '#shared/core/store/aliases.ts';
import { openWorld } from '../../support/world.ts';

/** How SQLite would answer a statement: the steps of its plan. */
const planOf = (path: string, sql: string): string[] => {
  const db = new Database(path, { readonly: true });
  try {
    return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
  } finally {
    db.close();
  }
};

const SHOWN = `f.retired = 0 AND ${unjoined('fact', 'f.n')}`;

/** What is asked all the time must not sort or read a whole table: a million facts have to feel like a hundred. */
const HOT: Readonly<Record<string, string>> = {
  'facts, newest first': `SELECT f.id FROM facts f WHERE ${SHOWN} ORDER BY f.updated_at DESC, f.n LIMIT 100`,
  'facts by date, latest first': `SELECT f.id FROM facts f WHERE ${SHOWN} ORDER BY f.as_of_from DESC, f.n DESC LIMIT 100`,
  'facts by date, earliest first': `SELECT f.id FROM facts f WHERE ${SHOWN} ORDER BY f.as_of_from ASC NULLS LAST, f.n LIMIT 100`,
  'number of facts': `SELECT count(*) FROM facts f WHERE ${SHOWN}`,
  'statements that come twice':
    'SELECT statement_key FROM facts WHERE statement_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1',
  'facts with a statement': 'SELECT id FROM facts WHERE statement_key = 7',
  'what a joined record leads to': `SELECT canonical FROM aliases WHERE id = 'x'`,
  'what leads to a record': `SELECT id FROM aliases WHERE canonical = 'x'`,
  'facts about a subject': `SELECT id FROM facts WHERE subject = 'x' AND retired = 0 ORDER BY updated_at DESC`,
  'evidence of a fact': `SELECT * FROM evidence WHERE fact = 'x' AND retired = 0`,
  'history of a record': `SELECT * FROM changes WHERE record = 'x'`,
  'places that rely on a fact': `SELECT holder FROM pins WHERE fact = 'x'`,
  'source by address': `SELECT id FROM sources WHERE url = 'https://x'`,
  'what undo would take back': 'SELECT n FROM edits WHERE undoable = 1 AND undone_by IS NULL ORDER BY n DESC LIMIT 1',
};

test('when briefings changed: every part is found by an index', async () => {
  await using world = await openWorld();
  const plan = planOf(world.library, `SELECT ${CHANGED_AT} FROM briefings b WHERE b.retired = 0 ORDER BY 1 DESC`);
  expect(plan.some((step) => /SEARCH k USING INDEX blocks_section/.test(step))).toBe(true);
  // Only the briefings themselves are walked, and the names inside one block.
  expect(plan.filter((step) => /^SCAN (?!b USING|named)/.test(step))).toEqual([]);
});

test.each(Object.entries(HOT))('%s: answered from an index, without sorting', async (_name, sql) => {
  await using world = await openWorld();
  const plan = planOf(world.library, sql);
  expect(plan.filter((step) => /^SCAN (?!.*USING)|USE TEMP B-TREE/.test(step))).toEqual([]);
});
