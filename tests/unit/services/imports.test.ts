import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finishTask, openWorld } from '../../support/world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

type Options = Omit<Parameters<typeof world.api.imports.start>[0], 'files'>;

const importText = async (text: string, options: Options = {}, name = 'facts.csv') => {
  const path = world.path(name);
  await writeFile(path, text);
  const { task } = await world.api.imports.start({ files: [await world.running.grant(path)], ...options });
  return finishTask(world.api, 'import', task);
};
const sources = async () => (await world.api.sources.list({})).items;

describe('sources', () => {
  test('are found by address, or by title when the line gives none', async () => {
    const result = await importText(
      [
        'statement,source_title,source_url',
        'One.,Report,https://example.org/r',
        'Two.,Report,https://example.org/r',
        'Three.,Report,',
        'Four.,Other report,',
        'Five.,Other report,',
      ].join('\n'),
    );
    expect(result).toMatchObject({ added: { facts: 5, sources: 2 }, notCarried: [] });
    expect(
      (await sources())
        .map(({ title, facts }) => [title, facts])
        .sort(([a], [b]) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['Other report', 2],
      ['Report', 3],
    ]);
  });

  test('that are there keep what they say, and every difference is told once', async () => {
    await world.api.sources.add({ title: 'Report', url: 'https://example.org/r', reliability: 'C' });
    const result = await importText(
      [
        'statement,source_title,source_url,reliability,tlp',
        'One.,Report,https://example.org/r,B,RED',
        'Two.,Report,https://example.org/r,B,GREEN',
        'Three.,Report,https://example.org/r,,',
      ].join('\n'),
    );
    expect(result.added).toMatchObject({ facts: 3, sources: 0 });
    expect(result.notCarried).toEqual([expect.stringMatching(/line 2: .*"Report".*reliability.*C.*B/)]);
    expect(await sources()).toMatchObject([{ reliability: 'C', marking: 'CLEAR' }]);
  });

  test('named by their address alone differ in nothing', async () => {
    await world.api.sources.add({ title: 'Report', url: 'https://example.org/r' });
    const result = await importText('statement,source_url\nOne.,https://example.org/r\n');
    expect(result).toMatchObject({ added: { sources: 0 }, notCarried: [] });
  });

  test('a new one is marked like the line that names it first', async () => {
    await importText('statement,source_title,tlp\nOne.,Report,AMBER\nTwo.,Report,GREEN\n');
    expect(await sources()).toMatchObject([{ marking: 'AMBER' }]);
  });
});

describe('facts', () => {
  test('that say the same are duplicates: also within the file, also with another source, which is told', async () => {
    await importText('statement,subject,as_of,value,source_title\nOne.,A,2024,1,First\n');
    const result = await importText(
      [
        'statement,subject,as_of,value,source_title',
        'One.,a,2024,1,First',
        'One.,A,2024,1,Second',
        'One.,A,2025,1,First',
        'One.,A,2024,2,First',
        'One.,B,2024,1,First',
        'One.,A,2024,2,First',
      ].join('\n'),
    );
    expect(result).toMatchObject({ added: { facts: 3, sources: 0, subjects: 1 }, duplicates: 3 });
    expect(result.notCarried).toEqual([expect.stringContaining('line 3: the fact is there already')]);
    expect(await sources()).toHaveLength(1);
  });

  test('a retired one is no duplicate', async () => {
    const fact = await world.api.facts.add({ statement: 'One.' });
    await world.api.facts.retire({ ids: [fact.id] });
    expect(await importText('statement\nOne.\n')).toMatchObject({ added: { facts: 1 }, duplicates: 0 });
  });

  test('find their subject by name or alias, in any case', async () => {
    await world.api.subjects.add({ name: 'Бинанс', aliases: ['Binance'] });
    const result = await importText('statement,subject\nOne.,бинанс\nTwo.,BINANCE\nThree.,Kraken\n');
    expect(result.added).toMatchObject({ facts: 3, subjects: 1 });
  });

  test('do not take up a subject that was taken back', async () => {
    await world.api.subjects.add({ name: 'Kraken' });
    await world.api.edits.undo();
    expect(await importText('statement,subject\nOne.,Kraken\n')).toMatchObject({ added: { subjects: 1 } });
  });

  test('carry quotes into search, tags, custom fields, and a linked note', async () => {
    await importText(
      'statement,source_title,quote,tags,note,Region\nOne.,Report,so they wrote,a;b,Look again.,North\n',
    );
    const { hits } = await world.api.search.query({ query: 'wrote', in: ['fact'] });
    const fact = await world.api.facts.get({ id: hits[0]?.id ?? '' });
    expect(fact).toMatchObject({
      tags: ['a', 'b'],
      custom: { Region: 'North' },
      evidence: [{ quote: 'so they wrote' }],
    });
    const { items } = await world.api.notes.list({ query: 'again' });
    expect(await world.api.notes.get({ id: items[0]?.id ?? '' })).toMatchObject({
      links: [{ kind: 'fact', id: fact.id }],
    });
  });
});

describe('the step as a whole', () => {
  const many = (count: number): string =>
    `statement,subject\n${Array.from({ length: count }, (_, n) => `Statement ${n} of many,Subject ${n % 50}\n`).join('')}`;

  test('progress rises to the end, and reading meanwhile sees the library before', async () => {
    await writeFile(world.path('many.csv'), many(20_000));
    const { task } = await world.api.imports.start({ files: [await world.running.grant(world.path('many.csv'))] });
    const seen: number[] = [];
    let during = -1;
    for await (const state of await world.api.tasks.watch({ task })) {
      seen.push(state.progress);
      if (state.state === 'running' && state.progress > 0 && during < 0)
        during = (await world.api.library.stats()).facts;
      if (state.problem) throw new Error(state.problem.message);
    }
    expect(during).toBe(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect((await world.api.library.stats()).facts).toBe(20_000);
  });

  test('cancelling leaves everything as it was', async () => {
    const before = await world.api.library.digest();
    await writeFile(world.path('many.csv'), many(40_000));
    const { task } = await world.api.imports.start({ files: [await world.running.grant(world.path('many.csv'))] });
    let last = '';
    let reached = 0;
    for await (const state of await world.api.tasks.watch({ task })) {
      if (state.state === 'running' && state.progress > 0) await world.api.tasks.cancel({ task });
      last = state.state;
      reached = state.progress;
    }
    expect(last).toBe('cancelled');
    expect(reached).toBeLessThan(1);
    expect(await world.api.library.digest()).toEqual(before);
    expect(await world.api.library.verify()).toEqual({ ok: true, problems: [] });
  });

  test('is undone as one', async () => {
    await importText('statement,subject,source_title\nOne.,A,S\nTwo.,B,S\n');
    await world.api.edits.undo();
    expect((await world.api.library.stats()).facts).toBe(0);
    expect(await world.api.library.verify()).toEqual({ ok: true, problems: [] });
  });

  test('a dry run counts and writes nothing', async () => {
    const before = await world.api.library.digest();
    const text = 'statement,subject,source_title,note\nOne.,A,S,N\nOne.,A,S,N\n';
    const dry = await importText(text, { dryRun: true });
    expect(dry).toMatchObject({ dry: true, added: { facts: 1, sources: 1, subjects: 1, notes: 1 }, duplicates: 1 });
    expect(await world.api.library.digest()).toEqual(before);
    expect(await importText(text)).toEqual({ ...dry, dry: false });
  });
});

describe('a map', () => {
  const jsonl = '{"statement":"One.","Region":"North"}\n{"statement":"Two.","Area":"South"}\n';

  test('is refused when it names a column that no file has, in a dry run, too', async () => {
    const refusal = { kind: 'INVALID', reason: 'column-unknown', params: { column: 'Zone' } };
    for (const dryRun of [false, true]) {
      const map = { Zone: 'subject' };
      await expect(importText('statement\nOne.\n', { map, dryRun })).rejects.toMatchObject(refusal);
      await expect(importText(jsonl, { map, dryRun }, 'facts.jsonl')).rejects.toMatchObject(refusal);
    }
    expect((await world.api.library.stats()).facts).toBe(0);
  });

  test('is refused when it names a field that does not exist', async () => {
    const refusal = { code: 'INVALID', data: { reason: 'field-unknown', params: { field: 'bar' } } };
    await expect(importText('statement\nOne.\n', { map: { statement: 'bar' } })).rejects.toMatchObject(refusal);
  });

  test('takes columns however they are written, columns of some lines only, and nothing as a wish', async () => {
    expect(await importText(jsonl, { map: { area: 'subject', REGION: '' } }, 'facts.jsonl')).toMatchObject({
      added: { facts: 2, subjects: 1 },
      rejected: [],
    });
    expect(await importText('My Claim\nThree.\n', { map: { 'my-claim': 'Statement' } })).toMatchObject({
      added: { facts: 1 },
    });
  });
});
