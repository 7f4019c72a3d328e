import { join } from 'node:path';
import type { Api } from '#shared/contract/api.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { asDesk, ended, mergeFile } from './desks.ts';

/**
 * `node make-twins.ts LIBRARY HOME`: makes the sample library and merges what a second desk made of a copy of it: facts
 * and sources that are likely the same as those here, and proposals, of which one is stale and one waits.
 */

const [library = '', home = ''] = process.argv.slice(2);
const copy = join(home, 'of desk B.bwlib');
const pack = join(home, 'of desk B.bwpack');

const evidence = (title: string, url: string, quote: string) => [
  { quote, source: { title, url, type: 'article-newspaper' as const, reliability: 'C' as const } },
];

type Value = Parameters<Api['proposals']['add']>[0]['patch'][string];

const idOf = async (api: Api, words: string): Promise<string> => {
  const { items } = await api.facts.list({ filter: { query: words } });
  return items[0]?.id ?? '';
};

await asDesk(home, 'Desk A', async (api, grant) => {
  await api.library.create({ name: 'Market watch', file: await grant(library), sample: true });
  await api.notes.add({ title: 'Harbour', body: proseFromText('The harbour was closed in spring.') });
  const { file } = await api.library.backup({ folder: await grant(home) });
  await api.library.restore({ file, to: await grant(copy) });
  await api.facts.add({
    statement: 'The harbour was closed for two days.',
    subjectName: 'Harbour',
    quantity: { value: '2', unit: 'days', qualifier: '' },
    asOf: '2024-04',
    evidence: evidence('Port notice', 'https://www.harbour.example/notice?utm_source=mail', 'closed for two days'),
  });
  await api.facts.add({
    statement: 'The ferry “Aurora” sank.',
    subjectName: 'Harbour',
    evidence: evidence('Ferries of the north', 'https://ferries.example/a', 'she sank'),
  });
  await api.facts.edit({
    id: await idOf(api, 'shut down April'),
    patch: { statement: 'CommEx had closed for good by May 2024.' },
  });
});

await asDesk(home, 'Desk B', async (api, grant) => {
  await api.library.open({ file: await grant(copy) });
  await api.facts.add({
    statement: 'The harbour was closed for two days',
    subjectName: 'HARBOUR',
    quantity: { value: '2', unit: 'days', qualifier: 'about' },
    asOf: '2024-05',
    marking: 'AMBER',
    evidence: evidence('Notice of the port authority', 'http://harbour.example/notice/', 'shut for two days'),
  });
  await api.facts.add({ statement: 'The ferry "Aurora" sank.', subjectName: 'HARBOUR' });
  const visits = await idOf(api, 'visits fell within year');
  const { items: notes } = await api.notes.list({ query: 'Harbour' });
  const propose = api.proposals.add;
  await propose({
    target: visits,
    patch: {
      statement: 'Visits from Russia to the Binance website fell by 38 % within a year.',
      quantity: { value: '-38', unit: '%', qualifier: '' },
    },
    reason: 'Counted anew from the dataset',
  });
  await propose({
    target: await idOf(api, 'shut down April'),
    patch: { statement: 'CommEx had shut its last office by April 2024.' },
  });
  await propose({
    target: notes[0]?.id ?? '',
    patch: { body: proseFromText('The harbour was closed for two days in spring.') as unknown as Value },
    reason: 'Say for how long',
  });
});

await asDesk(home, 'Desk A', async (api, grant) => {
  await api.library.open({ file: await grant(library) });
  await mergeFile(api, await grant(copy));
});

await asDesk(home, 'Desk B', async (api, grant) => {
  await api.library.open({ file: await grant(copy) });
  const { id } = await api.facts.add({ statement: 'A lighthouse was built.' });
  await api.proposals.add({ target: id, patch: { asOf: '2023' }, reason: 'The plaque says so' });
  const { task } = await api.packs.start({ file: await grant(pack), choice: { proposals: true } });
  await ended(api, task);
});

await asDesk(home, 'Desk A', async (api, grant) => {
  await api.library.open({ file: await grant(library) });
  await mergeFile(api, await grant(pack));
});
