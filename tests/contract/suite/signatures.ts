import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { TRAILER_BYTES } from '#shared/core/merge/signature.ts';
import { signAnyhow } from '../../support/hostile.ts';
import { freshLibrary, outcomeOf, problemOf, type World } from './world.ts';

/** Packs of somebody else: ours without the signature, signed by others. */
export const signaturesPart = (the: () => World): void => {
  const at = (name: string): string => join(the().folder, name);
  const inspect = async (name: string) => {
    const { api, grant } = the();
    return (await outcomeOf(api, (await api.merges.inspect({ file: await grant(at(name)) })).task)).outcome?.result;
  };
  const preview = async (name: string) => {
    const { api, grant } = the();
    const { outcome } = await outcomeOf(api, (await api.merges.preview({ file: await grant(at(name)) })).task);
    if (outcome?.type !== 'preview') throw new Error(`No preview of ${name}.`);
    return outcome.result;
  };

  describe('signatures', () => {
    beforeAll(async () => {
      const { api, grant } = the();
      await api.settings.set({ author: 'Ann' });
      await freshLibrary(the(), 'Signed');
      await api.facts.add({ statement: 'Signed.' });
      const { task } = await api.packs.start({ file: await grant(at('own.bwpack')) });
      expect((await outcomeOf(api, task)).outcome?.result).toMatchObject({ signed: true });
      writeFileSync(at('unsigned.bwpack'), readFileSync(at('own.bwpack')).subarray(0, -TRAILER_BYTES));
      for (const name of ['first.bwpack', 'second.bwpack']) {
        copyFileSync(at('unsigned.bwpack'), at(name));
        signAnyhow(at(name));
      }
      await freshLibrary(the(), 'Receiving');
    });

    test('are one’s own, unknown, or none', async () => {
      const { api } = the();
      const own = await api.keys.own();
      expect(await inspect('own.bwpack')).toMatchObject({
        from: 'Ann',
        signature: { state: 'own', fingerprint: own?.fingerprint },
        problems: [],
      });
      expect(await inspect('first.bwpack')).toMatchObject({
        signature: { state: 'new', holder: '', before: '', fingerprint: expect.stringMatching(/^[0-9a-f]{4} /) },
        problems: [],
      });
      expect(await inspect('unsigned.bwpack')).toMatchObject({
        signature: { state: 'unsigned', fingerprint: '' },
        problems: [],
      });
      expect(await api.keys.list()).not.toContainEqual(expect.objectContaining({ name: 'Ann' }));
    });

    test('are remembered when a pack is merged, and another key is refused until it is accepted', async () => {
      const { api } = the();
      const first = await preview('first.bwpack');
      expect(first.warnings).toEqual([]);
      expect((await outcomeOf(api, (await api.merges.apply({ preview: first.preview })).task)).outcome?.type).toBe(
        'merge',
      );
      const { fingerprint } = first.inspection.signature ?? {};
      expect(await api.keys.list()).toContainEqual({ name: 'Ann', fingerprint, recipient: null });
      expect((await preview('first.bwpack')).inspection.signature).toMatchObject({ state: 'known', holder: 'Ann' });

      const second = await preview('second.bwpack');
      expect(second.inspection.signature).toMatchObject({ state: 'changed', before: fingerprint });
      expect(second.warnings).toEqual([expect.stringMatching(/^It says that it is from Ann, but .* another key/)]);
      const digest = await api.library.digest();
      expect(await problemOf(api.merges.apply({ preview: second.preview }))).toMatchObject({
        kind: 'INVALID',
        reason: 'key-changed',
      });
      expect(await api.library.digest()).toEqual(digest);
      const { task } = await api.merges.apply({ preview: second.preview, acceptKey: true });
      expect((await outcomeOf(api, task)).outcome?.type).toBe('merge');
      expect((await preview('second.bwpack')).inspection.signature).toMatchObject({ state: 'known' });
      expect((await preview('first.bwpack')).inspection.signature).toMatchObject({ state: 'changed' });
    });

    test('that are missing all of a sudden are told', async () => {
      const found = await preview('unsigned.bwpack');
      expect(found.inspection.signature).toMatchObject({ state: 'unsigned', before: expect.stringMatching(/\S/) });
      expect(found.warnings).toEqual([expect.stringContaining('so anybody may have made it')]);
    });

    test('of other bytes are refused', async () => {
      const bytes = readFileSync(at('first.bwpack'));
      bytes[6000] = (bytes[6000] ?? 0) ^ 1;
      writeFileSync(at('changed.bwpack'), bytes);
      expect(await inspect('changed.bwpack')).toMatchObject({
        safe: false,
        signature: null,
        problems: [expect.stringContaining('was changed after it was signed')],
      });
    });
  });
};
