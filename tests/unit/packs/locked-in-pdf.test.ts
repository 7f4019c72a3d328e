import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { encryptFile, type Lock, makeIdentity } from '#shared/core/merge/packs/encrypt.ts';
import { pdfOf } from '../../support/pdf-files.ts';
import { finishTask, openWorld } from '../../support/world.ts';

/** Little work, since nothing is guessed here. */
const QUICK = { workFactor: 10 };
const STATEMENT = 'Visits fell by 43 %.';

type Opened = Awaited<ReturnType<typeof openWorld>>;

/** A report of a colleague to which a pack was attached that is encrypted, by whatever program. */
const report = async (sender: Opened, lock: Lock, name = 'report.pdf'): Promise<string> => {
  await sender.api.facts.add({ statement: STATEMENT });
  const [plain, secret, path] = [sender.path('plain.bwpack'), sender.path('secret.bwpack'), sender.path(name)];
  rmSync(secret, { force: true });
  const { task } = await sender.api.packs.start({ file: await sender.running.grant(plain) });
  await finishTask(sender.api, 'pack', task);
  await encryptFile(plain, secret, lock, QUICK);
  writeFileSync(path, pdfOf({ files: [{ bytes: readFileSync(secret) }] }));
  return path;
};

const preview = async ({ api, running }: Opened, path: string, passphrase?: string) => {
  const { task } = await api.merges.preview({ file: await running.grant(path), passphrase });
  return finishTask(api, 'preview', task);
};
const merge = async ({ api }: Opened, found: { preview: string }) => {
  const { task } = await api.merges.apply({ preview: found.preview });
  return finishTask(api, 'merge', task);
};

const leftBehind = (world: Opened): string[] => {
  const folder = join(world.profile, 'temporary');
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};

test('a pack in a PDF that is encrypted to a passphrase is read with that alone, and merged', async () => {
  await using sender = await openWorld();
  await using world = await openWorld();
  const path = await report(sender, { passphrase: 'seven quiet harbours' });
  const before = await world.api.library.digest();
  await expect(preview(world, path)).rejects.toMatchObject({
    reason: 'file-encrypted',
    message: 'report.pdf is encrypted; give the passphrase that the sender told you.',
  });
  await expect(preview(world, path, 'guessed')).rejects.toMatchObject({ reason: 'passphrase-wrong' });
  expect(await world.api.library.digest()).toEqual(before);
  const found = await preview(world, path, 'seven quiet harbours');
  expect(await merge(world, found)).toMatchObject({ added: 1, receipt: 1 });
  expect((await world.api.facts.list({})).items).toMatchObject([{ statement: STATEMENT }]);
  expect(await world.api.merges.receipts()).toMatchObject([{ name: basename(path) }]);
  // What came in whole is known by its hash, and asks for nothing again (M17).
  expect(await preview(world, path)).toMatchObject({ added: 0, updated: 0 });
  expect(leftBehind(world)).toEqual([]);
});

test('one that is encrypted to keys opens for whoever has them, and tells everybody else what to ask for', async () => {
  await using sender = await openWorld();
  await using world = await openWorld();
  const closed = await report(sender, { recipients: [(await makeIdentity()).recipient] }, 'for others.pdf');
  await expect(preview(world, closed)).rejects.toMatchObject({
    reason: 'key-none',
    message: expect.stringMatching(/^for others\.pdf is encrypted to a key, and you have none; make your keys/),
  });
  const { recipient } = await world.api.keys.create();
  await expect(preview(world, closed)).rejects.toMatchObject({
    reason: 'key-other',
    message: expect.stringMatching(/^for others\.pdf is encrypted for somebody else; give the sender your public key/),
  });
  const path = await report(sender, { recipients: [recipient] });
  expect(await merge(world, await preview(world, path))).toMatchObject({ added: 2 });
  expect(leftBehind(world)).toEqual([]);
});
