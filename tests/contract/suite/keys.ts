import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encryptFile, makeIdentity } from '#shared/core/merge/packs/encrypt.ts';
import { freshLibrary, outcomeOf, problemOf, type World } from './world.ts';

export const keysPart = (the: () => World): void => {
  describe('keys', () => {
    beforeAll(() => freshLibrary(the(), 'Keys'));

    test('are made once and tell their public part alone', async () => {
      const { api } = the();
      expect(await api.keys.own()).toBeNull();
      const made = await api.keys.create();
      expect(made).toEqual({
        recipient: expect.stringMatching(/^age1[a-z0-9]{58}$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{4}( [0-9a-f]{4}){7}$/),
      });
      expect(await api.keys.own()).toEqual(made);
      expect(await problemOf(api.keys.create())).toMatchObject({ kind: 'EXISTS', reason: 'keys-exist' });
    });

    test('of colleagues are remembered, replaced and forgotten', async () => {
      const { api } = the();
      const [{ recipient }, later] = [await makeIdentity(), await makeIdentity()];
      await api.keys.remember({ name: ' Ann  Smith', recipient });
      expect(await api.keys.list()).toEqual([{ name: 'Ann Smith', recipient, fingerprint: null }]);
      await api.keys.remember({ name: 'ANN SMITH', recipient: later.recipient });
      expect(await api.keys.list()).toMatchObject([{ recipient: later.recipient }]);
      await api.keys.forget({ name: 'ann smith' });
      expect(await api.keys.list()).toEqual([]);
      expect(await problemOf(api.keys.forget({ name: 'Ann Smith' }))).toMatchObject({ kind: 'NOT_FOUND' });
      const wrong = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q');
      for (const bad of ['age1', wrong, later.identity])
        expect(await problemOf(api.keys.remember({ name: 'Ann', recipient: bad }))).toMatchObject({ kind: 'INVALID' });
    });

    test('open what is encrypted to them, and nothing else', async () => {
      const { api, grant, folder } = the();
      await api.facts.add({ statement: 'For me.' });
      const { recipient } = (await api.keys.own()) ?? { recipient: '' };
      await api.keys.remember({ name: 'Me', recipient });
      const inspect = async (file: string) =>
        (await outcomeOf(api, (await api.merges.inspect({ file })).task)).outcome?.result;
      for (const to of [[recipient], ['me']]) {
        const written = await outcomeOf(api, (await api.packs.start({ to })).task);
        if (written.outcome?.type !== 'pack') throw new Error(written.problem?.message);
        const { file } = written.outcome.result;
        const bytes = Buffer.from(await (await api.files.download({ file })).arrayBuffer());
        expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
        expect(await inspect(file)).toMatchObject({ kind: 'pack', safe: true, records: { fact: 1 } });
        expect((await outcomeOf(api, (await api.merges.preview({ file })).task)).outcome?.type).toBe('preview');
      }
      const [plain, path] = [join(folder, 'plain'), join(folder, 'for-others.bwpack')];
      writeFileSync(plain, 'secret');
      await encryptFile(plain, path, { recipients: [(await makeIdentity()).recipient] });
      expect(await inspect(await grant(path))).toMatchObject({
        kind: 'encrypted',
        safe: false,
        problems: [expect.stringMatching(/^for-others\.bwpack is encrypted for somebody else; .*\.$/)],
      });
      const preview = await api.merges.preview({ file: await grant(path) });
      expect((await outcomeOf(api, preview.task)).problem).toMatchObject({ kind: 'INVALID', reason: 'key-other' });
    });

    test('that are not known, wrong, or beside a passphrase are refused before anything is written', async () => {
      const { api } = the();
      const { recipient } = await makeIdentity();
      expect(await problemOf(api.packs.start({ to: ['Nobody'] }))).toMatchObject({ reason: 'recipient-missing' });
      const wrong = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q');
      expect(await problemOf(api.packs.start({ to: [wrong] }))).toMatchObject({ reason: 'recipient-wrong' });
      expect(await problemOf(api.packs.start({ to: [recipient], passphrase: 'x' }))).toMatchObject({
        reason: 'lock-twice',
      });
    });
  });
};
