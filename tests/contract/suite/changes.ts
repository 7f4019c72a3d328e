import { describe, expect, test } from 'vitest';
import { parted, take } from './merging.ts';
import { NOBODY, problemOf, type World } from './world.ts';

export const changesPart = (the: () => World): void => {
  describe('changes since one last looked', () => {
    test('are listed by colleague and kind, told field by field, and seen', async () => {
      const { api } = the();
      let id = '';
      let quiet = '';
      const { theirs } = await parted(the(), 'Changes', {
        before: async () => {
          id = (await api.facts.add({ statement: 'Common' })).id;
          quiet = (await api.facts.add({ statement: 'Nobody touches it' })).id;
        },
        mine: async () => {},
        theirs: async () => {
          await api.facts.edit({ id, patch: { statement: 'As they have it' }, reason: 'Counted anew' });
          await api.notes.add({ title: 'Gap' });
        },
      });
      expect(await api.changes.overview({})).toEqual({
        ...{ total: 0, authors: [], kinds: [], mark: 0, lookedAt: null, newest: 0 },
      });
      await take(the(), theirs);
      const { items, total } = await api.changes.since({});
      expect(total).toBe(2);
      const [by] = items[0]?.authors ?? [];
      expect(items.find((item) => item.id === id)).toMatchObject({
        ...{ kind: 'fact', effect: 'updated', fields: ['statement'], receipt: 1, conflict: false, takenBack: false },
      });
      expect((await api.changes.since({ kind: 'note', author: by })).items).toMatchObject([{ effect: 'added' }]);
      expect((await api.changes.since({ author: 'Nobody' })).total).toBe(0);
      expect((await api.changes.since({ offset: 1, limit: 1 })).items).toHaveLength(1);
      expect(await api.changes.overview({})).toMatchObject({
        total: 2,
        authors: [{ author: by, count: 2 }],
        newest: 1,
      });
      expect(await api.changes.get({ id })).toMatchObject({
        opens: { kind: 'fact', id },
        by: [
          {
            ...{ author: by, reasons: ['Counted anew'] },
            fields: [{ field: 'statement', before: 'Common', after: 'As they have it', now: 'As they have it' }],
          },
        ],
      });
      expect(await problemOf(api.changes.get({ id: quiet }))).toMatchObject({
        ...{ kind: 'NOT_FOUND', reason: 'change-missing' },
      });
      expect(await problemOf(api.changes.get({ id: NOBODY }))).toMatchObject({ kind: 'NOT_FOUND' });
      expect(await problemOf(api.changes.looked({ receipt: 9 }))).toMatchObject({ reason: 'receipt-missing' });
      expect(await api.changes.looked({})).toEqual({ before: 0, mark: 1 });
      expect((await api.changes.since({})).total).toBe(0);
      expect((await api.changes.since({ all: true })).total).toBe(2);
      expect(await api.changes.looked({ receipt: 0 })).toEqual({ before: 1, mark: 0 });
      expect((await api.changes.since({})).total).toBe(2);
    });
  });
};
