import { expect, it } from 'vitest';
import { openWorld } from '../../support/world.ts';

it('refuses a field that there is not, and signs without a word, but no addresses, paths or phrases', async () => {
  await using world = await openWorld({ sample: true });
  const { search } = world.api;
  for (const query of ['foo:bar', 'binance -colour:red', 'titel:"a b"'])
    await expect(search.query({ query }), query).rejects.toMatchObject({
      code: 'INVALID',
      data: { reason: 'search-field-unknown' },
    });
  for (const query of ['(((', '*', '- "" ?', '-((('])
    await expect(search.query({ query }), query).rejects.toMatchObject({
      code: 'INVALID',
      data: { reason: 'query-empty' },
    });
  for (const query of [
    'https://example.org',
    'mailto:x',
    'C:\\data',
    '"foo:bar"',
    'foo:',
    'tag:x',
    '-binance',
    '(binance)',
  ])
    await search.query({ query });
  expect((await search.query({ query: '' })).total).toBe(25);
  expect((await search.query({ query: '', status: 'verified' })).total).toBe(0);
});

it('shows by which other name a subject was found, or the subject of a fact', async () => {
  await using world = await openWorld();
  const { search, subjects, facts, duplicates } = world.api;
  const { id: port } = await subjects.add({ name: 'Port of Hull', kind: 'place', aliases: ['Hull Docks'] });
  const { id: harbour } = await subjects.add({ name: 'Harbour', kind: 'place' });
  await facts.add({ statement: 'Traffic fell.', subject: port });
  const shown = async (query: string) =>
    (await search.query({ query })).hits.map(({ kind, title, snippet }) => [kind, title, snippet]);
  await duplicates.join({ keep: port, others: [harbour] });
  const harbours = await shown('harbour');
  expect(harbours).toHaveLength(2);
  expect(harbours).toContainEqual(['fact', 'Traffic fell.', '\u2068Harbour\u2069']);
  expect(harbours).toContainEqual(['subject', 'Port of Hull', '\u2068Harbour\u2069']);
  expect(await shown('traffic')).toEqual([['fact', 'Traffic fell.', '\u2068Traffic\u2069 fell.']]);
  expect(await shown('docks')).toContainEqual(['subject', 'Port of Hull', 'Hull \u2068Docks\u2069']);
  expect(await shown('port')).toContainEqual(['subject', 'Port of Hull', '\u2068Port\u2069 of Hull']);
});

it('finds a fact by every word of what was joined to it and to its subject, whichever came first', async () => {
  await using world = await openWorld();
  const { subjects, facts, duplicates } = world.api;
  const named = (name: string, alias: string) => subjects.add({ name, aliases: [alias] });
  const [one, other] = [await named('Port', 'Docks'), await named('Harbour', 'Haven')];
  const said = (statement: string, subject: string) =>
    facts.add({ statement, subject, evidence: [{ source: { title: 'Register' }, quote: `Quoted of ${statement}` }] });
  const found = async (query: string) => (await facts.list({ filter: { query } })).total;
  const [first, second] = [await said('Traffic', one.id), await said('Freight', other.id)];
  for (const [keep, gone] of [
    [one, other],
    [other, one],
  ] as const) {
    await duplicates.join({ keep: keep.id, others: [gone.id] });
    for (const word of ['port', 'docks', 'harbour', 'haven']) expect(await found(word), word).toBe(2);
    await duplicates.separate({ id: gone.id });
  }
  for (const [keep, gone] of [
    [first, second],
    [second, first],
  ] as const) {
    await duplicates.join({ keep: keep.id, others: [gone.id] });
    for (const word of ['traffic', 'freight']) expect(await found(word), word).toBe(1);
    await duplicates.separate({ id: gone.id });
  }
});

it('tells in the list of facts by which other name of its subject one was found, where nothing else shows that', async () => {
  await using world = await openWorld();
  const { subjects, facts } = world.api;
  const { id: bank } = await subjects.add({ name: 'Bank of Russia', aliases: ['ЦБ', 'Central Bank'] });
  await facts.add({ statement: 'The key rate rose.', subject: bank });
  await facts.add({ statement: 'ЦБ raised the rate.', subject: bank });
  const found = async (query: string) =>
    (await facts.list({ filter: { query }, sort: { by: 'statement', descending: false } })).items.map(
      ({ statement, foundBy }) => [statement, foundBy],
    );
  expect(await found('цб')).toEqual([
    ['The key rate rose.', ['ЦБ']],
    ['ЦБ raised the rate.', undefined],
  ]);
  expect(await found('central key')).toEqual([['The key rate rose.', ['Central Bank']]]);
  expect(await found('centr')).toContainEqual(['The key rate rose.', ['Central Bank']]);
  expect(await found('bank rate')).toContainEqual(['The key rate rose.', undefined]);
  expect(await found('')).toContainEqual(['The key rate rose.', undefined]);
});
