import { describe, expect, test } from 'vitest';
import { freshLibrary, NOBODY, problemOf, type World } from './world.ts';

export const proposalsPart = (the: () => World): void => {
  describe('proposals', () => {
    test('are made, listed, accepted, declined and withdrawn', async () => {
      const { api } = the();
      await freshLibrary(the(), 'Proposals');
      const { id } = await api.facts.add({ statement: 'Visits fell' });
      const propose = (patch: Parameters<typeof api.proposals.add>[0]['patch']) =>
        api.proposals.add({ target: id, patch, reason: 'Better' });
      const [one, two, three] = [
        await propose({ statement: 'Visits halved' }),
        await propose({ status: 'verified' }),
        await propose({ tags: ['new'] }),
      ] as const;
      expect((await api.proposals.list({ target: id })).total).toBe(3);
      expect(await api.proposals.accept({ id: one.id })).toMatchObject({ state: 'accepted', title: 'Visits halved' });
      expect(await api.facts.get({ id })).toMatchObject({ statement: 'Visits halved' });
      expect(await problemOf(api.proposals.accept({ id: one.id }))).toMatchObject({
        kind: 'CHANGED',
        reason: 'proposal-answered',
      });
      expect(await api.proposals.decline({ id: two.id, answer: 'No' })).toMatchObject({
        state: 'declined',
        answer: 'No',
      });
      expect(await problemOf(api.proposals.decline({ id: three.id, answer: '' }))).toMatchObject({ kind: 'INVALID' });
      expect(await api.proposals.withdraw({ id: three.id })).toMatchObject({ state: 'withdrawn' });
      expect((await api.proposals.list({ state: 'open' })).total).toBe(0);
      expect((await api.proposals.list({ state: 'answered' })).total).toBe(3);
      const stale = await propose({ statement: 'Visits rose' });
      await api.facts.edit({ id, patch: { statement: 'Visits stayed' } });
      expect(await problemOf(api.proposals.accept({ id: stale.id }))).toMatchObject({
        kind: 'CHANGED',
        reason: 'proposal-stale',
      });
      expect(await api.proposals.get({ id: stale.id })).toMatchObject({
        stale: ['statement'],
        changes: [{ field: 'statement', saw: 'Visits halved', now: 'Visits stayed', proposed: 'Visits rose' }],
      });
      expect(await problemOf(propose({ nonsense: 1 }))).toMatchObject({ kind: 'INVALID' });
      expect(await problemOf(api.proposals.add({ target: NOBODY, patch: {} }))).toMatchObject({ kind: 'NOT_FOUND' });
      expect(await problemOf(api.proposals.withdraw({ id: NOBODY }))).toMatchObject({ kind: 'NOT_FOUND' });
    });
  });
};
