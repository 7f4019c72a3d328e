import { describe, expect, it } from 'vitest';
import { briefingDetailSchema } from '#shared/contract/briefings.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { openWorld } from '../../support/world.ts';

const SAMPLE = 'Future of Binance in Russia';
type Api = Awaited<ReturnType<typeof openWorld>>['api'];

const headings = (briefing: { sections: readonly { heading: string }[] }) =>
  briefing.sections.map(({ heading }) => heading);
const emptyBriefing = (api: Api) => api.briefings.create({ template: 'one-page-note', title: 'Note' });
const proseBlock = (section: string, text: string) => ({
  section,
  content: { type: 'prose' as const, prose: proseFromText(text) },
  after: null,
});

describe('the sample', () => {
  it('opens as a whole, checked without errors, nothing stale', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const briefing = await api.briefings.get({ briefing: SAMPLE });
    expect(briefingDetailSchema.parse(briefing)).toEqual(briefing);
    expect(briefing).toMatchObject({
      banner: 'GREEN',
      stale: [],
      templateRecord: { key: 'future-of-binance-in-russia' },
    });
    expect(briefing.sections).toHaveLength(5);
    expect(briefing.facts).toHaveLength(25);
    expect(new Set(Object.values(briefing.citationNumbers).flat())).toEqual(new Set([1]));
    expect((await api.briefings.check({ briefing: SAMPLE })).errors).toEqual([]);
    expect(await api.briefings.stale({})).toEqual([]);
    const list = await api.briefings.list({ query: 'Telegram' });
    expect(list.items).toMatchObject([{ title: SAMPLE, banner: 'GREEN', sections: 5, stale: 0 }]);
    expect(list.items[0]?.words).toBe(briefing.words);
  });
});

describe('finding a briefing', () => {
  it('takes an id or an exact title, and refuses what is unknown or not one', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { id } = await emptyBriefing(api);
    expect((await api.briefings.get({ briefing: 'Note' })).id).toBe(id);
    await expect(api.briefings.get({ briefing: 'note!' })).rejects.toMatchObject({
      data: { reason: 'briefing-missing' },
    });
    await emptyBriefing(api);
    await expect(api.briefings.get({ briefing: 'Note' })).rejects.toMatchObject({
      data: { reason: 'briefing-ambiguous' },
    });
    expect((await api.briefings.get({ briefing: id })).id).toBe(id);
  });
});

describe('making one from a template', () => {
  it('fills parameters into headings, guidance and title, and keeps the template’s rules', async () => {
    await using world = await openWorld();
    const briefing = await world.api.briefings.create({
      template: SAMPLE,
      parameters: { firm: 'Acme', market: 'Ruritania' },
      details: { customer: 'Desk', page: 'Letter' },
    });
    expect(briefing).toMatchObject({
      title: 'The future of Acme in Ruritania',
      customer: 'Desk',
      page: 'Letter',
      author: 'Test Author',
    });
    expect(headings(briefing)).toContain('Website traffic from Ruritania');
    expect(JSON.stringify(briefing.sections)).not.toMatch(/\{[a-z]+\}/);
    expect(briefing.sections[0]?.fill?.subjects).toEqual(['Acme']);
    expect(briefing.sections[0]?.blocks).toEqual([]);
  });

  it('with fill, places what the rules take: sentences, a table of figures, a timeline of what is dated', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const briefing = await api.briefings.create({ template: SAMPLE, title: 'Again', fill: true });
    const types = briefing.sections.map(({ blocks }) => blocks.map(({ content }) => content.type).join());
    expect(types).toEqual(['prose', 'prose', 'factTable', 'timeline', 'prose']);
    expect(briefing.words).toBeGreaterThan(50);
    const table = briefing.sections[2]!.blocks[0]!.content;
    expect(table.type === 'factTable' && table.facts).toHaveLength(2);
    expect(JSON.stringify(briefing.sections[1]!.blocks[0]!.content)).toContain(
      'subscribers (>\u00a0130,000\u00a0subscribers).',
    );
    const { errors } = await api.briefings.check({ briefing: briefing.id });
    expect(errors.map(({ rule }) => rule)).toEqual(['coverage.min-judgements']);
  });

  it('fills a section once: again changes nothing, a new fact is added to the table', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const made = await api.briefings.create({ template: SAMPLE, title: 'Again', fill: true });
    const section = made.sections[2]!.id;
    const again = await api.sections.fill({ id: section });
    expect(again.sections[2]).toEqual(made.sections[2]);
    await api.facts.add({
      statement: 'Visits rose.',
      subjectName: 'Binance',
      tags: ['traffic'],
      quantity: { value: '1', unit: '%' },
      marking: 'AMBER',
    });
    const grown = await api.sections.fill({ id: section });
    const [block] = grown.sections[2]!.blocks;
    expect(block?.content.type === 'factTable' && block.content.facts).toHaveLength(3);
    expect(block?.marking).toBe('AMBER');
    expect(grown.banner).toBe('AMBER');
  });

  it('takes nothing for a subject left empty', async () => {
    await using world = await openWorld({ sample: true });
    const briefing = await world.api.briefings.create({ template: 'one-page-note', title: 'Note', fill: true });
    expect(briefing.facts).toEqual([]);
  });

  it('refuses an unknown template or parameter with a sentence', async () => {
    await using world = await openWorld();
    await expect(world.api.briefings.create({ template: SAMPLE, parameters: { frim: 'x' } })).rejects.toMatchObject({
      message: 'The template has no parameter “frim”; it has firm, market, successor, channel.',
    });
    await expect(world.api.briefings.create({ template: 'nothing' })).rejects.toMatchObject({
      data: { reason: 'template-missing' },
      message: 'There is no template “nothing”; list the templates and give an id, key or title.',
    });
  });
});

describe('the outline', () => {
  it('adds, moves, retires and brings back sections', async () => {
    await using world = await openWorld();
    const { api } = world;
    const start = await emptyBriefing(api);
    const before = headings(start);
    const added = await api.sections.add({ briefing: start.id, heading: 'New', after: start.sections[0]!.id });
    expect(headings(added)).toEqual([before[0], 'New', ...before.slice(1)]);
    const id = added.sections[1]!.id;
    expect(headings(await api.sections.move({ id, after: null }))).toEqual(['New', ...before]);
    const last = added.sections.at(-1)!.id;
    const moved = await api.sections.move({ id, after: last });
    expect(headings(moved)).toEqual([...before, 'New']);
    expect(moved.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(headings(await api.sections.retire({ id }))).toEqual(before);
    await api.edits.undo();
    expect(headings(await api.briefings.get({ briefing: start.id }))).toEqual([...before, 'New']);
    await expect(api.sections.move({ id, after: start.id })).rejects.toMatchObject({
      data: { reason: 'place-missing' },
    });
  });

  it('keeps any order that many moves make', async () => {
    await using world = await openWorld();
    const { api } = world;
    let briefing = await emptyBriefing(api);
    let model = briefing.sections.map(({ id }) => id);
    for (let turn = 0; turn < 40; turn += 1) {
      const id = model[(turn * 7) % model.length]!;
      const rest = model.filter((one) => one !== id);
      const after = turn % 3 === 0 ? null : rest[(turn * 5) % rest.length]!;
      const at = after === null ? 0 : rest.indexOf(after) + 1;
      model = [...rest.slice(0, at), id, ...rest.slice(at)];
      briefing = await api.sections.move({ id, after });
      expect(briefing.sections.map((section) => section.id)).toEqual(model);
    }
  });

  it('adds and moves blocks, also to another section', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { sections } = await emptyBriefing(api);
    const [one, two] = sections;
    const first = await api.blocks.add(proseBlock(one!.id, 'First'));
    const block = first.sections[0]!.blocks[0]!;
    const second = await api.blocks.add({ ...proseBlock(one!.id, 'Second'), after: block.id });
    const other = second.sections[0]!.blocks[1]!;
    expect(second.sections[0]!.blocks.map(({ id }) => id)).toEqual([block.id, other.id]);
    const moved = await api.blocks.move({ id: block.id, section: two!.id, after: null });
    expect(moved.sections.slice(0, 2).map(({ blocks }) => blocks.map(({ id }) => id))).toEqual([
      [other.id],
      [block.id],
    ]);
    const gone = await api.blocks.retire({ id: other.id });
    expect(gone.sections[0]!.blocks).toEqual([]);
  });

  it('refuses to write over what somebody else changed, and keeps theirs', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { sections } = await emptyBriefing(api);
    const made = await api.blocks.add(proseBlock(sections[0]!.id, 'Mine'));
    const { id, revision: seen } = made.sections[0]!.blocks[0]!;
    const content = (text: string) => ({ content: { type: 'prose' as const, prose: proseFromText(text) } });
    const theirs = await api.blocks.edit({ id, patch: content('Theirs'), seen });
    await expect(api.blocks.edit({ id, patch: content('Mine again'), seen })).rejects.toMatchObject({
      code: 'CHANGED',
      data: { reason: 'record-changed', params: { kind: 'block', field: 'content', who: 'Test Author' } },
    });
    const now = await api.briefings.get({ briefing: made.id });
    expect(now.sections[0]!.blocks[0]).toEqual(theirs);
    const mine = await api.blocks.edit({ id, patch: content('Mine again'), seen: theirs.revision });
    expect(mine.revision).not.toBe(theirs.revision);
  });
});

describe('facts that move on', () => {
  const changed = async (api: Api) => {
    const { items } = await api.facts.list({ filter: { query: '"part of all visits"' } });
    const fact = items[0]!.id;
    await api.facts.edit({ id: fact, patch: { quantity: { value: '5', unit: '%', qualifier: '' } } });
    return fact;
  };

  it('show as stale with the sentence that rests on them, until accepted place by place', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const fact = await changed(api);
    const stale = await api.briefings.stale({ briefing: SAMPLE });
    expect(stale.map(({ words, sectionNumber }) => [sectionNumber, words])).toEqual([
      [0, expect.stringMatching(/^Binance’s departure from Russia is unlikely/)],
      [3, 'Visitors from Russia make up 6\u00a0% of all visits to the Binance website.'],
      [3, 'The three figures of the article'],
      [4, 'From the announced exit to the last dated figure'],
    ]);
    const uses = await api.briefings.impact({ fact });
    expect(uses.map(({ words }) => words)).toEqual(stale.map(({ words }) => words));
    expect((await api.briefings.check({ briefing: SAMPLE })).warnings.map(({ rule }) => rule)).toContain(
      'sourcing.stale',
    );

    const before = await api.briefings.get({ briefing: SAMPLE });
    const text = JSON.stringify(before.sections.map(({ blocks }) => blocks.map(({ content }) => content))).replace(
      /"revision":"[^"]*"/g,
      '',
    );
    let after = before;
    for (const { block, judgement } of stale) {
      const keep = 'The order of size stands.';
      after = await api.briefings.acceptFact(block ? { block, fact, keep } : { judgement: judgement!, fact, keep });
    }
    expect(after.stale).toEqual([]);
    expect(
      JSON.stringify(after.sections.map(({ blocks }) => blocks.map(({ content }) => content))).replace(
        /"revision":"[^"]*"/g,
        '',
      ),
    ).toBe(text);
  });

  it('leave the old number in accepted words, of which the check tells', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const differing = async () =>
      (await api.briefings.check({ briefing: SAMPLE })).warnings
        .filter(({ rule }) => rule === 'sourcing.number-differs')
        .map(({ reason }) => reason);
    expect(await differing()).toEqual([]);
    const fact = await changed(api);
    for (const { block, judgement } of await api.briefings.stale({ briefing: SAMPLE }))
      await api.briefings.acceptFact(block ? { block, fact } : { judgement: judgement!, fact });
    expect(await differing()).toEqual([
      'The words say 6\u00a0%, the fact says 5\u00a0%: correct the words, or the fact.',
    ]);
  });

  it('cannot be accepted when retired, or without saying where', async () => {
    await using world = await openWorld({ sample: true });
    const { api } = world;
    const fact = await changed(api);
    await expect(api.briefings.acceptFact({ fact })).rejects.toMatchObject({ data: { reason: 'accept-where' } });
    const [place] = await api.briefings.stale({});
    await api.facts.retire({ ids: [fact] });
    await expect(
      api.briefings.acceptFact(place!.block ? { block: place!.block, fact } : { judgement: place!.judgement!, fact }),
    ).rejects.toMatchObject({ data: { reason: 'fact-retired' } });
  });
});

it('counts as changed when any part of it is', async () => {
  await using world = await openWorld();
  const { api, clock } = world;
  const { id, sections } = await emptyBriefing(api);
  const section = sections[0]!.id;
  const bottom = await api.judgements.add({ sentence: 'It is likely to last.' });
  const named = await api.judgements.add({ sentence: 'It is unlikely to last.' });
  await api.briefings.edit({ id, patch: { bottomLine: bottom.id } });
  const made = await api.blocks.add(proseBlock(section, 'Words'));
  const block = made.sections[0]!.blocks[0]!.id;
  const judgements = { type: 'judgements' as const, judgements: [named.id] };
  await api.blocks.add({ section, content: judgements, after: block });
  const steps: (() => Promise<unknown>)[] = [
    () => api.briefings.edit({ id, patch: { customer: 'The board' } }),
    () => api.sections.edit({ id: section, patch: { heading: 'Other' } }),
    () => api.blocks.edit({ id: block, patch: { content: proseBlock(section, 'Other words').content } }),
    () => api.judgements.edit({ id: bottom.id, patch: { confidence: 'low' } }),
    () => api.judgements.edit({ id: named.id, patch: { confidence: 'low' } }),
    () => api.blocks.retire({ id: block }),
    () => api.sections.retire({ id: section }),
  ];
  for (const [index, step] of steps.entries()) {
    clock.advance(60_000);
    const other = await api.briefings.create({ template: 'one-page-note', title: 'Newer' });
    clock.advance(60_000);
    await step();
    const { items } = await api.briefings.list({});
    expect(items[0], `step ${index}`).toMatchObject({ id, updatedAt: clock.now() });
    expect(items[1]).toMatchObject({ id: other.id });
    expect((await api.briefings.get({ briefing: id })).updatedAt).toBe(clock.now());
  }
});

it('retires and restores a briefing, with its history', async () => {
  await using world = await openWorld();
  const { api } = world;
  const { id } = await emptyBriefing(api);
  await api.briefings.edit({ id, patch: { title: 'Renamed', date: '2026-11-22' } });
  await api.briefings.retire({ id });
  expect((await api.briefings.list({})).total).toBe(0);
  expect((await api.briefings.list({ retired: true })).items).toMatchObject([{ title: 'Renamed', retired: true }]);
  await api.briefings.restore({ id });
  const history = await api.briefings.history({ id });
  expect(history.map(({ op }) => op).sort()).toEqual(['create', 'edit', 'restore', 'retire']);
});
