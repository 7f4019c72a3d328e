import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { PACK_APPLICATION_ID, PACK_SCHEMA, PACK_VERSION } from '#shared/core/merge/pack-format.ts';
import { decryptFile } from '#shared/core/merge/packs/encrypt.ts';
import { allChanges } from '#shared/core/store/history.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { packOf, readPack } from '../../support/packs.ts';
import { finishTask, openWorld } from '../../support/world.ts';

const TITLE = 'Future of Binance in Russia';
type Opened = Awaited<ReturnType<typeof openWorld>>;

const briefingOf = async ({ api }: Opened): Promise<string> => (await api.briefings.get({ briefing: TITLE })).id;

/** The schema of a database as text, in one order. */
const schemaOf = (db: Database.Database): unknown[] =>
  db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('a pack of the whole library', () => {
  test('has the shape of a pack and nothing else in it', async () => {
    await using world = await openWorld({ sample: true });
    const { file } = await packOf(world, {}, { note: 'For the desk.' });
    const [db, plain] = [new Database(file, { readonly: true }), new Database(':memory:')];
    plain.exec(PACK_SCHEMA);
    expect(schemaOf(db)).toEqual(schemaOf(plain));
    expect(db.pragma('application_id', { simple: true })).toBe(PACK_APPLICATION_ID);
    expect(db.pragma('user_version', { simple: true })).toBe(PACK_VERSION);
    // Neither a log nor free pages lie in it.
    expect([...readFileSync(file).subarray(18, 20)]).toEqual([1, 1]);
    expect(db.pragma('freelist_count', { simple: true })).toBe(0);
    db.close();
    plain.close();
  });

  test('says who made it, when, from what, and what was let through', async () => {
    await using world = await openWorld();
    await world.api.facts.add({ statement: 'One.' });
    const { pack } = await packOf(world, { ceiling: 'AMBER' }, { note: 'For the desk.' });
    expect(pack.meta).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      library: (await world.api.library.status()).open?.id,
      createdAt: '2025-03-01T09:00:00.000Z',
      from: 'Test Author',
      note: 'For the desk.',
      ceiling: 'AMBER',
    });
  });

  test('holds every change, also those of records that were never changed and of retired ones (M3, M4)', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const { id } = await api.facts.add({ statement: 'Never changed.', tags: ['a', 'b'], custom: { own: 'x' } });
    const edited = await api.facts.add({ statement: 'Before.' });
    await api.facts.edit({ id: edited.id, patch: { statement: 'After.' } });
    await api.facts.retire({ ids: [edited.id], reason: 'gone' });
    const { pack, result } = await packOf(world);
    const store = await world.openStore(world.library, world.path('reader'));
    const expected = [...allChanges(store.read)].map(({ dot: _dot, ...change }) => change);
    const byName = (a: { replica: string; seq: number }, b: { replica: string; seq: number }) =>
      a.replica < b.replica ? -1 : a.replica > b.replica ? 1 : a.seq - b.seq;
    expect([...pack.changes].sort(byName)).toEqual(expected.sort(byName));
    expect(pack.changes.find(({ record }) => record === id)?.fields).toMatchObject({
      statement: 'Never changed.',
      tags: { add: ['a', 'b'], remove: [] },
    });
    expect(pack.records.size).toBe(result.records);
    expect(pack.withheld.size).toBe(0);
  });

  test('has the same bytes when it is made again', async () => {
    await using world = await openWorld({ sample: true });
    const one = await packOf(world, {}, { name: 'one.bwpack' });
    const two = await packOf(world, {}, { name: 'two.bwpack' });
    expect(readFileSync(one.file)).toEqual(readFileSync(two.file));
    world.clock.advance(1000);
    const later = await packOf(world, {}, { name: 'later.bwpack' });
    expect(later.pack.meta.id).not.toBe(one.pack.meta.id);
  });

  test('has no names of replicas and authors that wrote nothing in it', async () => {
    await using world = await openWorld();
    const store = await world.openStore(world.library, world.path('other'));
    await world.api.facts.add({ statement: 'Shared.' });
    await store.write({ title: 'x', subject: 'a step of ours', author: 'Hidden Author' }, (write) =>
      write.create('source', { ...(write.read('source', '') ?? ({} as never)), ...SECRET_SOURCE }),
    );
    const { pack } = await packOf(world, { ceiling: 'GREEN' });
    expect(pack.authors).not.toContain('Hidden Author');
    expect(pack.text).not.toMatch(/Hidden Author|a step of ours|Secret source/);
    const hidden = store.read.get(
      `SELECT r.id FROM replicas r JOIN changes c ON c.replica = r.n WHERE c.kind = 'source'`,
    );
    expect(hidden?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(pack.replicas).not.toContain(hidden?.id);
  });
});

const SECRET_SOURCE = {
  title: 'Secret source',
  type: 'document' as const,
  authors: [],
  publisher: '',
  containerTitle: '',
  issued: null,
  url: '',
  doi: '',
  language: '',
  accessed: null,
  archiveUrl: '',
  archivedAt: null,
  descriptor: '',
  reliability: 'F' as const,
  marking: 'RED' as const,
  attachments: [],
  csl: {},
  joinedTo: null,
};

describe('a choice takes what it needs', () => {
  test('of a briefing: all that it rests on, notes about that, and nothing else', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const whole = (await packOf(world, {}, { name: 'whole.bwpack' })).pack;
    const parent = await api.subjects.add({ name: 'Firms' });
    const binance = (await api.subjects.list({ query: 'Binance', offset: 0, limit: 10 })).items[0]!;
    await api.subjects.edit({ id: binance.id, patch: { parent: parent.id } });
    const unrelated = await api.facts.add({ statement: 'Unrelated.', tags: ['x'] });
    await api.notes.add({ title: 'About nothing', body: proseFromText('x') });
    const about = await api.notes.add({
      title: 'About Binance',
      links: [
        { kind: 'subject', id: binance.id },
        { kind: 'fact', id: unrelated.id },
      ],
    });
    const { pack } = await packOf(world, { briefing: await briefingOf(world) });
    const kinds = new Set(pack.records.values());
    for (const kind of ['template', 'section', 'block', 'judgement', 'fact', 'evidence', 'source', 'subject', 'note'])
      expect(kinds).toContain(kind);
    expect([...pack.records.values()].filter((kind) => kind === 'template')).toHaveLength(1);
    expect(pack.records.has(parent.id)).toBe(true);
    expect(pack.records.has(about.id)).toBe(true);
    expect(pack.text).not.toMatch(/Unrelated|About nothing/);
    // What only a note mentions stays behind and leaves its id.
    expect([...pack.withheld]).toEqual([[unrelated.id, 'fact']]);
    for (const kind of ['section', 'block', 'judgement'] as const) {
      const of = (all: ReadonlyMap<string, string>) => [...all.values()].filter((one) => one === kind).length;
      expect(of(pack.records), kind).toBe(of(whole.records));
    }
  });

  test('parts that were taken out go along, so that this travels', async () => {
    await using world = await openWorld({ sample: true });
    const detail = await world.api.briefings.get({ briefing: TITLE });
    const block = detail.sections[0]!.blocks[0]!;
    await world.api.blocks.retire({ id: block.id });
    const { pack } = await packOf(world, { briefing: detail.id });
    expect(pack.records.has(block.id)).toBe(true);
    expect(pack.changes.some(({ record, op }) => record === block.id && op === 'retire')).toBe(true);
  });

  test('of facts by words, tags and subjects, all of which must hold', async () => {
    await using world = await openWorld();
    const { api } = world;
    const [one, two] = [await api.subjects.add({ name: 'One' }), await api.subjects.add({ name: 'Two' })];
    const add = async (statement: string, subject: string, ...tags: string[]) =>
      (await api.facts.add({ statement, subject, tags })).id;
    const a = await add('Alpha first', one.id, 'x', 'y');
    const b = await add('Alpha second', two.id, 'x');
    const c = await add('Beta third', one.id, 'x');
    const d = await add('Gone', one.id, 'x');
    await api.facts.retire({ ids: [d] });
    const facts = async (choice: Parameters<typeof packOf>[1]) => {
      const { pack } = await packOf(world, choice);
      return [...pack.records].filter(([, kind]) => kind === 'fact').map(([id]) => id);
    };
    const sorted = (...ids: string[]) => [...ids].sort();
    expect(await facts({ tags: ['x'] })).toEqual(sorted(a, b, c));
    expect(await facts({ tags: ['x', 'y'] })).toEqual([a]);
    expect(await facts({ query: 'alpha' })).toEqual(sorted(a, b));
    expect(await facts({ subjects: [one.id] })).toEqual(sorted(a, c));
    expect(await facts({ subjects: [one.id, two.id], query: 'alpha' })).toEqual(sorted(a, b));
    expect(await facts({ subjects: [one.id], tags: ['x'], query: 'beta' })).toEqual([c]);
    expect(await facts({})).toEqual(sorted(a, b, c, d));
  });

  test('of a briefing and facts: those of its facts that match', async () => {
    await using world = await openWorld({ sample: true });
    await world.api.facts.add({ statement: 'Telegram, too.' });
    const { pack } = await packOf(world, { briefing: await briefingOf(world), query: 'telegram' });
    const kinds = [...pack.records.values()];
    expect(kinds).not.toContain('briefing');
    expect(kinds.filter((kind) => kind === 'fact').length).toBeGreaterThan(0);
    expect(pack.text).not.toContain('Telegram, too.');
  });

  test('attachments go with what names them, and only then', async () => {
    await using world = await openWorld();
    const store = await world.openStore(world.library, world.path('other'));
    const attach = (text: string) => {
      const sha256 = createHash('sha256').update(text).digest('hex');
      return { sha256, bytes: Buffer.from(text), capture: { sha256, name: 'page.html', capturedAt: 0 } };
    };
    const [open, secret] = [attach('an open page'), attach('a secret page')];
    await store.write({ title: 'x', subject: 'x', author: 'x' }, (write) => {
      for (const { sha256, bytes } of [open, secret])
        write.db.run('INSERT INTO attachments VALUES (?, ?, ?)', sha256, 'text/html', bytes);
      write.create('source', { ...SECRET_SOURCE, title: 'Open', marking: 'CLEAR', attachments: [open.capture] });
      write.create('source', { ...SECRET_SOURCE, attachments: [secret.capture] });
    });
    const { pack } = await packOf(world, { ceiling: 'AMBER' });
    expect(pack.attachments).toEqual([open.sha256]);
    expect(pack.text).not.toMatch(/a secret page/);
  });
});

describe('joined records (M13)', () => {
  test('go along with the one that stands for them, and with them what hangs on them', async () => {
    await using world = await openWorld();
    const { api } = world;
    const add = (title: string, tags: string[]) =>
      api.facts.add({ statement: title, tags, evidence: [{ quote: title, source: { title } }] });
    const [kept, joined, last] = [await add('Kept', ['chosen']), await add('Joined', []), await add('Last', [])];
    await api.duplicates.join({ keep: joined.id, others: [last.id] });
    await api.duplicates.join({ keep: kept.id, others: [joined.id] });
    const { pack } = await packOf(world, { tags: ['chosen'] });
    for (const { id, evidence } of [kept, joined, last]) {
      expect(pack.records.get(id)).toBe('fact');
      expect(pack.records.get(evidence[0]!.id)).toBe('evidence');
    }
    expect(pack.withheld.size).toBe(0);
  });

  test('stay behind when one that they are or were joined to does, over any number of steps (M5)', async () => {
    await using world = await openWorld();
    const { api } = world;
    const add = async (statement: string, marking: 'GREEN' | 'RED' = 'GREEN') =>
      (await api.facts.add({ statement, marking, evidence: [{ quote: statement, source: { title: 'S' } }] })).id;
    const [red, one, two, was, free] = [
      await add('Aardvark', 'RED'),
      await add('Bandicoot'),
      await add('Capybara'),
      await add('Dormouse'),
      await add('Echidna'),
    ] as const;
    await api.duplicates.join({ keep: red, others: [was] });
    await api.duplicates.separate({ id: was });
    await api.duplicates.join({ keep: one, others: [two] });
    await api.duplicates.join({ keep: red, others: [one] });
    const { pack } = await packOf(world, { ceiling: 'GREEN' });
    for (const id of [red, one, two, was]) expect(pack.records.has(id)).toBe(false);
    expect(pack.records.has(free)).toBe(true);
    expect(pack.text).not.toMatch(/Aardvark|Bandicoot|Capybara|Dormouse/);
  });
});

describe('a ceiling', () => {
  test('keeps back what was ever marked higher, with what tells of it, and says so', async () => {
    await using world = await openWorld();
    const { api } = world;
    const fact = await api.facts.add({ statement: 'The secret thing.', marking: 'RED' });
    await api.facts.edit({ id: fact.id, patch: { statement: 'A harmless thing.', marking: 'CLEAR' } });
    const source = await api.sources.add({ title: 'Informant', marking: 'AMBER+STRICT' });
    const other = await api.facts.add({ statement: 'Known to all.', supersededBy: fact.id });
    const detail = await api.evidence.add({
      fact: other.id,
      source: { id: source.id },
      quote: 'as the informant said',
    });
    const evidence = detail.evidence[0]!;
    const choice = { ceiling: 'AMBER' as const };
    const { pack } = await packOf(world, choice);
    expect(pack.text).not.toMatch(/secret thing|harmless thing|Informant|as the informant said/);
    expect(pack.records.has(other.id)).toBe(true);
    // The fact that was superseded still goes; what superseded it leaves no more than its id.
    expect([...pack.withheld]).toEqual([[fact.id, 'fact']]);
    const preview = await api.packs.preview({ choice });
    expect(preview.withheldTotal).toBe(3);
    expect(preview.withheld).toEqual(
      expect.arrayContaining([
        { kind: 'fact', id: fact.id, title: 'A harmless thing.', marking: 'RED' },
        { kind: 'source', id: source.id, title: 'Informant', marking: 'AMBER+STRICT' },
        { kind: 'evidence', id: evidence.id, title: 'Informant', marking: 'AMBER+STRICT' },
      ]),
    );
    expect(preview.total).toBe(pack.records.size);
    expect(preview.records.fact).toBe(1);
  });

  test('an earlier version that cited what is too high is enough to stay behind', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const detail = await api.briefings.get({ briefing: TITLE });
    const fact = await api.facts.add({ statement: 'Secret.', marking: 'RED' });
    const section = detail.sections[0]!.id;
    const pin = { fact: fact.id, revision: fact.revision };
    const cited = {
      type: 'prose' as const,
      prose: {
        type: 'doc' as const,
        content: [
          {
            type: 'paragraph' as const,
            content: [
              {
                type: 'text' as const,
                text: 'We know the secret.',
                marks: [{ type: 'factCitation' as const, attrs: pin }],
              },
            ],
          },
        ],
      },
    };
    const after = await api.blocks.add({ section, content: cited, marking: 'CLEAR', after: null });
    const block = after.sections[0]!.blocks[0]!;
    await api.blocks.edit({ id: block.id, patch: { content: { type: 'prose', prose: proseFromText('Nothing.') } } });
    const { pack } = await packOf(world, { briefing: detail.id, ceiling: 'AMBER' });
    expect(pack.records.has(block.id)).toBe(false);
    expect(pack.text).not.toContain('We know the secret');
    expect(pack.records.has(section)).toBe(true);
  });
});

test('an edition that prints what is too high stays behind, whatever it was released as', async () => {
  await using world = await openWorld({ sample: true });
  const briefing = await briefingOf(world);
  const secret = await world.api.facts.add({ statement: 'Secret.', marking: 'RED' });
  const open = await world.api.facts.add({ statement: 'Open.' });
  const store = await world.openStore(world.library, world.path('other'));
  const seal = (number: number, fact: string, text: string) =>
    store.write({ title: 'x', subject: 'x', author: 'x' }, (write) =>
      write.create('edition', {
        briefing,
        number,
        releaseMarking: 'CLEAR',
        sealedAt: 0,
        tree: { rows: [{ fact, text }] },
        pdfSha256: 'a'.repeat(64),
        withdrawn: '',
      }),
    );
  const [first, second] = [await seal(1, secret.id, 'printed secret'), await seal(2, open.id, 'printed openly')];
  const { pack } = await packOf(world, { ceiling: 'AMBER' });
  expect(pack.records.has(first)).toBe(false);
  expect(pack.records.has(second)).toBe(true);
  expect(pack.text).not.toContain('printed secret');
});

describe('the file', () => {
  test('an earlier one stays whole when the work is cancelled, and nothing is left beside it', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running } = world;
    const folder = world.path('out');
    mkdirSync(folder);
    const file = join(folder, 'share.bwpack');
    writeFileSync(file, 'the old pack');
    const { task } = await api.packs.start({ file: await running.grant(file) });
    await api.tasks.cancel({ task });
    await expect(finishTask(api, 'pack', task)).rejects.toMatchObject({ kind: 'CANCELLED' });
    expect(readFileSync(file, 'utf8')).toBe('the old pack');
    expect(filesIn(folder)).toEqual(['share.bwpack']);
    expect(filesIn(join(world.profile, 'temporary'))).toEqual([]);
    await packOf(world, {}, { name: 'out/share.bwpack' });
    expect(filesIn(folder)).toEqual(['share.bwpack']);
    expect(readPack(file).records.size).toBeGreaterThan(50);
  });

  test('never takes the place of a library', async () => {
    await using world = await openWorld({ sample: true });
    const before = readFileSync(world.library);
    await expect(packOf(world, {}, { name: 'library.bwlib' })).rejects.toMatchObject({ code: 'EXISTS' });
    expect(readFileSync(world.library)).toEqual(before);
  });

  test('is not written when nothing would be in it', async () => {
    await using world = await openWorld();
    await world.api.facts.add({ statement: 'Secret.', marking: 'RED', tags: ['x'] });
    const reason = { reason: 'choice-empty', kind: 'INVALID' };
    await expect(packOf(world, { tags: ['nowhere'] })).rejects.toMatchObject(reason);
    await expect(packOf(world, { tags: ['x'], ceiling: 'RED' })).resolves.toBeDefined();
    await expect(packOf(world, { tags: ['x'], ceiling: 'GREEN' }, { name: 'no.bwpack' })).rejects.toMatchObject({
      reason: 'pack-withheld',
    });
    expect(existsSync(world.path('no.bwpack'))).toBe(false);
  });

  test('encrypted, it is the same pack inside, and nothing of it lies about in the clear', async () => {
    await using world = await openWorld({ sample: true });
    const { api, running } = world;
    const file = world.path('out/secret.bwpack');
    const { task } = await api.packs.start({ file: await running.grant(file), passphrase: 'open sesame' });
    const made = await finishTask(api, 'pack', task);
    expect(readFileSync(file).includes('Binance')).toBe(false);
    expect(made.bytes).toBe(readFileSync(file).length);
    expect(filesIn(join(world.profile, 'temporary'))).toEqual([]);
    await decryptFile(file, world.path('back.bwpack'), { passphrase: 'open sesame' });
    const { file: plain } = await packOf(world);
    expect(readFileSync(world.path('back.bwpack'))).toEqual(readFileSync(plain));
  });
});
