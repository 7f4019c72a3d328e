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
    (await search.query({ query })).hits.map(({ kind, title, snippet }) => [kind, title, snippet]).sort();
  await duplicates.join({ keep: port, others: [harbour] });
  const named = 'Traffic fell. Port of Hull, Hull Docks';
  expect(await shown('harbour')).toEqual([
    ['fact', 'Traffic fell.', `${named}, \u2068Harbour\u2069`],
    ['subject', 'Port of Hull', '\u2068Harbour\u2069'],
  ]);
  expect((await shown('docks'))[1]).toEqual(['subject', 'Port of Hull', 'Hull \u2068Docks\u2069']);
  expect((await shown('port'))[1]).toEqual(['subject', 'Port of Hull', '\u2068Port\u2069 of Hull']);
});
