import { describe, expect, it } from 'vitest';
import type { Api } from '#shared/contract/api.ts';
import { type FIELD_NAMES, fieldName } from '#shared/model/field-names.ts';
import { proseFromText } from '#shared/model/prose.ts';
import { openWorld } from '../../support/world.ts';

const TEMPLATE = 'future-of-binance-in-russia';

const changed = (params: object) => ({ code: 'CHANGED', data: { reason: 'record-changed', params } });

describe('an edit that says which revision it saw', () => {
  it('does not write over a field that somebody changed since, and names field and author', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { id, revision: seen } = await api.facts.add({ statement: 'First.' });
    const theirs = await api.facts.edit({ id, patch: { statement: 'Theirs.' }, seen });
    const mine = { statement: 'Mine.', status: 'verified' } as const;
    const refusal = changed({ kind: 'fact', id, field: 'statement', who: 'Test Author' });
    await expect(api.facts.edit({ id, patch: mine, seen })).rejects.toMatchObject(refusal);
    expect(await api.facts.get({ id })).toEqual(theirs);
    expect(await api.facts.edit({ id, patch: mine, seen: theirs.revision })).toMatchObject(mine);
  });

  it('lets other fields through, equal values, and whoever says nothing', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { id, revision: seen } = await api.facts.add({ statement: 'First.' });
    await api.facts.edit({ id, patch: { statement: 'Theirs.', reviewBy: '2025-04-01' }, seen });
    await api.facts.edit({ id, patch: { status: 'verified' }, seen });
    await api.facts.edit({ id, patch: { statement: 'Theirs.' }, seen });
    await api.facts.edit({ id, patch: { reviewBy: '2025-05-01' } });
    expect(await api.facts.get({ id })).toMatchObject({
      statement: 'Theirs.',
      status: 'verified',
      reviewBy: '2025-05-01',
    });
  });

  it('takes a subject by name for the field that it is, and makes none when refused', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { id, revision: seen } = await api.facts.add({ statement: 'First.', subjectName: 'One' });
    await api.facts.edit({ id, patch: {}, subjectName: 'Two', seen });
    const late = api.facts.edit({ id, patch: {}, subjectName: 'Three', seen });
    await expect(late).rejects.toMatchObject(changed({ field: 'subject' }));
    expect((await api.subjects.list({})).items.map(({ name }) => name)).toEqual(['One', 'Two']);
  });

  it('adds and removes tags beside those of others', async () => {
    await using world = await openWorld();
    const { api } = world;
    const { id, revision: seen } = await api.facts.add({ statement: 'First.', tags: ['a', 'b', 'c'] });
    await api.facts.edit({ id, patch: { tags: ['b', 'c', 'theirs'] }, seen });
    await api.facts.edit({ id, patch: { tags: ['a', 'b', 'mine'] }, seen });
    expect((await api.facts.get({ id })).tags).toEqual(['b', 'mine', 'theirs']);
  });

  type Case = [string, (api: Api) => Promise<(text: string, seen?: string) => Promise<{ revision: string }>>, string];
  it.each<Case>([
    [
      'a source',
      async (api) => {
        const { id } = await api.sources.add({ title: 'x' });
        return (title, seen) => api.sources.edit({ id, patch: { title }, seen });
      },
      'title',
    ],
    [
      'evidence',
      async (api) => {
        const { evidence } = await api.facts.add({ statement: 'x', evidence: [{ source: { title: 's' } }] });
        const id = evidence[0]?.id ?? '';
        return async (quote, seen) => {
          const fact = await api.evidence.edit({ id, patch: { quote }, seen });
          return { revision: fact.evidence[0]?.revision ?? '' };
        };
      },
      'quote',
    ],
    [
      'a judgement',
      async (api) => {
        const { id } = await api.judgements.add({ sentence: 'x' });
        return (sentence, seen) => api.judgements.edit({ id, patch: { sentence }, seen });
      },
      'sentence',
    ],
    [
      'a subject',
      async (api) => {
        const { id } = await api.subjects.add({ name: 'x' });
        return (name, seen) => api.subjects.edit({ id, patch: { name }, seen });
      },
      'name',
    ],
    [
      'a note',
      async (api) => {
        const { id } = await api.notes.add({ title: 'x' });
        return (text, seen) => api.notes.edit({ id, patch: { body: proseFromText(text) }, seen });
      },
      'body',
    ],
    [
      'a briefing',
      async (api) => {
        const { id } = await api.briefings.create({ template: TEMPLATE });
        return (customer, seen) => api.briefings.edit({ id, patch: { customer }, seen });
      },
      'customer',
    ],
    [
      'a section',
      async (api) => {
        const { sections } = await api.briefings.create({ template: TEMPLATE });
        const id = sections[0]?.id ?? '';
        return async (heading, seen) => {
          const briefing = await api.sections.edit({ id, patch: { heading }, seen });
          return { revision: briefing.sections[0]?.revision ?? '' };
        };
      },
      'heading',
    ],
  ])('holds for %s', async (what, make, field) => {
    await using world = await openWorld();
    const write = await make(world.api);
    const { revision: seen } = await write('First.');
    const theirs = await write('Theirs.', seen);
    const kind = what.replace(/^an? /, '') as keyof typeof FIELD_NAMES;
    const message = expect.stringContaining(`“${fieldName(kind, field)}” of this ${kind} was changed`);
    const refusal = { ...changed({ kind, field, who: 'Test Author' }), message };
    await expect(write('Mine.', seen)).rejects.toMatchObject(refusal);
    await write('Mine.', theirs.revision);
  });
});
