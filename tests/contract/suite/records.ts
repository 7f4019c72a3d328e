import { beforeAll, describe, expect, test } from 'vitest';
import { freshLibrary, NOBODY, problemOf, type World } from './world.ts';

export const recordsPart = (the: () => World): void => {
  describe('facts and evidence', () => {
    beforeAll(() => freshLibrary(the(), 'Records'));

    test('a fact is added with its subject and source, found, changed and kept in its history', async () => {
      const { api } = the();
      const added = await api.facts.add({
        statement: 'The channel has over 130,000 readers.',
        subjectName: 'Channel',
        quantity: { value: '130000', unit: 'readers', qualifier: 'over' },
        asOf: '2024-07',
        tags: ['  audience   size '],
        evidence: [{ source: { title: 'An article' }, quote: 'over 130,000', locator: '¶ 2' }],
      });
      expect(added).toMatchObject({ subjectName: 'Channel', tags: ['audience size'], status: 'unverified' });
      expect(added.evidence).toHaveLength(1);
      const { total, items } = await api.facts.list({ filter: { query: 'chan*' } });
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({ id: added.id, sources: 1, grade: { reliability: 'F', credibility: 6 } });

      const edited = await api.facts.edit({ id: added.id, patch: { status: 'verified' }, reason: 'Checked.' });
      expect(edited).toMatchObject({ status: 'verified', statement: added.statement });
      expect(edited.revision).not.toBe(added.revision);
      const history = await api.facts.history({ id: added.id });
      expect(history.map(({ op }) => op).sort()).toEqual(['create', 'edit']);
      expect(history.find(({ op }) => op === 'edit')).toMatchObject({
        reason: 'Checked.',
        changes: [{ field: 'status', before: 'unverified', after: 'verified' }],
      });
      const [at] = await api.facts.atPins({ pins: [{ fact: added.id, revision: added.revision }] });
      expect(at).toMatchObject({ stale: true, pinned: { status: 'unverified' }, current: { status: 'verified' } });
      expect(await api.facts.get({ id: added.id })).toEqual(edited);
    });

    test('evidence is added, graded and retired', async () => {
      const { api } = the();
      const fact = await api.facts.add({ statement: 'Rests on two.' });
      const source = await api.sources.add({ title: 'A register', reliability: 'B' });
      const once = await api.evidence.add({ fact: fact.id, source: { id: source.id }, credibility: 2 });
      const id = once.evidence[0]?.id ?? '';
      const graded = await api.evidence.edit({ id, patch: { credibility: 1, stance: 'contradicts' } });
      expect(graded.evidence[0]).toMatchObject({ credibility: 1, stance: 'contradicts' });
      const seen = once.evidence[0]?.revision ?? '';
      const late = await problemOf(api.evidence.edit({ id, patch: { credibility: 3 }, seen }));
      expect(late).toMatchObject({ kind: 'CHANGED', reason: 'record-changed' });
      await api.evidence.edit({ id, patch: { quote: 'Beside it' }, seen });
      expect((await api.evidence.retire({ id })).evidence.filter(({ retired }) => !retired)).toEqual([]);
    });

    test('many at once: tags, status, retire and restore, each one step', async () => {
      const { api } = the();
      const made = await Promise.all(['one', 'two', 'three'].map((word) => api.facts.add({ statement: word })));
      const ids = made.map(({ id }) => id);
      expect(await api.facts.tag({ ids, add: ['batch'] })).toEqual({ changed: 3 });
      expect(await api.facts.tags()).toContainEqual({ tag: 'batch', count: 3 });
      const { items } = await api.facts.list({ filter: { tags: ['batch'] } });
      expect(await api.facts.ids({ filter: { tags: ['batch'] } })).toEqual(items.map(({ id }) => id));
      expect(await api.facts.editMany({ ids, patch: { marking: 'AMBER' } })).toEqual({ changed: 3 });
      expect(await api.facts.retire({ ids })).toEqual({ changed: 3 });
      expect((await api.facts.list({ filter: { tags: ['batch'] } })).total).toBe(0);
      expect(await api.facts.restore({ ids })).toEqual({ changed: 3 });
      expect((await api.facts.list({ filter: { tags: ['batch'], markings: ['AMBER'] } })).total).toBe(3);
    });

    test('a long list comes window by window, sorted', async () => {
      const { api } = the();
      const first = await api.facts.list({ sort: { by: 'statement' }, limit: 2 });
      const second = await api.facts.list({ sort: { by: 'statement' }, limit: 2, offset: 2 });
      expect(first.items).toHaveLength(2);
      expect(first.total).toBe(second.total);
      const words = [...first.items, ...second.items].map(({ statement }) => statement);
      expect(words).toEqual([...words].sort((a, b) => a.localeCompare(b)));
      expect(first.ms).toBeGreaterThanOrEqual(0);
    });
  });

  describe('sources, notes, subjects and judgements', () => {
    beforeAll(() => freshLibrary(the(), 'Others'));

    test('a source through its life', async () => {
      const { api } = the();
      const { id } = await api.sources.add({ title: 'A report', reliability: 'C', issued: '2024-04' });
      expect(await api.sources.edit({ id, patch: { reliability: 'B' } })).toMatchObject({ reliability: 'B' });
      expect(await api.sources.get({ id })).toMatchObject({ title: 'A report', issued: '2024-04', factCount: 0 });
      expect((await api.sources.list({ reliabilities: ['B'] })).items.map((item) => item.id)).toEqual([id]);
      expect(await api.sources.retire({ ids: [id] })).toEqual({ changed: 1 });
      expect((await api.sources.list({})).total).toBe(0);
      expect(await api.sources.restore({ ids: [id] })).toEqual({ changed: 1 });
      expect((await api.sources.history({ id })).map(({ op }) => op).sort()).toEqual(
        ['create', 'edit', 'restore', 'retire'].sort(),
      );
    });

    test('a note through its life, with a link', async () => {
      const { api } = the();
      const source = await api.sources.add({ title: 'Linked' });
      const { id } = await api.notes.add({ title: 'A note', links: [{ kind: 'source', id: source.id }] });
      expect((await api.notes.get({ id })).linked).toMatchObject([{ id: source.id, title: 'Linked', retired: false }]);
      expect(await api.notes.edit({ id, patch: { title: 'A better note' } })).toMatchObject({ title: 'A better note' });
      expect((await api.notes.list({ query: 'better' })).total).toBe(1);
      expect(await api.notes.retire({ ids: [id] })).toEqual({ changed: 1 });
      expect(await api.notes.restore({ ids: [id] })).toEqual({ changed: 1 });
      expect((await api.notes.history({ id })).length).toBe(4);
    });

    test('a subject is found by its alias', async () => {
      const { api } = the();
      const { id } = await api.subjects.add({ name: 'Russia', kind: 'place', aliases: ['Россия'] });
      expect((await api.subjects.list({ query: 'росси' })).items.map((item) => item.id)).toEqual([id]);
      expect(await api.subjects.edit({ id, patch: { aliases: ['Россия', 'RF'] } })).toMatchObject({ name: 'Russia' });
      expect((await api.subjects.get({ id })).aliases).toEqual(['Россия', 'RF']);
    });

    test('a judgement through its life', async () => {
      const { api } = the();
      const { id, revision: seen } = await api.judgements.add({
        sentence: 'It is likely to stay.',
        likelihood: 'likely',
      });
      expect(await api.judgements.edit({ id, patch: { confidence: 'low' }, seen })).toMatchObject({
        confidence: 'low',
      });
      const late = await problemOf(api.judgements.edit({ id, patch: { confidence: 'high' }, seen }));
      expect(late).toMatchObject({ kind: 'CHANGED', reason: 'record-changed' });
      expect(await api.judgements.get({ id })).toMatchObject({ likelihood: 'likely', confidence: 'low' });
      await api.judgements.retire({ id });
      expect((await api.judgements.get({ id })).retired).toBe(true);
    });

    test('search finds in every kind, also in Cyrillic and without ё', async () => {
      const { api } = the();
      await api.notes.add({ title: 'Учёт рынка' });
      const { total, hits } = await api.search.query({ query: 'учет' });
      expect(total).toBe(1);
      expect(hits[0]).toMatchObject({ kind: 'note', title: 'Учёт рынка' });
      expect((await api.search.query({ query: 'russia OR linked' })).hits.map(({ kind }) => kind).sort()).toEqual(
        ['source', 'subject'].sort(),
      );
    });
  });

  describe('undo', () => {
    test('takes the last step back and makes it again', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Undo');
      const { id } = await api.facts.add({ statement: 'First words.' });
      await api.facts.edit({ id, patch: { statement: 'Second words.' } });
      expect((await api.edits.state()).undo).toMatchObject({ title: 'fact.edit' });
      expect(await api.edits.undo()).toMatchObject({ edit: { title: 'fact.edit' }, kept: 0 });
      expect((await api.facts.get({ id })).statement).toBe('First words.');
      expect(await api.edits.redo()).toMatchObject({ edit: { title: 'fact.edit' }, kept: 0 });
      expect((await api.facts.get({ id })).statement).toBe('Second words.');
      expect((await api.edits.recent({ limit: 10 })).length).toBeGreaterThanOrEqual(2);
    });
  });

  describe('input that breaks a rule is refused as INVALID, in words', () => {
    beforeAll(() => freshLibrary(the(), 'Invalid'));
    const strange = (fields: object): never => ({ ...fields, colour: 'red' }) as never;

    test.each<[string, (world: World) => Promise<unknown>]>([
      ['a fact', ({ api }) => api.facts.add(strange({ statement: 'x' }))],
      ['a change of a fact', ({ api }) => api.facts.edit({ id: NOBODY, patch: strange({}) })],
      ['evidence', ({ api }) => api.evidence.add(strange({ fact: NOBODY, source: { title: 'x' } }))],
      ['a source', ({ api }) => api.sources.add(strange({ title: 'x' }))],
      ['a note', ({ api }) => api.notes.add(strange({ title: 'x' }))],
      ['a subject', ({ api }) => api.subjects.add(strange({ name: 'x' }))],
      ['a judgement', ({ api }) => api.judgements.add(strange({ sentence: 'x' }))],
    ])('an unknown field in %s', async (_what, call) => {
      const refusal = await problemOf(call(the()));
      expect(refusal).toMatchObject({ kind: 'INVALID' });
      expect(refusal.message).toContain('colour');
    });

    test.each<[string, (world: World) => Promise<unknown>, RegExp]>([
      ['no statement', ({ api }) => api.facts.add({ statement: '  ' }), /needs a statement/],
      ['a wrong date', ({ api }) => api.facts.add({ statement: 'x', asOf: 'yesterday' }), /2024-04/],
      ['a wrong day', ({ api }) => api.facts.add({ statement: 'x', reviewBy: '2024-13-01' }), /2024-04-30/],
      ['a wrong grade', ({ api }) => api.sources.add({ title: 'x', reliability: 'Z' as 'A' }), /^Reliability: /],
      ['a wrong marking', ({ api }) => api.facts.add({ statement: 'x', marking: 'SECRET' as 'RED' }), /^Marking: /],
      ['a wrong id', ({ api }) => api.facts.get({ id: 'x' }), /id/],
    ])('%s', async (_what, call, words) => {
      const refusal = await problemOf(call(the()));
      expect(refusal.kind).toBe('INVALID');
      expect(refusal.message).toMatch(words);
    });

    test.each<[string, (world: World) => Promise<unknown>]>([
      ['fact', ({ api }) => api.facts.get({ id: NOBODY })],
      ['source', ({ api }) => api.sources.get({ id: NOBODY })],
      ['note', ({ api }) => api.notes.get({ id: NOBODY })],
      ['subject', ({ api }) => api.subjects.get({ id: NOBODY })],
      ['judgement', ({ api }) => api.judgements.get({ id: NOBODY })],
      ['template', ({ api }) => api.templates.get({ template: 'no such template' })],
      ['briefing', ({ api }) => api.briefings.get({ briefing: 'no such briefing' })],
      ['task', async ({ api }) => (await api.tasks.watch({ task: 'no such task' })).next()],
      ['file', ({ api }) => api.files.download({ file: 'no such token' })],
    ])('an unknown %s is NOT_FOUND', async (_what, call) => {
      expect((await problemOf(call(the()))).kind).toBe('NOT_FOUND');
    });
  });
};
