import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { makeIdentity } from '../merge/packs/encrypt.ts';
import { Refusal } from '../refusal.ts';
import { refuseToWrite } from '../write-file.ts';

const storedSchema = z.object({
  /** `AGE-SECRET-KEY-1…` and its public part. */
  identity: z.string(),
  recipient: z.string(),
  /** Ed25519, PKCS #8 in base64. */
  signing: z.string(),
});
type Stored = z.infer<typeof storedSchema>;

/** The keys of this user: one pair that others encrypt to, and one that signs. */
export interface KeyPairs {
  readonly identity: string;
  readonly recipient: string;
  readonly signing: KeyObject;
  /** The public part of the signing key, 64 hex digits. */
  readonly signer: string;
}

const signerOf = (signing: KeyObject): string => {
  const { x = '' } = createPublicKey(signing).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url').toString('hex');
};

const refuseDamaged = (): Refusal =>
  new Refusal(
    'DAMAGED',
    'keys-damaged',
    'The file with your keys cannot be read; bring back keys.json of the profile folder from a copy, or move it away and make new keys.',
  );

/** The file with the secret keys, in the profile: read by its owner alone, made once, never written over. */
export class OwnKeys {
  readonly #path: string;

  constructor(profile: string) {
    this.#path = join(profile, 'keys.json');
  }

  /** The keys, or undefined when none were made. */
  read(): KeyPairs | undefined {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw refuseDamaged();
    }
    try {
      const { identity, recipient, signing: der } = storedSchema.parse(JSON.parse(text));
      const signing = createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
      return { identity, recipient, signing, signer: signerOf(signing) };
    } catch {
      throw refuseDamaged();
    }
  }

  async create(): Promise<KeyPairs> {
    const { privateKey: signing } = generateKeyPairSync('ed25519');
    const pair = await makeIdentity();
    this.#write({ ...pair, signing: signing.export({ format: 'der', type: 'pkcs8' }).toString('base64') });
    return { ...pair, signing, signer: signerOf(signing) };
  }

  #write(stored: Stored): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    let fd: number;
    try {
      fd = openSync(this.#path, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw refuseToWrite(this.#path, error);
      throw new Refusal(
        'EXISTS',
        'keys-exist',
        'Your keys are there already, and what is encrypted to them would be lost with them; use those.',
      );
    }
    try {
      writeSync(fd, JSON.stringify(stored, null, 2));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  }
}
