import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { PACK_SCHEMA, PACK_VERSION } from '#shared/core/merge/pack-format.ts';
import { trailerFor } from '#shared/core/merge/signature.ts';
import { factFields } from '#shared/model/fact.ts';
import { noteFields } from '#shared/model/note.ts';
import { proposalFields } from '#shared/model/proposal.ts';
import { sourceFields } from '#shared/model/source.ts';
import { packOf } from './foreign-packs.ts';
import type { World } from './world.ts';

/** Sound files to start from. */
export interface Sound {
  readonly pack: string;
  readonly library: string;
  /** A fact with a history of three changes. */
  readonly fact: string;
  /** A fact that was never changed. */
  readonly untouched: string;
}

const step = (title: string) => ({ title, subject: 'test', author: 'Test Author', reason: 'since it was so' });

/** A small library with a history, and a pack of it. */
export const makeSound = async (world: World): Promise<Sound> => {
  const library = world.path('sound', 'library.bwlib');
  const pack = world.path('sound', 'all.bwpack');
  const store = await world.createStore(library);
  const [fact, untouched] = await store.write(step('add'), (write) => {
    write.create('source', sourceFields.parse({ title: 'A source', csl: { a: [1, { b: null }] } }));
    write.create('note', noteFields.parse({ title: 'A note', tags: ['x'] }));
    const quantity = { value: '12', unit: 'EUR', qualifier: 'about' as const };
    const changed = write.create(
      'fact',
      factFields.parse({ statement: 'Es gibt 12 Bären \ufffd', quantity, tags: ['a', 'b'] }),
    );
    const another = write.create('fact', factFields.parse({ statement: 'Another', asOf: '2023~' }));
    write.create(
      'proposal',
      proposalFields.parse({
        target: { kind: 'fact', id: another },
        patch: { statement: 'Yet another', tags: ['d'] },
        saw: write.revision('fact', another),
        proposer: 'Test Author',
        marking: 'GREEN',
      }),
    );
    return [changed, another] as const;
  });
  await store.write(step('edit'), (write) =>
    write.change('fact', fact, { statement: 'There are 12 bears', tags: ['b', 'c'] }),
  );
  await store.write(step('retire'), (write) => write.retire('fact', fact));
  packOf(store, pack);
  await store.close();
  return { pack, library, fact, untouched };
};

/** Writes a file's bytes anew after a change of them. */
export const patch = (path: string, change: (bytes: Buffer) => unknown): void => {
  const bytes = readFileSync(path);
  const changed = change(bytes);
  writeFileSync(path, Buffer.isBuffer(changed) ? changed : bytes);
};

/** Runs SQL on a file as a stranger with the same library would, whatever the schema forbids. */
export const edit = (path: string, change: (db: Database.Database) => void): void => {
  const db = new Database(path);
  try {
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = DELETE');
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.pragma('ignore_check_constraints = ON');
    db.pragma('foreign_keys = OFF');
    change(db);
  } finally {
    db.close();
  }
};

/** SQL on a pack whose tables take any type, while the file says that they are ours. */
const loosely = (path: string, change: (db: Database.Database) => void): void => {
  const told = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table'";
  edit(path, (db) => {
    db.prepare(told).run(') STRICT', ') ');
    db.prepare(told).run(' NOT NULL', '');
  });
  edit(path, change);
  edit(path, (db) => {
    const { user_version } = (db.pragma('user_version') as { user_version: number }[])[0] ?? { user_version: 0 };
    db.exec('CREATE TABLE spare (n)');
    db.exec('DROP TABLE spare');
    for (const sql of PACK_SCHEMA.match(/CREATE TABLE \w+ \([^;]*/g) ?? [])
      db.prepare("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?").run(
        sql,
        /TABLE (\w+)/.exec(sql)?.[1],
      );
    db.pragma(`user_version = ${user_version}`);
  });
};

const sql =
  (statement: string, ...values: unknown[]) =>
  (path: string): void =>
    edit(path, (db) => void db.prepare(statement).run(...values));

const loose =
  (statement: string, ...values: unknown[]) =>
  (path: string): void =>
    loosely(path, (db) => void db.prepare(statement).run(...values));

/** One way to make a sound pack hostile, and the reason it must be refused for. */
export interface Hostile {
  readonly name: string;
  readonly reason: string | RegExp;
  readonly make: (path: string, sound: Sound) => void;
}

const create =
  (statement: string) =>
  (path: string): void =>
    edit(path, (db) => void db.exec(statement));

const HEAVY = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c';

/** Files that are no sound database of ours. */
const BROKEN: readonly Hostile[] = [
  { name: 'an empty file', reason: 'not-a-pack', make: (path) => writeFileSync(path, '') },
  { name: 'a few bytes', reason: 'not-a-pack', make: (path) => writeFileSync(path, 'SQLite format 3\0') },
  { name: 'text', reason: 'not-a-pack', make: (path) => writeFileSync(path, 'Dear all,\n'.repeat(1000)) },
  {
    name: 'an encrypted file',
    reason: 'file-encrypted',
    make: (path) => writeFileSync(path, 'age-encryption.org/v1\n-> scrypt'),
  },
  {
    name: 'a truncated file',
    reason: 'file-truncated',
    make: (path) => patch(path, (bytes) => bytes.subarray(0, bytes.length - 5000)),
  },
  { name: 'a header alone', reason: 'file-truncated', make: (path) => patch(path, (bytes) => bytes.subarray(0, 100)) },
  {
    name: 'bytes behind the end',
    reason: 'file-damaged',
    make: (path) => patch(path, (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)])),
  },
  {
    name: 'another program',
    reason: 'not-a-pack',
    make: (path) => edit(path, (db) => void db.pragma('application_id = 7')),
  },
  {
    name: 'a newer version',
    reason: 'file-newer',
    make: (path) => edit(path, (db) => void db.pragma(`user_version = ${PACK_VERSION + 1}`)),
  },
  {
    name: 'a version that never was',
    reason: 'file-damaged',
    make: (path) => edit(path, (db) => void db.pragma('user_version = 3')),
  },
  {
    name: 'a page size of three',
    reason: /damaged|truncated/,
    make: (path) => patch(path, (bytes) => void bytes.writeUInt16BE(3, 16)),
  },
  {
    name: 'an unknown file version',
    reason: 'file-damaged',
    make: (path) => patch(path, (bytes) => void bytes.writeUInt8(3, 19)),
  },
  { name: 'UTF-16', reason: 'file-damaged', make: (path) => patch(path, (bytes) => void bytes.writeUInt32BE(2, 56)) },
  {
    name: 'zeroes over a page',
    reason: /damaged|shape/,
    make: (path) => patch(path, (bytes) => void bytes.fill(0, 4096, 8192)),
  },
  {
    name: 'noise over all pages',
    reason: /damaged|shape/,
    make: (path) => patch(path, (bytes) => void bytes.fill('\u00ff\u0003\u0080', 100)),
  },
  {
    name: 'a folder',
    reason: 'not-a-file',
    make: (path) => {
      execFileSync('rm', [path]);
      mkdirSync(path);
    },
  },
  {
    name: 'a pipe',
    reason: 'not-a-file',
    make: (path) => {
      execFileSync('rm', [path]);
      execFileSync('mkfifo', [path]);
    },
  },
  {
    name: 'a link to a device',
    reason: 'not-a-file',
    make: (path) => {
      execFileSync('rm', [path]);
      symlinkSync('/dev/zero', path);
    },
  },
  {
    name: 'a link to nothing',
    reason: 'file-missing',
    make: (path) => {
      execFileSync('rm', [path]);
      symlinkSync('nothing', path);
    },
  },
  { name: 'two gigabytes of nothing', reason: 'file-too-large', make: (path) => truncateSync(path, 2 ** 31) },
  { name: 'a gigabyte behind a sound pack', reason: 'file-damaged', make: (path) => truncateSync(path, 10 ** 9) },
];

/** Databases with other parts than ours. */
const SHAPES: readonly Hostile[] = [
  { name: 'a view', reason: 'file-shape', make: create(`CREATE VIEW v AS ${HEAVY}`) },
  {
    name: 'a view in the place of a table',
    reason: 'file-shape',
    make: create(`DROP TABLE withheld; CREATE VIEW withheld (id, kind) AS SELECT n, 'fact' FROM (${HEAVY})`),
  },
  {
    name: 'a trigger',
    reason: 'file-shape',
    make: create('CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM changes; END'),
  },
  { name: 'another index', reason: 'file-shape', make: create('CREATE INDEX i ON changes (author)') },
  { name: 'another table', reason: 'file-shape', make: create('CREATE TABLE t (a)') },
  { name: 'a virtual table', reason: 'file-shape', make: create('CREATE VIRTUAL TABLE t USING fts5 (a)') },
  { name: 'a missing table', reason: 'file-shape', make: create('DROP TABLE withheld') },
  { name: 'a missing index', reason: 'file-shape', make: create('DROP INDEX changes_record') },
  {
    name: 'a computed column',
    reason: 'file-shape',
    make: create('ALTER TABLE meta ADD COLUMN c TEXT GENERATED ALWAYS AS (hex(zeroblob(1000000))) VIRTUAL'),
  },
  {
    name: 'a check of its own',
    reason: 'file-shape',
    make: create(
      `UPDATE sqlite_schema SET sql = replace(sql, 'kind TEXT NOT NULL)', 'kind TEXT NOT NULL CHECK (kind <> ''''))')`,
    ),
  },
  {
    name: 'an index that is the table',
    reason: /damaged|content/,
    make: create(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'changes') WHERE name = 'changes_record'`,
    ),
  },
  {
    name: 'two tables on one page',
    reason: /damaged|content/,
    make: create(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'replicas') WHERE name = 'authors'`,
    ),
  },
];

/** Signs a pack in the name of nobody that is known; returns the trailer. */
export const signAnyhow = (path: string): Buffer => {
  const { privateKey: signing, publicKey } = generateKeyPairSync('ed25519');
  const signer = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  const content = createHash('sha256').update(readFileSync(path));
  const trailer = trailerFor(content, { signer, recipient: `age1${'q'.repeat(58)}` }, signing);
  appendFileSync(path, trailer);
  return trailer;
};

/** Signs a pack and then changes its bytes; those of the trailer count from its beginning. */
const signedThen =
  (change: (bytes: Buffer, trailer: number) => unknown) =>
  (path: string): void => {
    const { length } = signAnyhow(path);
    patch(path, (bytes) => change(bytes, bytes.length - length));
  };

const flip = (bytes: Buffer, at: number): void => void bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);

/** Packs whose signature is not the one of their bytes, or no excuse for them. */
const SIGNATURES: readonly Hostile[] = [
  { name: 'a page changed after signing', reason: 'signature-wrong', make: signedThen((bytes) => flip(bytes, 5000)) },
  {
    name: 'a signature with one bit changed',
    reason: 'signature-wrong',
    make: signedThen((bytes) => flip(bytes, bytes.length - 1)),
  },
  {
    name: 'a signature with another key before it',
    reason: 'signature-wrong',
    make: signedThen((bytes, trailer) => flip(bytes, trailer + 20)),
  },
  {
    name: 'a signature with another address for answers',
    reason: 'signature-wrong',
    make: signedThen((bytes, trailer) => void bytes.write('p', trailer + 60, 'latin1')),
  },
  {
    name: 'a signature of another pack',
    reason: 'signature-wrong',
    make: (path, { library }) => {
      const other = `${path}.other`;
      copyFileSync(library, other);
      appendFileSync(path, signAnyhow(other));
      rmSync(other);
    },
  },
  {
    name: 'a signature of no key at all',
    reason: 'signature-wrong',
    make: signedThen((bytes, trailer) => void bytes.fill(0, trailer + 16, trailer + 48)),
  },
  {
    name: 'a signature that is cut',
    reason: 'file-damaged',
    make: signedThen((bytes) => bytes.subarray(0, bytes.length - 10)),
  },
  {
    name: 'a signature without its beginning',
    reason: 'file-damaged',
    make: signedThen((bytes, trailer) => Buffer.concat([bytes.subarray(0, trailer), bytes.subarray(trailer + 16)])),
  },
  {
    name: 'a signature with another beginning',
    reason: 'file-damaged',
    make: signedThen((bytes, trailer) => flip(bytes, trailer)),
  },
  {
    name: 'two signatures',
    reason: 'file-damaged',
    make: (path) => {
      signAnyhow(path);
      signAnyhow(path);
    },
  },
  {
    name: 'a signed pack with a trigger',
    reason: 'file-shape',
    make: (path) => {
      create('CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM changes; END')(path);
      signAnyhow(path);
    },
  },
  {
    name: 'a signed pack whose end was cut off before',
    reason: 'file-truncated',
    make: (path) => {
      patch(path, (bytes) => bytes.subarray(0, bytes.length - 5000));
      signAnyhow(path);
    },
  },
];

const UUID = '0195c0de-0000-7000-8000-00000000beef';
const ON_CREATE = "WHERE op = 'create' AND kind = 'fact'";

const proposing = (change: string): string => `UPDATE changes SET fields = ${change} WHERE kind = 'proposal'`;

/** Joins and proposals that nobody could have made (M13, M20). */
const JOINED: readonly Hostile[] = [
  {
    name: 'a join to what is no id',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.joinedTo', 'other') ${ON_CREATE}`),
  },
  {
    name: 'a join of a note',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.joinedTo', '${UUID}') WHERE kind = 'note'`),
  },
  {
    name: 'a proposal for nothing',
    reason: 'file-content',
    make: sql(proposing(`json_remove(fields, '$.target')`)),
  },
  {
    name: 'a proposal for a foreign kind',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.target.kind', 'spell')`)),
  },
  {
    name: 'a proposal for a proposal',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.target.kind', 'proposal')`)),
  },
  {
    name: 'a proposal of a field that its record lacks',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.patch.evil', 1)`)),
  },
  {
    name: 'a proposal of a value that its record cannot have',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.patch.subject', json('{"a":[]}'))`)),
  },
  {
    name: 'a proposal that joins',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.patch.joinedTo', '${UUID}')`)),
  },
  {
    name: 'a proposal in an unknown state',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.state', 'signed')`)),
  },
  {
    name: 'a proposal that saw noise',
    reason: 'file-content',
    make: sql(proposing(`json_set(fields, '$.saw', 'all')`)),
  },
];

/** Sound databases of our shape whose contents break a rule. */
const CONTENTS: readonly Hostile[] = [
  { name: 'a meta that is missing', reason: 'file-content', make: sql("DELETE FROM meta WHERE key = 'from'") },
  {
    name: 'an unknown marking',
    reason: 'file-content',
    make: sql("UPDATE meta SET value = 'PINK' WHERE key = 'ceiling'"),
  },
  {
    name: 'a moment that is none',
    reason: 'file-content',
    make: sql("UPDATE meta SET value = 'yesterday' WHERE key = 'createdAt'"),
  },
  {
    name: 'a foreign kind of record',
    reason: 'file-content',
    make: sql("UPDATE records SET kind = 'spell' WHERE kind = 'note'"),
  },
  { name: 'a foreign kind of change', reason: 'file-content', make: sql("UPDATE changes SET kind = 'spell'") },
  {
    name: 'another kind than the record',
    reason: 'file-content',
    make: sql("UPDATE changes SET kind = 'note' WHERE kind = 'fact'"),
  },
  { name: 'an unknown op', reason: 'file-content', make: sql("UPDATE changes SET op = 'steal' WHERE op = 'retire'") },
  { name: 'an id that is none', reason: 'file-content', make: sql("UPDATE records SET id = 'x' || substr(id, 2)") },
  {
    name: 'a placeholder that is none',
    reason: 'file-content',
    make: sql("INSERT INTO withheld VALUES ('../../etc', 'fact')"),
  },
  {
    name: 'a record without changes',
    reason: 'file-content',
    make: sql(`INSERT INTO records VALUES ('${UUID}', 'fact', '1:1')`),
  },
  { name: 'a replica that is none', reason: 'file-content', make: sql('UPDATE replicas SET id = upper(id)') },
  {
    name: 'one replica under two numbers',
    reason: 'file-content',
    make: (path) => {
      let id = '';
      const other = (): string => `${id.slice(0, 31)}${id.endsWith('0') ? '1' : '0'}`;
      edit(path, (db) => {
        id = String(db.prepare('SELECT id FROM replicas').pluck().get());
        db.prepare('INSERT INTO replicas VALUES (2, ?)').run(other());
        db.exec("UPDATE changes SET dot = dot + (1 << 36) WHERE op = 'retire'");
        const { seen, seq, record } = db
          .prepare("SELECT seen, dot & 0xfffffffff AS seq, record FROM changes WHERE op = 'retire'")
          .get() as Record<string, string>;
        db.prepare('UPDATE records SET vector = ? WHERE id = ?').run(`${seen},2:${seq}`, record);
      });
      patch(path, (bytes) => {
        for (let at = bytes.indexOf(other()); at >= 0; at = bytes.indexOf(other())) bytes.write(id, at, 'latin1');
      });
    },
  },
  { name: 'an author who is missing', reason: 'file-content', make: sql('DELETE FROM authors') },
  {
    name: 'a number of a change below nought',
    reason: 'file-content',
    make: sql(`UPDATE changes SET dot = -dot ${ON_CREATE}`),
  },
  {
    name: 'a number of a change beyond what is exact',
    reason: 'file-content',
    make: sql(`UPDATE changes SET dot = dot + (1 << 60) ${ON_CREATE}`),
  },
  { name: 'a time beyond 48 bits', reason: 'file-content', make: sql('UPDATE changes SET clock_ms = 1 << 48') },
  { name: 'a time before 1970', reason: 'file-content', make: sql('UPDATE changes SET clock_ms = -1') },
  { name: 'a counter beyond 16 bits', reason: 'file-content', make: sql('UPDATE changes SET clock_counter = 65536') },
  {
    name: 'a vector in another order',
    reason: 'file-content',
    make: sql("UPDATE changes SET seen = '2:1,1:1' WHERE op = 'edit'"),
  },
  {
    name: 'a vector with noise',
    reason: 'file-content',
    make: sql("UPDATE changes SET seen = '1:1e3' WHERE op = 'edit'"),
  },
  {
    name: 'a vector of a thousand and one',
    reason: 'file-content',
    make: sql(
      "UPDATE changes SET seen = ? WHERE op = 'edit'",
      Array.from({ length: 1001 }, (_, n) => `${n + 1}:1`).join(','),
    ),
  },
  {
    name: 'a vector that has seen the future',
    reason: 'file-content',
    make: sql("UPDATE changes SET seen = '1:99' WHERE op = 'edit'"),
  },
  {
    name: 'a history in a circle',
    reason: 'file-content',
    make: sql("UPDATE changes SET seen = '1:6' WHERE op = 'edit'"),
  },
  {
    name: 'a change that had seen what is missing',
    reason: 'file-content',
    make: sql("DELETE FROM changes WHERE op = 'edit'"),
  },
  {
    name: 'a record that hides its newest change',
    reason: 'file-content',
    make: sql("DELETE FROM changes WHERE op = 'retire'"),
  },
  { name: 'a record that claims more', reason: 'file-content', make: sql("UPDATE records SET vector = '1:900'") },
  { name: 'fields that are no JSON', reason: 'file-content', make: sql("UPDATE changes SET fields = '{'") },
  { name: 'fields that are a list', reason: 'file-content', make: sql("UPDATE changes SET fields = '[]'") },
  {
    name: 'a field that no fact has',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.evil', 1) ${ON_CREATE}`),
  },
  {
    name: 'a field of all objects',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = '{"__proto__":{"a":1},' || substr(fields, 2) ${ON_CREATE}`),
  },
  {
    name: 'a key of all objects deep in a field',
    reason: 'file-content',
    make: sql(
      `UPDATE changes SET fields = replace(fields, '{"a":[1', '{"__proto__":{"x":1},"a":[1') WHERE kind = 'source'`,
    ),
  },
  {
    name: 'a wrong value',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.marking', 'PINK') ${ON_CREATE}`),
  },
  {
    name: 'a value that lacks a part',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_remove(fields, '$.quantity.unit') ${ON_CREATE}`),
  },
  {
    name: 'a creation that lacks its statement',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_remove(fields, '$.statement') ${ON_CREATE}`),
  },
  {
    name: 'a deletion that is a word',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = '{"retired":"yes"}' WHERE op = 'retire'`),
  },
  {
    name: 'tags that are no change',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.tags', json('["a"]')) ${ON_CREATE}`),
  },
  {
    name: 'a tag of white space',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.tags', json('{"add":[" "],"remove":[]}')) ${ON_CREATE}`),
  },
  {
    name: 'half a character',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = json_set(fields, '$.statement', json('"\\ud800"')) ${ON_CREATE}`),
  },
  {
    name: 'lists in lists in lists',
    reason: 'file-content',
    make: sql(
      `UPDATE changes SET fields = replace(fields, '[1,', ?) WHERE kind = 'source'`,
      `[${'['.repeat(100_000)}${']'.repeat(100_000)},`,
    ),
  },
  {
    name: 'text that is not UTF-8',
    reason: 'file-content',
    make: sql("UPDATE changes SET reason = CAST(X'41ff' AS TEXT)"),
  },
  {
    name: 'text that is not UTF-8, as long as what stands for it',
    reason: 'file-content',
    make: sql("UPDATE changes SET reason = CAST(X'f09f98' AS TEXT)"),
  },
  {
    name: 'JSON that is not UTF-8',
    reason: 'file-content',
    make: sql(
      `UPDATE changes SET fields = CAST(replace(CAST(fields AS BLOB), 'bears', X'fe') AS TEXT) WHERE op = 'edit'`,
    ),
  },
  {
    name: 'an author with half a letter',
    reason: 'file-content',
    make: sql("UPDATE authors SET name = CAST(X'c3' AS TEXT)"),
  },
  {
    name: 'a reason of a million letters',
    reason: 'file-content',
    make: sql('UPDATE changes SET reason = hex(zeroblob(500000))'),
  },
  {
    name: 'fields of twenty megabytes',
    reason: 'file-content',
    make: sql(`UPDATE changes SET fields = '{"statement":"' || hex(zeroblob(10000000)) || '"}' WHERE op = 'edit'`),
  },
  { name: 'a real where a number belongs', reason: 'file-damaged', make: loose('UPDATE changes SET clock_ms = 1.5') },
  {
    name: 'no number where one belongs',
    reason: 'file-damaged',
    make: loose('UPDATE changes SET clock_counter = ?', Number.NaN),
  },
  { name: 'text where a number belongs', reason: 'file-damaged', make: loose("UPDATE changes SET author = 'one'") },
  { name: 'bytes where text belongs', reason: 'file-damaged', make: loose("UPDATE changes SET reason = X'00'") },
];

/** Every pack that must be refused, built from a sound one. */
export const HOSTILE: readonly Hostile[] = [...BROKEN, ...SHAPES, ...SIGNATURES, ...CONTENTS, ...JOINED];

/** A copy of a sound file in a folder of its own, made hostile. */
export const makeHostile = (world: World, { make }: Hostile, sound: Sound, n: number): string => {
  const path = world.path(`hostile-${n}`, 'file.bwpack');
  copyFileSync(sound.pack, path);
  make(path, sound);
  return path;
};
