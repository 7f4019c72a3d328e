import { describe, expect, test } from 'vitest';
import { freshLibrary, NOBODY, problemOf, type World } from './world.ts';

export const duplicatesPart = (the: () => World): void => {
  describe('duplicates', () => {
    test('are offered, told apart, joined and separated', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Duplicates');
      const add = async (url: string) => (await api.sources.add({ title: 'The same page', url })).id;
      const ids = [await add('https://example.org/a'), await add('http://www.example.org/a/')];
      const [pair] = (await api.duplicates.list({})).items;
      expect(pair).toMatchObject({ kind: 'source', by: 'url', decided: null });
      expect(new Set([pair?.keep.id, pair?.other.id])).toEqual(new Set(ids));
      const [one, other] = ids as [string, string];
      expect(pair?.id).toBe(`${pair?.keep.id} ${pair?.other.id}`);
      expect((await api.duplicates.list({ record: other })).total).toBe(1);
      expect(await api.duplicates.dismiss({ pairs: [{ one, other }] })).toEqual({ dismissed: 1 });
      expect((await api.duplicates.list({ kind: 'source' })).total).toBe(0);
      expect((await api.duplicates.list({ state: 'dismissed', record: one })).total).toBe(1);
      expect(await api.duplicates.offer({ pairs: [{ one, other }] })).toEqual({ offered: 1 });
      expect((await api.duplicates.list({ kind: 'source' })).total).toBe(1);
      expect(await api.duplicates.join({ keep: one, others: [other] })).toEqual({ keep: one, joined: 1 });
      expect((await api.duplicates.list({ state: 'joined' })).items).toMatchObject([
        { keep: { id: one }, other: { id: other } },
      ]);
      expect((await api.sources.list({})).total).toBe(1);
      expect(await problemOf(api.sources.edit({ id: other, patch: { title: 'Nowhere' } }))).toMatchObject({
        kind: 'CHANGED',
        reason: 'record-joined',
      });
      expect(await problemOf(api.duplicates.join({ keep: one, others: [other] }))).toMatchObject({ kind: 'INVALID' });
      expect(await api.duplicates.separate({ id: other })).toEqual({ from: one });
      expect(await problemOf(api.duplicates.separate({ id: other }))).toMatchObject({ kind: 'INVALID' });
      expect(await problemOf(api.duplicates.join({ keep: one, others: [NOBODY] }))).toMatchObject({
        kind: 'NOT_FOUND',
      });
      expect((await api.sources.list({})).total).toBe(2);
      const pairs = [{ one, other }];
      expect(await api.duplicates.joinMany({ pairs, dryRun: true })).toEqual({ joined: 1, kept: 1 });
      expect((await api.sources.list({})).total).toBe(2);
      expect(await api.duplicates.joinMany({ pairs })).toEqual({ joined: 1, kept: 1 });
      expect((await api.duplicates.list({ state: 'joined', record: one })).total).toBe(1);
      expect(await problemOf(api.duplicates.joinMany({ pairs: [{ one, other: one }] }))).toMatchObject({
        kind: 'INVALID',
      });
    });
  });
};
