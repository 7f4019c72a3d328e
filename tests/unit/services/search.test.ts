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
