import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { proseFromText } from '#shared/model/prose.ts';
import { freshLibrary, NOBODY, problemOf, type World } from './world.ts';

const EXAMPLE = 'future-of-binance-in-russia';

export const briefingsPart = (the: () => World): void => {
  describe('templates', () => {
    beforeAll(() => freshLibrary(the(), 'Templates'));

    test('the built-in ones are there, by key and by title', async () => {
      const { api } = the();
      const list = await api.templates.list();
      expect(list.length).toBeGreaterThanOrEqual(6);
      const byKey = await api.templates.get({ template: EXAMPLE });
      expect(byKey.sections).toHaveLength(5);
      expect(await api.templates.get({ template: byKey.title })).toEqual(byKey);
    });

    test('one is written to a file, checked and read back', async () => {
      const { api, folder, grant } = the();
      const path = join(folder, 'template.json');
      const file = await grant(path);
      const { bytes } = await api.templates.export({ template: EXAMPLE, file });
      expect(readFileSync(path).length).toBe(bytes);
      expect(await api.templates.check({ file })).toMatchObject({ ok: true, problems: [] });
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(EXAMPLE, 'own-structure'));
      const imported = await api.templates.import({ file });
      expect(await api.templates.get({ template: 'own-structure' })).toEqual(imported);
    });

    test('a broken file is told what is wrong with it, and imports nothing', async () => {
      const { api, folder, grant } = the();
      const path = join(folder, 'broken.json');
      writeFileSync(path, '{"title": "", "sections": []}');
      const file = await grant(path);
      const checked = await api.templates.check({ file });
      expect(checked.ok).toBe(false);
      expect(checked.problems.length).toBeGreaterThan(0);
      const before = await api.templates.list();
      expect((await problemOf(api.templates.import({ file }))).kind).toBe('INVALID');
      expect(await api.templates.list()).toEqual(before);
    });
  });

  describe('briefings', () => {
    beforeAll(() => freshLibrary(the(), 'Briefings', true));

    test('the sample’s is whole: sections, citations, judgements, no stale fact', async () => {
      const { api } = the();
      const { items } = await api.briefings.list({});
      expect(items).toHaveLength(1);
      const briefing = await api.briefings.get({ briefing: items[0]?.id ?? '' });
      expect(briefing.sections).toHaveLength(5);
      expect(briefing.judgements.length).toBeGreaterThanOrEqual(2);
      expect(briefing.stale).toEqual([]);
      expect(Object.keys(briefing.citationNumbers).length).toBeGreaterThan(0);
      expect(await api.briefings.get({ briefing: briefing.title })).toEqual(briefing);
      expect(await api.briefings.check({ briefing: briefing.id })).toMatchObject({ errors: [] });
    });

    test('a fact that moves on makes its citations stale, until they are accepted', async () => {
      const { api } = the();
      const { items } = await api.briefings.list({});
      const briefing = await api.briefings.get({ briefing: items[0]?.id ?? '' });
      const fact = briefing.facts[0]?.id ?? '';
      const places = await api.briefings.impact({ fact });
      expect(places.length).toBeGreaterThan(0);
      await api.facts.edit({ id: fact, patch: { statement: 'It has moved on.' } });
      const stale = await api.briefings.stale({ briefing: briefing.id });
      expect(stale.map((one) => one.fact)).toContain(fact);
      expect(await api.briefings.stale({})).toEqual(stale);
      for (const { block, judgement } of stale.filter((one) => one.fact === fact))
        await api.briefings.acceptFact({ fact, ...(block ? { block } : { judgement: judgement ?? '' }) });
      expect(await api.briefings.stale({ briefing: briefing.id })).toEqual([]);
    });

    test('one is made from a template, filled, edited, retired and restored', async () => {
      const { api } = the();
      const made = await api.briefings.create({ template: EXAMPLE, title: 'Zebra crossings', fill: true });
      expect(made.sections).toHaveLength(5);
      expect(made.sections.flatMap(({ blocks }) => blocks).length).toBeGreaterThan(0);
      const { id } = made;
      expect(await api.briefings.edit({ id, patch: { customer: 'The board' } })).toMatchObject({
        customer: 'The board',
        title: 'Zebra crossings',
      });
      const late = await problemOf(api.briefings.edit({ id, patch: { customer: 'Others' }, seen: made.revision }));
      expect(late).toMatchObject({ kind: 'CHANGED', reason: 'record-changed' });
      await api.briefings.edit({ id, patch: { question: 'Who crosses?' }, seen: made.revision });
      await api.briefings.retire({ id });
      expect((await api.briefings.list({ query: 'zebra' })).total).toBe(0);
      await api.briefings.restore({ id });
      expect((await api.briefings.list({ query: 'zebra' })).total).toBe(1);
      expect((await api.briefings.history({ id })).map(({ op }) => op)).toContain('restore');
    });

    test('its sections and blocks are added, moved, filled, edited and retired', async () => {
      const { api } = the();
      const { id: briefing } = await api.briefings.create({ template: EXAMPLE, title: 'Built by hand' });
      const added = await api.sections.add({ briefing, heading: 'Last', after: null });
      const section = added.sections.find(({ heading }) => heading === 'Last')?.id ?? '';
      expect(added.sections[0]?.id).toBe(section);
      const last = added.sections.at(-1)?.id ?? '';
      expect((await api.sections.move({ id: section, after: last })).sections.at(-1)?.id).toBe(section);
      const seen = added.sections[0]?.revision ?? '';
      await api.sections.edit({ id: section, patch: { heading: 'At the end' }, seen });
      const tardy = await problemOf(api.sections.edit({ id: section, patch: { heading: 'Elsewhere' }, seen }));
      expect(tardy).toMatchObject({ kind: 'CHANGED', reason: 'record-changed' });
      const filled = { id: added.sections[1]?.id ?? '' };
      const { sections } = await api.sections.fill(filled);
      const placed = JSON.stringify(sections.find(({ id }) => id === filled.id)?.blocks);
      const matching = await api.sections.matching(filled);
      expect(matching.length).toBeGreaterThan(0);
      for (const fact of matching) expect(placed).toContain(fact.id);

      const content = { type: 'prose' as const, prose: proseFromText('Some words.') };
      const first = await api.blocks.add({ section, content, after: null });
      const one = first.sections.find(({ id }) => id === section)?.blocks[0];
      if (!one) throw new Error('no block');
      const second = await api.blocks.add({ section, content, after: one.id });
      const two = second.sections.find(({ id }) => id === section)?.blocks[1]?.id ?? '';
      const moved = await api.blocks.move({ id: two, section, after: null });
      expect(moved.sections.find(({ id }) => id === section)?.blocks.map(({ id }) => id)).toEqual([two, one.id]);

      const patch = { content: { type: 'prose' as const, prose: proseFromText('Other words.') } };
      const edited = await api.blocks.edit({ id: one.id, patch, seen: one.revision });
      expect(edited.content).toMatchObject(patch.content);
      const mine = { content: { type: 'prose' as const, prose: proseFromText('My words.') } };
      const late = await problemOf(api.blocks.edit({ id: one.id, patch: mine, seen: one.revision }));
      expect(late.kind).toBe('CHANGED');
      const left = await api.blocks.retire({ id: two });
      expect(left.sections.find(({ id }) => id === section)?.blocks.map(({ id }) => id)).toEqual([one.id]);
      const without = await api.sections.retire({ id: section });
      expect(without.sections.some(({ id }) => id === section)).toBe(false);
    });

    test('strange fields are refused here too', async () => {
      const { api } = the();
      const strange = { colour: 'red' } as never;
      const calls = [
        () => api.briefings.create({ template: EXAMPLE, details: strange }),
        () => api.briefings.edit({ id: NOBODY, patch: strange }),
        () => api.sections.edit({ id: NOBODY, patch: strange }),
        () => api.blocks.edit({ id: NOBODY, patch: strange }),
      ];
      for (const call of calls) expect((await problemOf(call())).kind).toBe('INVALID');
    });
  });
};
