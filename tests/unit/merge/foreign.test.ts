import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Link } from '#shared/core/merge/foreign/link.ts';
import { openForeignWith } from '#shared/core/merge/foreign/open-foreign.ts';
import { READY } from '#shared/core/merge/foreign/protocol.ts';
import { refuseClosed } from '#shared/core/merge/foreign/refusals.ts';
import type { ForeignProcess } from '#shared/core/merge/foreign/start-process.ts';
import { changesOf } from '#shared/core/store/history.ts';
import { readRecord } from '#shared/core/store/records.ts';
import { compareChanges } from '#shared/model/change.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { changesOfAll, isRunning, Opener, recordsOf } from '../../support/foreign.ts';
import { makePack, PACK_META } from '../../support/foreign-packs.ts';
import { edit, HOSTILE, makeHostile, makeSound, type Sound } from '../../support/hostile.ts';
import { World } from '../../support/world.ts';

const world = new World();
const opener = new Opener();
let sound: Sound;
beforeAll(async () => {
  sound = await makeSound(world);
});
afterEach(() => {
  vi.useRealTimers();
  expect(opener.running).toBe(0);
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a sound file', () => {
  test.each(['pack', 'library'] as const)('a %s tells all records and changes as its own store does', async (kind) => {
    const path = world.path('copy', `${kind}.bw`);
    copyFileSync(sound[kind], path);
    const before = readFileSync(path);
    const file = await opener.open(path);
    const records = await recordsOf(file);
    const changes = await changesOfAll(
      file,
      records.map(({ id }) => id),
    );
    await file.close();

    const store = await world.openStore(sound.library);
    const held = records.map(({ id, kind: of }) => ({
      id,
      kind: of,
      revision: readRecord(store.read, of, id)?.revision,
    }));
    expect(records).toEqual(held);
    expect(records.map(({ id }) => id)).toEqual(records.map(({ id }) => id).sort());
    const told = records.flatMap(({ id }) => changes.filter(({ record }) => record === id).sort(compareChanges));
    const logged = records.flatMap(({ id }) => changesOf(store.read, id));
    // What is logged has a number of this file besides.
    expect(logged).toMatchObject(told);
    expect(told.length).toBe(logged.length);
    await store.close();

    for (const each of RECORD_KINDS)
      expect(file.summary.records[each]).toBe(records.filter((record) => record.kind === each).length);
    expect(file.summary).toMatchObject({ kind, problems: [], withheld: [], attachments: 0 });
    expect(file.summary.meta.from).toBe('Test Author');
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(dirname(path)).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
  });

  test('a library is read though its header says that it has a log, and the log is not', async () => {
    const path = world.path('logged', 'library.bwlib');
    copyFileSync(sound.library, path);
    expect(readFileSync(path)[18]).toBe(2);
    writeFileSync(`${path}-wal`, 'not a log');
    symlinkSync('/dev/zero', `${path}-journal`);
    const file = await opener.open(path);
    expect((await recordsOf(file)).length).toBe(5);
    await file.close();
    expect(readFileSync(`${path}-wal`, 'utf8')).toBe('not a log');
  });

  test('a link that was chosen is followed', async () => {
    const path = world.path('linked', 'link.bwpack');
    symlinkSync(sound.pack, path);
    const file = await opener.open(path);
    expect(file.summary.meta.note).toBe('All of it.');
    await file.close();
  });

  test('records that it does not hold have no changes', async () => {
    const file = await opener.open(sound.library);
    expect(await changesOfAll(file, ['0195c0de-0000-7000-8000-00000000beef'])).toEqual([]);
    expect((await changesOfAll(file, [sound.fact, sound.untouched])).map(({ op }) => op)).toEqual([
      'create',
      'edit',
      'retire',
      'create',
    ]);
    await file.close();
  });

  test('placeholders, odd things and attachments are told', async () => {
    const path = world.path('more', 'more.bwpack');
    copyFileSync(sound.pack, path);
    const bytes = Buffer.from('A capture');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const wrong = 'a'.repeat(64);
    edit(path, (db) => {
      db.prepare('INSERT INTO withheld VALUES (?, ?)').run('0195c0de-0000-7000-8000-00000000beef', 'fact');
      db.prepare('INSERT INTO attachments VALUES (?, ?, ?)').run(sha256, 'text/plain', bytes);
      db.prepare('INSERT INTO attachments VALUES (?, ?, ?)').run(wrong, 'text/plain', bytes);
      db.prepare('DELETE FROM records WHERE id = ?').run(sound.untouched);
    });
    const file = await opener.open(path);
    expect(file.summary.withheld).toEqual([{ id: '0195c0de-0000-7000-8000-00000000beef', kind: 'fact' }]);
    expect(file.summary.attachments).toBe(2);
    expect(file.summary.problems).toEqual(['1 changes belong to no record of the pack and are left out.']);
    expect(await file.attachment('b'.repeat(64))).toBeUndefined();
    const found = await file.attachment(sha256);
    expect(found?.mediaType).toBe('text/plain');
    expect(Buffer.from(found?.bytes ?? [])).toEqual(bytes);
    await expect(file.attachment(wrong)).rejects.toMatchObject({
      kind: 'DAMAGED',
      data: { reason: 'attachment-changed' },
    });
    await file.close();
  });
});

describe('a large file', () => {
  const COUNT = 20_000;
  const idAt = (n: number): string => `0195c0de-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const ids = Array.from({ length: COUNT }, (_, n) => idAt(n));

  /** A pack of subjects as they were made, each with these fields. */
  const makeOf = (name: string, count: number, fieldsOf: (n: number) => string): string => {
    const path = world.path('large', name);
    const db = makePack(path, { ...PACK_META, library: PACK_META.id });
    db.exec('BEGIN');
    db.exec("INSERT INTO authors VALUES (1, 'A')");
    db.prepare('INSERT INTO replicas VALUES (1, ?)').run('a'.repeat(32));
    const told = db.prepare("INSERT INTO changes VALUES (?, 0, 0, 1, 'subject', ?, 'create', ?, '', '')");
    const held = db.prepare("INSERT INTO records VALUES (?, 'subject', ?)");
    for (const [n, id] of ids.slice(0, count).entries()) {
      told.run(2n ** 36n + BigInt(n + 1), id, fieldsOf(n));
      held.run(id, `1:${n + 1}`);
    }
    db.exec('COMMIT');
    db.close();
    return path;
  };

  const makeLarge = (name: string): string =>
    makeOf(name, COUNT, (n) => `{"name":"Subject ${n}","kind":"topic","marking":"CLEAR"}`);

  test('is told whole and in order, also after somebody stopped in the middle and while others ask', async () => {
    const file = await opener.open(makeLarge('sound.bwpack'));
    for await (const batch of file.records()) {
      expect(batch[0]?.id).toBe(ids[0]);
      break;
    }
    for await (const batch of file.changes(ids.slice(5000))) {
      expect(batch[0]?.record).toBe(ids[5000]);
      break;
    }
    const [records, changes, few] = await Promise.all([
      recordsOf(file),
      changesOfAll(file, ids),
      changesOfAll(file, [idAt(7), idAt(COUNT), idAt(9)]),
    ]);
    expect(records.map(({ id }) => id)).toEqual(ids);
    expect(records.at(-1)?.revision).toBe(`${'a'.repeat(32)}:${COUNT}`);
    expect(changes.map(({ record }) => record)).toEqual(ids);
    expect(changes.at(-1)?.fields.name).toBe(`Subject ${COUNT - 1}`);
    expect(few.map(({ record }) => record)).toEqual([idAt(7), idAt(9)]);
    await file.close();
  });

  test('is read on after a long series was given up, once its reader has run out of what it may send', async () => {
    const path = makeLarge('changed.bwpack');
    edit(path, (db) => {
      const change = db.prepare("INSERT INTO changes VALUES (?, ?, 0, 1, 'subject', ?, 'edit', ?, ?, '')");
      const held = db.prepare('UPDATE records SET vector = ? WHERE id = ?');
      db.exec('BEGIN');
      for (let n = 0; n < 150; n++) {
        for (let at = 0; at < 40; at++)
          change.run(
            ...[2n ** 37n + BigInt(n * 40 + at + 1), at, idAt(n), `{"name":"Name ${at}"}`],
            at === 0 ? `1:${n + 1}` : `1:${n + 1},2:${n * 40 + at}`,
          );
        held.run(`1:${n + 1},2:${n * 40 + 40}`, idAt(n));
      }
      db.prepare('INSERT INTO replicas VALUES (2, ?)').run('b'.repeat(32));
      db.exec('COMMIT');
    });
    const file = await opener.open(path);
    for (let turn = 0; turn < 3; turn++) {
      for await (const batch of file.changes(ids.slice(0, 150))) {
        expect(batch.length).toBeGreaterThan(0);
        // All that is granted comes meanwhile.
        await setTimeout(200);
        break;
      }
    }
    expect((await changesOfAll(file, ids.slice(0, 150))).length).toBe(150 * 41);
    await file.close();
  });

  test('of a hundred megabytes of long texts is read whole, however slowly, within what is granted', async () => {
    // One letter beyond Latin-1 makes every other take two bytes in memory.
    const description = `ж${'x'.repeat(990_000)}`;
    const path = makeOf('texts.bwpack', 100, (n) =>
      JSON.stringify({ name: `Subject ${n}`, kind: 'topic', marking: 'CLEAR', description }),
    );
    const file = await opener.open(path);
    let read = 0;
    for await (const batch of file.changes(ids.slice(0, 100))) {
      read += batch.length;
      await setTimeout(5);
    }
    expect(read).toBe(100);
    await file.close();
  });

  test('is told as far as it is sound, and then refused', async () => {
    const path = makeLarge('spoilt.bwpack');
    edit(path, (db) => {
      db.prepare('UPDATE changes SET op = ? WHERE record = ?').run('invent', idAt(9000));
    });
    const file = await opener.open(path);
    let told = 0;
    const reading = (async () => {
      for await (const batch of file.changes(ids)) told += batch.length;
    })();
    await expect(reading).rejects.toMatchObject({ data: { reason: 'file-content' } });
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(9000);
    // What is refused is what was asked for, not the file.
    expect((await changesOfAll(file, [idAt(1)])).length).toBe(1);
    await file.close();
  });
});

describe('the process', () => {
  test.each(['a trigger', 'a wrong value', 'a truncated file', 'a pipe', 'two gigabytes of nothing', 'a folder'])(
    'ends with the refusal of %s',
    async (name) => {
      const n = HOSTILE.findIndex((hostile) => hostile.name === name);
      const path = makeHostile(world, HOSTILE[n] as (typeof HOSTILE)[number], sound, n);
      await expect(opener.readAll(path)).rejects.toMatchObject({ data: { reason: HOSTILE[n]?.reason } });
    },
  );

  test('is ended when a history would take too long to follow', async () => {
    const path = world.path('endless', 'endless.bwpack');
    const db = makePack(path, { ...PACK_META, library: PACK_META.id });
    const writers = Array.from({ length: 1000 }, (_, n) => n + 1);
    const vector = (upTo: number): string =>
      writers
        .slice(0, upTo)
        .map((n) => `${n}:1`)
        .join(',');
    db.exec('BEGIN');
    db.exec("INSERT INTO authors VALUES (1, 'A')");
    const id = '0195c0de-0000-7000-8000-00000000beef';
    for (const n of writers) {
      db.prepare('INSERT INTO replicas VALUES (?, ?)').run(n, n.toString(16).padStart(32, '0'));
      const told = n === 1 ? '{"name":"A","kind":"topic","marking":"CLEAR"}' : '{"name":"B"}';
      db.prepare("INSERT INTO changes VALUES (?, 0, 0, 1, 'subject', ?, ?, ?, ?, '')").run(
        BigInt(n) * 2n ** 36n + 1n,
        id,
        n === 1 ? 'create' : 'edit',
        told,
        vector(n - 1),
      );
    }
    db.prepare("INSERT INTO records VALUES (?, 'subject', ?)").run(id, vector(1000));
    db.exec('COMMIT');
    db.close();
    const file = await opener.open(path);
    const reason = expect.stringMatching(/^file-too-(slow|costly)$/);
    await expect(changesOfAll(file, [id])).rejects.toMatchObject({ kind: 'INVALID', data: { reason } });
    await vi.waitFor(() => expect(opener.running).toBe(0));
    await file.close();
  });

  test('is ended by an abort, while opening and after', async () => {
    const early = new AbortController();
    const opening = opener.open(sound.pack, early.signal);
    early.abort();
    await expect(opening).rejects.toMatchObject({ kind: 'CANCELLED' });
    const late = new AbortController();
    const file = await opener.open(sound.pack, late.signal);
    late.abort();
    await expect(recordsOf(file)).rejects.toMatchObject({ kind: 'CANCELLED' });
    await file.close();
    await expect(opener.open(sound.pack, late.signal)).rejects.toMatchObject({ kind: 'CANCELLED' });
  });

  test('is gone once the file is closed, and what is asked then is refused', async () => {
    const file = await opener.open(sound.pack);
    expect(opener.running).toBe(1);
    await file.close();
    await file.close();
    expect(opener.running).toBe(0);
    await expect(recordsOf(file)).rejects.toMatchObject({ data: { reason: 'file-closed' } });
  });

  test('is gone when the parent dies', async () => {
    const holder = spawn(process.execPath, [join(import.meta.dirname, '../../support/hold-foreign.ts'), sound.pack], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(holder.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isRunning(pid)).toBe(true);
    holder.kill('SIGKILL');
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000 });
  });
});

/** A process that is none: it says what it is told to of each question, and notes when it is ended. */
class Puppet implements ForeignProcess {
  readonly pid = undefined;
  readonly #answers: (n: number) => unknown;
  readonly heard: unknown[] = [];
  #say: (message: unknown) => void = () => {};
  #exit: () => void = () => {};
  killed = 0;

  constructor(answers: (n: number) => unknown) {
    this.#answers = answers;
  }

  send(asked: unknown): void {
    this.heard.push(asked);
    const { n, question } = asked as { n: number; question?: unknown };
    if (question === undefined) return;
    const answers = this.#answers(n);
    for (const answer of Array.isArray(answers) ? answers : [answers])
      if (answer !== undefined) queueMicrotask(() => this.say(answer));
  }

  say(message: unknown): void {
    this.#say(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#say = listener;
    const first = this.#answers(0);
    if (first !== undefined) queueMicrotask(() => listener(first));
  }

  onExit(listener: () => void): void {
    this.#exit = listener;
  }

  kill(): void {
    this.killed++;
    queueMicrotask(() => this.#exit());
  }
}

describe('a process that does not behave', () => {
  test.each([
    ['never starts', () => undefined, 20_000, 'reader-start'],
    ['never answers', (n: number) => (n === 0 ? READY : undefined), 2000, 'file-too-slow'],
  ])('one that %s is ended at the deadline', async (_, answers, ms, reason) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const puppet = new Puppet(answers);
    const opening = openForeignWith(() => puppet)(sound.pack);
    const told = expect(opening).rejects.toMatchObject({ data: { reason } });
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(puppet.killed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await told;
    expect(puppet.killed).toBe(1);
  });

  const summary = {
    kind: 'pack',
    meta: { ...PACK_META, library: PACK_META.id },
    counts: RECORD_KINDS.map(() => 0),
    withheld: { ids: [], kinds: [] },
    attachments: 0,
    problems: [],
  };
  const id = '0195c0de-0000-7000-8000-00000000beef';
  const other = '0195c0de-0000-7000-8000-00000000bef0';
  const replica = 'a'.repeat(32);
  const packed = {
    answered: 1,
    replicas: [replica],
    authors: ['A'],
    numbers: [0, 0, 1, 0, 0, 0, 0, 0, 0],
    seen: [],
    fields: ['{"name":"A"}'],
    reasons: [''],
  };
  const listed = { ids: [id], kinds: [0], replicas: [replica], vectors: [1, 0, 1] };

  /** So many equal answers to question n. */
  const answersOf = (n: number, value: unknown, times: number) =>
    Array.from({ length: times }, (_, at) => ({ n, type: 'answer', value, last: at === times - 1 }));

  /** Opens a file whose process answers so what is asked once it is open, as many times. */
  const answering = async (value: unknown, opened: unknown = summary, loaded: unknown = {}, times = 2) => {
    const values = [loaded, opened];
    const puppet = new Puppet((n) => (n === 0 ? READY : answersOf(n, values[n - 1] ?? value, n < 3 ? 1 : times)));
    return { puppet, file: await openForeignWith(() => puppet)(sound.pack) };
  };

  test('what is right in form is taken', async () => {
    const { file } = await answering(packed);
    expect(await changesOfAll(file, [id])).toMatchObject([
      { replica, record: id, kind: 'subject', fields: { name: 'A' } },
    ]);
    await file.close();
  });

  test.each<[string, object]>([
    ['no list', { fields: 'a' }],
    ['a hole in a list', { reasons: Array(1) }],
    ['a replica that is none', { replicas: ['x'] }],
    ['an author that is no text', { authors: [{}] }],
    ['a number out of range', { numbers: [0, 0, 0, 0, 0, 0, 0, 0, 0] }],
    ['a record that was not asked for', { numbers: [1, 0, 1, 0, 0, 0, 0, 0, 0] }],
    ['an unknown kind', { numbers: [0, 0, 1, 0, 0, 0, 11, 0, 0] }],
    ['an unknown op', { numbers: [0, 0, 1, 0, 0, 0, 0, 4, 0] }],
    ['a vector that is not there', { numbers: [0, 0, 1, 0, 0, 0, 0, 0, 5] }],
    ['a vector too many', { seen: [0, 1] }],
    ['fields that are no JSON', { fields: ['{'] }],
    ['a field that no subject has', { fields: ['{"evil":1}'] }],
    ['a key of all objects', { fields: ['{"__proto__":{}}'] }],
    ['no progress', { answered: 0 }],
    ['more than was asked', { answered: 2 }],
  ])('changes with %s are refused, and the process is ended', async (_, wrong) => {
    const { puppet, file } = await answering({ ...packed, ...wrong });
    await expect(changesOfAll(file, [id])).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
    expect(puppet.killed).toBe(1);
  });

  test.each<[string, object]>([
    ['an id that is none', { ids: ['../x'] }],
    ['an unknown kind', { kinds: [-1] }],
    ['a replica that is none', { replicas: ['x'] }],
    ['a vector of nobody', { vectors: [0] }],
    ['a vector that is cut off', { vectors: [2, 0, 1] }],
    ['a vector too many', { vectors: [1, 0, 1, 1, 0, 1] }],
    ['a number out of range', { vectors: [1, 0, 0] }],
    ['lists of unequal length', { kinds: [] }],
    ['the same again', {}],
  ])('records with %s are refused', async (_, wrong) => {
    const { puppet, file } = await answering({ ...listed, ...wrong });
    await expect(recordsOf(file)).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
    expect(puppet.killed).toBe(1);
  });

  test.each<[string, object]>([
    ['of an unknown form', { kind: 'book' }],
    ['with counts that are none', { counts: ['many'] }],
    ['with a meta that is none', { meta: { ...PACK_META, library: 1 } }],
    ['with placeholders that are none', { withheld: { ids: ['x'], kinds: [0] } }],
    ['with problems that are no text', { problems: [{}] }],
  ])('a summary %s is refused', async (_, wrong) => {
    await expect(answering(null, { ...summary, ...wrong })).rejects.toMatchObject({
      data: { reason: 'file-too-costly' },
    });
  });

  test.each<[string, object]>([
    ['by a key that is none', { signer: 'x', recipient: `age1${'q'.repeat(58)}` }],
    ['with an address that is none', { signer: 'a'.repeat(64), recipient: 'me' }],
    ['with half of it', { signer: 'a'.repeat(64) }],
  ])('a signature %s is refused', async (_, wrong) => {
    await expect(answering(null, summary, wrong)).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
  });

  test('an attachment whose bytes are others is refused', async () => {
    const { file } = await answering({ mediaType: 'text/plain', bytes: Buffer.from('x') }, summary, {}, 1);
    await expect(file.attachment('a'.repeat(64))).rejects.toMatchObject({ data: { reason: 'attachment-changed' } });
    await file.close();
  });

  test('one that answers more than it may is ended', async () => {
    const { puppet, file } = await answering(packed, summary, {}, 100);
    await expect(changesOfAll(file, [id, other])).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
    expect(puppet.killed).toBe(1);
  });

  test.each([{}, { n: { valueOf: 1, toString: 1 } }, { n: '1' }, { n: Number.NaN }, { n: 0 }, { n: 99 }, null, 'x'])(
    'one that answers nobody (%o) is ended',
    async (message) => {
      const { puppet, file } = await answering(packed);
      const told = expect(changesOfAll(file, [id, other])).rejects.toMatchObject({
        data: { reason: 'file-too-costly' },
      });
      puppet.say(message);
      await told;
      expect(puppet.killed).toBe(1);
    },
  );

  test('what is whole is told even when the process has ended meanwhile', async () => {
    const puppet = new Puppet((n) => (n === 0 ? READY : answersOf(n, packed, 3)));
    const link = new Link(puppet, 'a.bwpack', 2000);
    const answers = link.askAll({ type: 'records' });
    await setTimeout(20);
    puppet.kill();
    await setTimeout(20);
    expect([await answers.next(), await answers.next(), await answers.next()]).toEqual([packed, packed, packed]);
    expect(await answers.next()).toBeUndefined();
    await expect(link.ask({ type: 'open' })).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
  });

  test('nobody waits for ever for what was given up', async () => {
    const puppet = new Puppet((n) => (n === 0 ? READY : undefined));
    const link = new Link(puppet, 'a.bwpack', 2000);
    const [asked, queued] = [link.askAll({ type: 'records' }), link.askAll({ type: 'open' })];
    const waiting = [asked.next(), queued.next()];
    await setTimeout(20);
    queued.drop();
    asked.drop();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(puppet.heard).toEqual([{ n: 1, question: { type: 'records' } }]);
    await link.end(refuseClosed('a.bwpack'));
  });

  test('one that stops in the middle is ended', async () => {
    const { puppet, file } = await answering(packed, summary, {}, 1);
    await expect(changesOfAll(file, [id, other])).rejects.toMatchObject({ data: { reason: 'file-too-costly' } });
    expect(puppet.killed).toBe(1);
  });

  test('a refusal that is none in form is told as a failure', async () => {
    const puppet = new Puppet((n) =>
      n === 0 ? READY : { n, type: 'refusal', refusal: { kind: 'EVIL', reason: 'x' } },
    );
    await expect(openForeignWith(() => puppet)(sound.pack)).rejects.toMatchObject({
      data: { reason: 'file-too-costly' },
    });
  });
});
