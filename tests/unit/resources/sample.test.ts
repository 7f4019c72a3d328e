import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildTree } from '#shared/document/build.ts';
import { checkBriefing } from '#shared/document/check.ts';
import { pinnedPlaces } from '#shared/document/places.ts';
import { proseText } from '#shared/model/prose.ts';
import { fillParameters, templateFields } from '#shared/model/template.ts';
import { countWords } from '#shared/model/words.ts';
import { readSample, sampleMaterial } from '../../support/sample.ts';

const TODAY = { today: '2026-11-22' };
const sample = readSample();
const material = sampleMaterial(sample);

it('points only to records that it holds', () => {
  const ids = Object.values(sample).flatMap((records) => records.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(ids);
  const pointers = [
    ...sample.subjects.flatMap(({ parent }) => parent ?? []),
    ...sample.facts.flatMap(({ subject }) => subject ?? []),
    ...sample.evidence.flatMap(({ fact, source }) => [fact, source]),
    ...sample.notes.flatMap(({ links }) => links.map(({ id }) => id)),
    ...sample.blocks.map(({ section }) => section),
    ...pinnedPlaces(material).map(({ pin }) => pin.fact),
  ];
  for (const id of pointers) expect(known).toContain(id);
});

it('rests every fact on the one source, with its honest grade, and cites every fact', () => {
  expect(sample.sources).toHaveLength(1);
  expect(sample.sources[0]).toMatchObject({ reliability: 'F', publisher: '', authors: [], issued: null, url: '' });
  for (const fact of sample.facts) expect(sample.evidence.some((link) => link.fact === fact.id)).toBe(true);
  for (const { quote } of sample.evidence) expect(quote.split(' ').length).toBeLessThan(15);
  const cited = new Set(pinnedPlaces(material).map(({ pin }) => pin.fact));
  for (const { id } of sample.facts) expect(cited).toContain(id);
});

it('passes the check with warnings only about its one source of unknown reliability', () => {
  const { errors, warnings } = checkBriefing(material, TODAY);
  expect(errors).toEqual([]);
  expect([...new Set(warnings.map(({ rule }) => rule))]).toEqual([
    'coverage.independent-sources',
    'sourcing.single-origin',
    'sourcing.unknown-reliability',
  ]);
});

it('is a full briefing made from its template', () => {
  const path = new URL('../../../resources/templates/future-of-binance-in-russia.json', import.meta.url);
  const { id, ...fields } = JSON.parse(readFileSync(path, 'utf8'));
  const template = templateFields.parse(fields);
  const briefing = sample.briefings[0]!;
  expect(briefing).toMatchObject({ template: id, templateVersion: template.version });
  expect(sample.sections).toMatchObject(
    template.sections.map(({ key, heading, guidance, kind, coverage }) => ({
      templateKey: key,
      heading: fillParameters(heading, briefing.parameters),
      guidance: fillParameters(guidance, briefing.parameters),
      kind,
      coverage,
    })),
  );
  const words = sample.blocks.reduce(
    (total, { content }) => total + (content.type === 'prose' ? countWords(proseText(content.prose)) : 0),
    0,
  );
  expect(words).toBeGreaterThan(600);
  expect(words).toBeLessThan(950);
  const tree = buildTree(material, TODAY);
  const types = tree.sections.flatMap(({ blocks }) => blocks.map(({ type }) => type));
  expect(new Set(types)).toEqual(new Set(['prose', 'factTable', 'timeline', 'judgements']));
  expect(tree.bottomLine?.runs.find(({ bold }) => bold)?.text).toBe('unlikely');
  const text = JSON.stringify(tree);
  for (const figure of ['130,000', '6\u00a0%', '43\u00a0%', 'CommEx', 'April\u00a02024'])
    expect(text).toContain(figure);
});
