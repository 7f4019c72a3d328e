import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { decryptFile, encryptFile, isRecipient, lockOf, makeIdentity } from '#shared/core/merge/packs/encrypt.ts';
import { Refusal } from '#shared/core/refusal.ts';
import { World } from '../../support/world.ts';

/** Little work, since nothing is guessed here. */
const QUICK = { workFactor: 10 };

const encrypted = async (world: World, bytes: Uint8Array, passphrase = 'correct horse') => {
  const [plain, secret] = [world.path('plain'), world.path('secret.bwpack')];
  writeFileSync(plain, bytes);
  await encryptFile(plain, secret, { passphrase }, QUICK);
  return secret;
};

const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => expect.fail('It was not refused.'),
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

/** Around the pieces of 64 kB that age works in. */
const SIZES = [0, 1, 65_535, 65_536, 65_537, 300_000];

describe('a file that is encrypted to a passphrase', () => {
  test.each(SIZES)('comes back byte for byte: %i bytes', async (size) => {
    await using world = new World();
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7) % 256);
    const secret = await encrypted(world, bytes);
    expect(await lockOf(secret)).toBe('passphrase');
    expect(await lockOf(world.path('plain'))).toBeUndefined();
    await decryptFile(secret, world.path('back'), { passphrase: 'correct horse' });
    expect(new Uint8Array(readFileSync(world.path('back')))).toEqual(bytes);
  });

  test('shows nothing of what is in it, and is different each time', async () => {
    await using world = new World();
    const text = Buffer.from('nobody may read this '.repeat(1000));
    const first = readFileSync(await encrypted(world, text));
    expect(first.includes('nobody may read')).toBe(false);
    const again = world.path('again.bwpack');
    await encryptFile(world.path('plain'), again, { passphrase: 'correct horse' }, QUICK);
    expect(readFileSync(again)).not.toEqual(first);
  });

  test('does not open with another passphrase', async () => {
    await using world = new World();
    const secret = await encrypted(world, Buffer.from('text'));
    const refusal = await refusalOf(decryptFile(secret, world.path('back'), { passphrase: 'Correct horse' }));
    expect(refusal).toMatchObject({ kind: 'INVALID', data: { reason: 'passphrase-wrong' } });
    expect(refusal.message).toMatch(/secret\.bwpack.*\.$/);
    expect(existsSync(world.path('back'))).toBe(false);
  });

  test('that is cut off or changed anywhere is refused as damaged', async () => {
    await using world = new World();
    const bytes = readFileSync(await encrypted(world, new Uint8Array(200_000)));
    const broken = world.path('broken.bwpack');
    const headerEnd = bytes.indexOf('\n--- ') + 50;
    for (const length of [60, headerEnd, headerEnd + 20, headerEnd + 70_000, bytes.length - 65_552, bytes.length - 1]) {
      writeFileSync(broken, bytes);
      truncateSync(broken, length);
      const refusal = await refusalOf(
        decryptFile(broken, world.path(`cut-${length}`), { passphrase: 'correct horse' }),
      );
      expect(refusal, String(length)).toMatchObject({ kind: 'DAMAGED', data: { reason: 'pack-damaged' } });
    }
    const changed = Buffer.from(bytes);
    changed[100_000] = (changed[100_000] ?? 0) ^ 1;
    writeFileSync(broken, changed);
    expect(await refusalOf(decryptFile(broken, world.path('changed'), { passphrase: 'correct horse' }))).toMatchObject({
      kind: 'DAMAGED',
    });
  });

  test('that is no such file, is for a key, or asks for too much work is refused before any work', async () => {
    await using world = new World();
    const path = world.path('other.bwpack');
    const reason = async () =>
      (await refusalOf(decryptFile(path, world.path('back'), { passphrase: 'x' }))).data.reason;
    writeFileSync(path, 'hello');
    expect(await reason()).toBe('not-encrypted');
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
    writeFileSync(path, await encrypter.encrypt('text'));
    expect(await reason()).toBe('passphrase-none');
    const bytes = readFileSync(await encrypted(world, Buffer.from('text')), 'latin1');
    writeFileSync(path, bytes.replace(/^(-> scrypt \S+) 10$/m, '$1 20'), 'latin1');
    expect(await reason()).toBe('passphrase-costly');
    writeFileSync(path, `age-encryption.org/v1\n${'-> x y\n'.repeat(10_000)}`);
    expect(await reason()).toBe('pack-damaged');
  });

  test('stops when asked', async () => {
    await using world = new World();
    const secret = await encrypted(world, new Uint8Array(500_000));
    const signal = AbortSignal.abort();
    await expect(
      decryptFile(secret, world.path('back'), { passphrase: 'correct horse' }, { signal }),
    ).rejects.toThrow();
    await expect(encryptFile(secret, world.path('twice'), { passphrase: 'x' }, { ...QUICK, signal })).rejects.toThrow();
  });
});

describe('a file that is encrypted to keys', () => {
  test('opens with each of them, and with no other', async () => {
    await using world = new World();
    const [one, two, other] = [await makeIdentity(), await makeIdentity(), await makeIdentity()];
    const [plain, secret] = [world.path('plain'), world.path('secret.bwpack')];
    writeFileSync(plain, 'for two');
    await encryptFile(plain, secret, { recipients: [one.recipient, two.recipient] });
    expect(await lockOf(secret)).toBe('recipients');
    expect(readFileSync(secret).includes('for two')).toBe(false);
    for (const { identity, recipient } of [one, two]) {
      const back = world.path(recipient);
      await decryptFile(secret, back, { identity });
      expect(readFileSync(back, 'utf8')).toBe('for two');
    }
    const refusal = await refusalOf(decryptFile(secret, world.path('back'), other));
    expect(refusal).toMatchObject({ kind: 'INVALID', data: { reason: 'key-other' } });
    expect(existsSync(world.path('back'))).toBe(false);
  });

  test('that is cut off is refused as damaged', async () => {
    await using world = new World();
    const { identity, recipient } = await makeIdentity();
    const [plain, secret] = [world.path('plain'), world.path('secret.bwpack')];
    writeFileSync(plain, new Uint8Array(200_000));
    await encryptFile(plain, secret, { recipients: [recipient] });
    const { length } = readFileSync(secret);
    for (const left of [100, 300, 70_000, length - 1]) {
      truncateSync(secret, left);
      const refusal = await refusalOf(decryptFile(secret, world.path(`cut-${left}`), { identity }));
      expect(refusal, String(left)).toMatchObject({ kind: 'DAMAGED', data: { reason: 'pack-damaged' } });
      await encryptFile(plain, world.path(`again-${left}`), { recipients: [recipient] });
      writeFileSync(secret, readFileSync(world.path(`again-${left}`)));
    }
  });

  test('takes a key whose last letters fit, and no other', async () => {
    const { recipient } = await makeIdentity();
    expect(await isRecipient(recipient)).toBe(true);
    const last = recipient.endsWith('q') ? 'p' : 'q';
    expect(await isRecipient(recipient.slice(0, -1) + last)).toBe(false);
    expect(await isRecipient('age1')).toBe(false);
  });
});

test('what age itself has encrypted with its own work factor opens', async () => {
  await using world = new World();
  const encrypter = new Encrypter();
  encrypter.setPassphrase('a b c');
  writeFileSync(world.path('age'), await encrypter.encrypt('text'));
  await decryptFile(world.path('age'), world.path('back'), { passphrase: 'a b c' });
  expect(readFileSync(world.path('back'), 'utf8')).toBe('text');
});
