import { copyFileSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStored } from '#shared/core/merge/foreign/vectors.ts';
import { Refusal } from '#shared/core/refusal.ts';
import { SCHEMA_VERSION } from '#shared/core/store/migrations/index.ts';
import { readHere } from '../../support/foreign.ts';
import { edit, HOSTILE, type Hostile, makeHostile, makeSound, type Sound } from '../../support/hostile.ts';
import { World } from '../../support/world.ts';

const world = new World();
let sound: Sound;
beforeAll(async () => {
  sound = await makeSound(world);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Names and small contents of a folder, links and pipes not followed. */
const look = (folder: string): unknown =>
  readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { size, mode, mtimeMs } = lstatSync(path);
    return [
      name,
      size,
      mode,
      mtimeMs,
      lstatSync(path).isFile() && size < 10 ** 7 ? readFileSync(path, 'latin1') : null,
    ];
  });

const refusalOf = (path: string): Refusal => {
  try {
    readHere(path);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was read.');
};

describe('a pack that is not what it should be', () => {
  test.each(HOSTILE.map((hostile, n): [string, Hostile, number] => [hostile.name, hostile, n]))(
    '%s',
    (_, hostile, n) => {
      const path = makeHostile(world, hostile, sound, n);
      const before = look(dirname(path));
      const refusal = refusalOf(path);
      expect(refusal.data.reason).toMatch(hostile.reason);
      expect(refusal.message).toMatch(/; .+\.$/);
      expect(refusal.data.params.what).not.toBe('it holds what cannot be read');
      expect(look(dirname(path))).toEqual(before);
    },
  );
});

describe('a library that is not what it should be', () => {
  test.each([
    ['a first version that was changed', "UPDATE changes SET fields = NULL WHERE op = 'create'", 'file-content'],
    ['a row that breaks a rule', "UPDATE facts SET marking = 'PINK' WHERE statement = 'Another'", 'file-damaged'],
    [
      'a row that is not UTF-8',
      "UPDATE facts SET statement = CAST(X'41ff' AS TEXT) WHERE statement = 'Another'",
      'file-content',
    ],
    ['a date that is none', "UPDATE facts SET as_of = 'soon' WHERE statement = 'Another'", 'file-content'],
    ['tags that are none', "UPDATE facts SET tags = '[1]' WHERE statement = 'Another'", 'file-content'],
    ['a join that is no id', "UPDATE facts SET joined_to = 'x' WHERE statement = 'Another'", 'file-content'],
    ['a proposal that proposes nonsense', `UPDATE proposals SET patch = '{"evil":1}'`, 'file-content'],
    ['a proposal in an unknown state', `UPDATE proposals SET state = 'signed'`, 'file-damaged'],
    ['tags in tags', "UPDATE facts SET tags = '[[\"a\"]]' WHERE statement = 'Another'", 'file-content'],
    ['a vector that claims more', "UPDATE facts SET vector = '1:77'", 'file-content'],
    ['one id in two tables', 'UPDATE notes SET id = (SELECT id FROM sources)', 'file-content'],
    ['an id of its own', "UPDATE meta SET value = 'me' WHERE key = 'id'", 'file-content'],
    ['an author of nothing', 'UPDATE changes SET author = 99', 'file-content'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts; END', 'file-shape'],
    ['another text index', 'CREATE VIRTUAL TABLE t USING fts5 (a)', 'file-shape'],
    ['a newer version', `PRAGMA user_version = ${SCHEMA_VERSION + 10}`, 'file-newer'],
  ])('%s', (name, statement, reason) => {
    const path = world.path(name.replaceAll(' ', '-'), 'library.bwlib');
    copyFileSync(sound.library, path);
    edit(path, (db) => void db.exec(statement));
    const before = look(dirname(path));
    expect(refusalOf(path).data.reason).toBe(reason);
    expect(look(dirname(path))).toEqual(before);
  });
});

describe('a stored vector', () => {
  const many = (count: number): string => Array.from({ length: count }, (_, n) => `${n + 1}:1`).join(',');

  test('is read up to a thousand entries', () => {
    expect(readStored('')).toEqual([]);
    expect(readStored('1:57,2:3')).toEqual([1, 57, 2, 3]);
    expect(readStored(many(1000))?.length).toBe(2000);
    expect(readStored(many(1001))).toBeUndefined();
  });

  test.each([
    '1',
    '1:',
    ':1',
    '0:1',
    '1:0',
    '2:1,1:1',
    '1:1,1:2',
    '1:1,',
    '131072:1',
    '1:68719476736',
    '1:1 ',
    '1:-1',
    '1:1.5',
  ])('is not %j', (text) => expect(readStored(text)).toBeUndefined());
});
