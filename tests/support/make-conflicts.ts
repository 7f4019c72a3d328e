import { join } from 'node:path';
import type { Api } from '#shared/contract/api.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { asDesk, mergeFile } from './desks.ts';

/**
 * `node make-conflicts.ts LIBRARY HOME`: makes the sample library and a copy of it, edits both as two desks would, and
 * merges the copy. What is left in conflict: a fact in four fields, a note's text, a source that one desk retired.
 */

const [library = '', home = ''] = process.argv.slice(2);

const TEXT = [
  'What the traffic tells.',
  'Visits fell within a year.',
  'The measure is not named.',
  'Nobody has asked the firm.',
  'The count of users is older than the count of visits.',
  'To be looked at again in spring.',
];
const text = (changed: Readonly<Record<number, string>>) =>
  proseFromText(TEXT.map((line, index) => changed[index] ?? line).join('\n'));

/** The records that both desks edit. */
const found = async (api: Api) => {
  const { items: facts } = await api.facts.list({ filter: { query: 'visits fell within year' } });
  const { items: sources } = await api.sources.list({ query: 'Register' });
  const { items: notes } = await api.notes.list({ query: 'Traffic' });
  return { fact: facts[0]?.id ?? '', source: sources[0]?.id ?? '', note: notes[0]?.id ?? '' };
};

const copy = join(home, 'of desk B.bwlib');

await asDesk(home, 'Desk A', async (api, grant) => {
  await api.library.create({ name: 'Market watch', file: await grant(library), sample: true });
  await api.sources.add({ title: 'Register of companies', type: 'dataset', reliability: 'B' });
  await api.notes.add({ title: 'Traffic', body: text({}) });
  const { file } = await api.library.backup({ folder: await grant(home) });
  await api.library.restore({ file, to: await grant(copy) });
  const { fact, source, note } = await found(api);
  await api.facts.edit({
    id: fact,
    patch: { statement: 'Visits from Russia to the website fell by 43 % within a year.', marking: 'AMBER' },
    reason: 'The article gives the number',
  });
  await api.facts.edit({
    id: fact,
    patch: { quantity: { value: '-43', unit: '%', qualifier: 'about' }, asOf: '2024-07' },
  });
  await api.sources.edit({ id: source, patch: { publisher: 'Chamber of commerce' } });
  const changed = { 1: 'Visits from Russia fell by 43 % within a year.', 4: 'The count of users is a year older.' };
  await api.notes.edit({ id: note, patch: { body: text(changed) } });
});

await asDesk(home, 'Desk B', async (api, grant) => {
  await api.library.open({ file: await grant(copy) });
  const { fact, source, note } = await found(api);
  await api.evidence.add({
    fact,
    source: { title: 'Traffic dataset', type: 'dataset', reliability: 'B' },
    locator: 'row 12',
    credibility: 4,
  });
  await api.facts.edit({
    id: fact,
    patch: {
      statement: 'Visits from Russia to the website fell by 38 % within a year.',
      quantity: { value: '-38', unit: '%', qualifier: '' },
      asOf: '2024-06',
      marking: 'GREEN',
    },
    reason: 'Counted anew from the dataset',
  });
  await api.sources.retire({ ids: [source] });
  const changed = { 1: 'Visits from Russia fell by about 38 % within a year.', 3: 'The firm did not answer us.' };
  await api.notes.edit({ id: note, patch: { body: text(changed) } });
});

await asDesk(home, 'Desk A', async (api, grant) => {
  await api.library.open({ file: await grant(library) });
  await mergeFile(api, await grant(copy));
});
