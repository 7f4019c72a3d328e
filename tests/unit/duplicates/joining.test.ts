import { expect, test } from 'vitest';
import { proseFromText } from '#shared/model/prose.ts';
import { openWorld } from '../../support/world.ts';

const STATEMENT = 'Visits fell by half';

type Opened = Awaited<ReturnType<typeof openWorld>>;

/** Two facts that say the same about subjects of one name, each with its own source and quote. */
const twins = async (world: Opened) => {
  const { api } = world;
  const evidence = (title: string, quote: string) => [{ quote, source: { title, url: `https://${title}.example` } }];
  const one = await api.facts.add({
    statement: STATEMENT,
    subjectName: 'Firm',
    evidence: evidence('first', 'a zebra'),
  });
  world.clock.advance(60_000);
  const subject = await api.subjects.add({ name: 'FIRM', kind: 'organisation', aliases: ['The Company'] });
  const other = await api.facts.add({
    statement: `${STATEMENT.toUpperCase()}.`,
    subject: subject.id,
    evidence: evidence('second', 'an ibex'),
  });
  return { one, other, firm: one.subject as string, FIRM: subject.id };
};

const offered = async ({ api }: Opened, more: object = {}) => (await api.duplicates.list(more)).items;
const sound = async ({ api }: Opened): Promise<void> =>
  expect(await api.library.verify()).toEqual({ ok: true, problems: [] });

test('likely duplicates are offered, the older to be kept, and nothing is joined by itself (M13)', async () => {
  await using world = await openWorld();
  const { one, other, firm, FIRM } = await twins(world);
  await world.api.facts.add({ statement: STATEMENT, subjectName: 'Another firm' });
  expect(await offered(world)).toMatchObject([
    { kind: 'subject', by: 'name', keep: { id: firm, uses: 1 }, other: { id: FIRM, detail: 'organisation' } },
    { kind: 'fact', by: 'statement', keep: { id: one.id, detail: 'Firm' }, other: { id: other.id, uses: 1 } },
  ]);
  expect((await world.api.facts.list({})).total).toBe(3);
  expect(await offered(world, { kind: 'fact' })).toHaveLength(1);
});

test('sources are offered by address and by DOI, across both (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const add = (title: string, url: string, doi = '') => {
    world.clock.advance(1000);
    return api.sources.add({ title, url, doi });
  };
  const a = await add('A', 'https://www.example.org/x/?utm_source=mail');
  const b = await add('B', 'http://example.org/x');
  const c = await add('C', 'https://doi.org/10.1000/1');
  const d = await add('D', 'https://example.org/d', 'doi:10.1000/1');
  await add('E', '');
  await add('F', '');
  expect((await offered(world)).map(({ by, keep, other }) => [by, keep.id, other.id])).toEqual([
    ['url', a.id, b.id],
    ['doi', c.id, d.id],
  ]);
});

test('a joined fact is gone from lists, counts and search, and is read through the one that stands for it (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other, firm, FIRM } = await twins(world);
  const note = await api.notes.add({ title: 'N', links: [{ kind: 'fact', id: other.id }] });
  await api.duplicates.join({ keep: firm, others: [FIRM] });
  expect(await api.duplicates.join({ keep: one.id, others: [other.id], reason: 'the same' })).toEqual({
    keep: one.id,
    joined: 1,
  });
  expect((await api.facts.list({})).items).toMatchObject([{ id: one.id, sources: 2 }]);
  expect((await api.facts.list({ filter: { retired: true } })).total).toBe(0);
  expect(await api.library.stats()).toMatchObject({ facts: 1, subjects: 1, retired: 0 });
  expect(await api.facts.get({ id: other.id })).toMatchObject({ id: one.id, statement: STATEMENT });
  const { evidence } = await api.facts.get({ id: one.id });
  expect(evidence.map(({ quote }) => quote)).toEqual(['a zebra', 'an ibex']);
  const found = async (query: string) => (await api.search.query({ query })).hits.map(({ id }) => id);
  expect(await found('ibex')).toEqual([one.id]);
  expect(await found('visits')).toEqual([one.id]);
  expect((await api.search.query({ query: 'visits', status: 'retired' })).total).toBe(0);
  expect(await found('"The Company"')).toEqual(expect.arrayContaining([firm, one.id]));
  expect((await api.notes.get({ id: note.id })).linked).toMatchObject([{ id: one.id, title: STATEMENT }]);
  expect((await api.subjects.list({})).items).toMatchObject([{ id: firm, facts: 1 }]);
  // It goes by the names of the one that gave way, too, and is found by them.
  for (const query of ['compa', 'the company', 'firm'])
    expect((await api.subjects.list({ query })).items).toMatchObject([{ id: firm, aliases: ['FIRM', 'The Company'] }]);
  expect(await api.subjects.list({ query: '-company' })).toMatchObject({ total: 0 });
  expect((await api.facts.list({ filter: { subject: FIRM } })).total).toBe(1);
  expect(await api.facts.history({ id: other.id })).toMatchObject([
    { reason: 'the same', changes: [{ field: 'joinedTo', before: null, after: one.id }] },
    { op: 'create' },
  ]);
  await sound(world);
});

test('what is added to the joined fact later shows at the one that stands for it, and its words are found there (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other } = await twins(world);
  await api.duplicates.join({ keep: one.id, others: [other.id] });
  await api.evidence.add({ fact: other.id, quote: 'a walrus', source: { title: 'third' } });
  expect((await api.facts.get({ id: one.id })).evidence).toHaveLength(3);
  expect((await api.search.query({ query: 'walrus' })).hits).toMatchObject([{ id: one.id }]);
  await sound(world);
});

test('joined sources count as one, and facts name the one that stands for both (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other } = await twins(world);
  const [first, second] = [one, other].map(({ evidence }) => evidence[0]?.source as string) as [string, string];
  await api.duplicates.join({ keep: one.id, others: [other.id] });
  await api.duplicates.join({ keep: first, others: [second] });
  expect((await api.facts.list({})).items).toMatchObject([{ sources: 1 }]);
  expect((await api.sources.list({})).items).toMatchObject([{ id: first, facts: 1 }]);
  expect(await api.sources.get({ id: second })).toMatchObject({ id: first, factCount: 1 });
  expect((await api.facts.list({ filter: { source: second } })).total).toBe(1);
  expect((await api.facts.get({ id: one.id })).evidence.map(({ sourceRecord }) => sourceRecord.id)).toEqual([
    first,
    first,
  ]);
  // What is captured next from the joined address hangs on the one that stands for it.
  const added = await api.facts.add({
    statement: 'Another',
    evidence: [{ source: { title: 'second', url: 'https://second.example' } }],
  });
  expect(added.evidence[0]?.source).toBe(first);
});

test('a citation of the joined fact keeps its text, follows the one that stands for it, and is pinned to that when accepted (M13)', async () => {
  await using world = await openWorld({ sample: true });
  const { api } = world;
  const { one, other } = await twins(world);
  const briefing = (await api.briefings.list({})).items[0]!;
  const { sections } = await api.briefings.get({ briefing: briefing.id });
  const pin = { fact: other.id, revision: other.revision };
  await api.blocks.add({
    section: sections[0]!.id,
    after: null,
    content: { type: 'factTable', caption: 'Twins', facts: [pin] },
  });
  const stale = async () =>
    (await api.briefings.stale({ briefing: briefing.id })).filter(({ fact }) => fact === other.id || fact === one.id);
  await api.facts.edit({ id: other.id, patch: { statement: STATEMENT } });
  await api.duplicates.join({ keep: one.id, others: [other.id] });
  // What was pinned was written in capitals.
  const [moved] = await stale();
  expect(moved).toMatchObject({ fact: other.id, pinned: other.revision });
  const [at] = await api.facts.atPins({ pins: [pin] });
  expect(at).toMatchObject({
    pinned: { statement: `${STATEMENT.toUpperCase()}.` },
    current: { id: one.id },
    stale: true,
  });
  expect((await api.facts.get({ id: one.id })).usedIn).toMatchObject([
    { briefing: briefing.id, pinned: other.revision },
  ]);
  await api.briefings.acceptFact({ block: moved!.block!, fact: other.id });
  expect(await stale()).toEqual([]);
  await sound(world);
});

test('what is not the same is not offered again; joining it all the same, and separating, can be done and undone (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other } = await twins(world);
  await api.duplicates.dismiss({ pairs: [{ one: other.id, other: one.id }] });
  expect(await offered(world, { kind: 'fact' })).toEqual([]);
  expect(await offered(world, { state: 'dismissed' })).toMatchObject([{ decided: { author: 'Test Author' } }]);
  await api.duplicates.join({ keep: one.id, others: [other.id], reason: 'they are' });
  expect(await offered(world, { state: 'dismissed' })).toEqual([]);
  expect(await offered(world, { state: 'joined' })).toMatchObject([
    {
      keep: { id: one.id },
      other: { id: other.id },
      decided: { author: 'Test Author', reason: 'they are', unseen: 0 },
    },
  ]);
  await api.edits.undo();
  expect((await api.facts.list({})).total).toBe(2);
  await api.edits.redo();
  expect((await api.facts.list({})).total).toBe(1);
  expect(await api.duplicates.separate({ id: other.id })).toEqual({ from: one.id });
  expect((await api.facts.list({})).total).toBe(2);
  expect((await api.search.query({ query: 'ibex' })).hits).toMatchObject([{ id: other.id }]);
  expect(await offered(world, { kind: 'fact' })).toEqual([]);
  await sound(world);
});

test('a third of the group is offered although the first two were told apart (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const add = async () => {
    world.clock.advance(1000);
    return (await api.facts.add({ statement: STATEMENT })).id;
  };
  const [a, b, c] = [await add(), await add(), await add()];
  await api.duplicates.dismiss({ pairs: [{ one: a, other: b }] });
  await api.duplicates.dismiss({ pairs: [{ one: a, other: c }] });
  expect((await offered(world)).map(({ keep, other }) => [keep.id, other.id])).toEqual([[b, c]]);
});

test('many pairs are joined in one step, told before, taken back at once; not the same can be taken back (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other, firm, FIRM } = await twins(world);
  world.clock.advance(1000);
  const third = (await api.facts.add({ statement: STATEMENT, subjectName: 'Firm' })).id;
  const pairs = (await offered(world)).map(({ keep, other: gives }) => ({ one: keep.id, other: gives.id }));
  expect(pairs).toHaveLength(3);
  expect(await api.duplicates.joinMany({ pairs, dryRun: true })).toEqual({ joined: 3, kept: 2 });
  expect(await offered(world)).toHaveLength(3);
  await api.duplicates.dismiss({ pairs });
  expect(await offered(world)).toMatchObject([{ keep: { id: other.id }, other: { id: third } }]);
  expect(await api.duplicates.offer({ pairs })).toEqual({ offered: 3 });
  expect(await offered(world, { record: third })).toMatchObject([{ keep: { id: one.id }, other: { id: third } }]);
  expect(await api.duplicates.joinMany({ pairs, reason: 'alike' })).toEqual({ joined: 3, kept: 2 });
  expect((await offered(world, { state: 'joined' })).map(({ keep, other: gave }) => [keep.id, gave.id])).toEqual([
    [firm, FIRM],
    [one.id, other.id],
    [one.id, third],
  ]);
  expect(await api.duplicates.joinMany({ pairs, dryRun: true })).toEqual({ joined: 0, kept: 0 });
  await api.edits.undo();
  expect(await offered(world)).toHaveLength(3);
  await sound(world);
});

test('a chain of joins ends at its last record; what comes to stand for a group is joined whole (M13)', async () => {
  await using world = await openWorld();
  const { api } = world;
  const add = async (quote: string) =>
    (await api.facts.add({ statement: STATEMENT, evidence: [{ quote, source: { title: quote } }] })).id;
  const [a, b, c] = [await add('qa'), await add('qb'), await add('qc')];
  await api.duplicates.join({ keep: b, others: [a] });
  await api.duplicates.join({ keep: c, others: [a] });
  expect((await api.facts.get({ id: a })).id).toBe(c);
  expect((await api.facts.get({ id: c })).evidence).toHaveLength(3);
  await api.duplicates.separate({ id: b });
  expect((await api.facts.get({ id: a })).id).toBe(b);
  expect((await api.facts.get({ id: c })).evidence).toHaveLength(1);
  await sound(world);
});

test('an edit of a joined record is refused with the one to edit; wrong pairs are refused with what to do', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { one, other, firm } = await twins(world);
  await api.duplicates.join({ keep: one.id, others: [other.id] });
  await expect(api.facts.edit({ id: other.id, patch: { status: 'verified' } })).rejects.toThrow(one.id);
  await expect(api.duplicates.join({ keep: one.id, others: [firm] })).rejects.toThrow(/of one kind/);
  await expect(api.duplicates.join({ keep: one.id, others: [other.id] })).rejects.toThrow(/two different/);
  await expect(api.duplicates.dismiss({ pairs: [{ one: one.id, other: one.id }] })).rejects.toThrow(/two different/);
  await expect(api.duplicates.separate({ id: one.id })).rejects.toThrow(/nothing to separate/);
  const gone = await api.facts.add({ statement: 'Gone' });
  await api.facts.retire({ ids: [gone.id] });
  await expect(api.duplicates.join({ keep: gone.id, others: [one.id] })).rejects.toThrow(/restore it first/);
  const note = await api.notes.add({ title: 'N', body: proseFromText('x') });
  await expect(api.duplicates.join({ keep: note.id, others: [one.id] })).rejects.toThrow(/no fact, source or subject/);
});
