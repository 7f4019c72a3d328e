import { beforeAll, describe, expect, test } from 'vitest';
import { freshLibrary, outcomeOf, problemOf, type World } from './world.ts';

export const colleaguesPart = (the: () => World): void => {
  describe('colleagues', () => {
    beforeAll(() => freshLibrary(the(), 'Colleagues'));

    test('are those that packs are for; what is with them does not go again', async () => {
      const { api } = the();
      expect(await api.colleagues.list()).toEqual([]);
      await api.facts.add({ statement: 'One' });
      const first = await outcomeOf(api, (await api.packs.start({ for: ' Ann  Smith ' })).task);
      if (first.outcome?.type !== 'pack') throw new Error(first.problem?.message);
      const { records } = first.outcome.result;
      expect(await api.colleagues.list()).toEqual([
        { name: 'Ann Smith', sentAt: expect.any(Number), receivedAt: null, records },
      ]);
      const choice = { since: 'ann smith' };
      expect(await api.packs.preview({ choice })).toMatchObject({ total: 0 });
      expect(await outcomeOf(api, (await api.packs.start({ choice })).task)).toMatchObject({
        problem: { kind: 'INVALID', reason: 'nothing-new' },
      });
      await api.facts.add({ statement: 'Two' });
      expect(await api.packs.preview({ choice })).toMatchObject({ total: 1 });
      expect((await outcomeOf(api, (await api.packs.start({ choice })).task)).outcome?.result).toMatchObject({
        records: 1,
      });
      expect(await api.colleagues.list()).toMatchObject([{ records: records + 1 }]);
    });

    test('are forgotten when asked, and unknown ones are told', async () => {
      const { api } = the();
      await api.colleagues.forget({ name: 'Ann Smith' });
      expect(await api.colleagues.list()).toEqual([]);
      expect(await problemOf(api.colleagues.forget({ name: 'Nobody' }))).toMatchObject({ kind: 'NOT_FOUND' });
      const choice = { since: 'Ann Smith' };
      expect(await problemOf(api.packs.start({ choice }))).toMatchObject({
        kind: 'NOT_FOUND',
        reason: 'colleague-missing',
      });
      expect(await problemOf(api.packs.start({ for: ' ' }))).toMatchObject({ kind: 'INVALID' });
    });
  });
};
