import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { asRefusal, Refusal } from '../../refusal.ts';

/** How every file that age has encrypted begins. */
const MAGIC = 'age-encryption.org/v1\n';
/** A header is a few hundred bytes; the reader of age itself would look for its end in all of a file. */
const HEADER_BYTES = 16_384;
/** Rounds of scrypt as a power of two, age's own choice: about a second and 256 MB for each guess. */
const WORK_FACTOR = 18;

/** Loaded when it is first needed, since most runs of a command need none of it. */
const loadAge = () => import('age-encryption');

const headOf = async (path: string): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
};

/** What a file is encrypted to. */
export type Lock = { readonly passphrase: string } | { readonly recipients: readonly string[] };

/** What opens it: the passphrase, or the secret part of one of the keys. */
export type Opener = { readonly passphrase: string } | { readonly identity: string };

/** How a stanza of a header begins that a passphrase opens. */
const BY_PASSPHRASE = /^-> scrypt \S+ (\d+)$/m;

/** What a file of age asks for; undefined for a file that age has not encrypted. */
export const lockOf = async (path: string): Promise<'passphrase' | 'recipients' | undefined> => {
  const head = await headOf(path);
  if (!head.startsWith(MAGIC)) return undefined;
  return BY_PASSPHRASE.test(head) ? 'passphrase' : 'recipients';
};

const read = (path: string): globalThis.ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> as globalThis.ReadableStream<Uint8Array>;

/** Writes a stream into a new file. Returns the number of bytes. */
const write = async (
  stream: AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal | undefined,
  progress: (bytes: number) => void,
): Promise<number> => {
  const file = await open(path, 'wx');
  let bytes = 0;
  try {
    for await (const piece of stream) {
      signal?.throwIfAborted();
      await file.writeFile(piece);
      bytes += piece.length;
      progress(bytes);
    }
  } finally {
    await file.close();
  }
  return bytes;
};

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes written so far. */
  readonly progress?: (bytes: number) => void;
  /** Less work than usual, for tests. */
  readonly workFactor?: number;
}

/** Encrypts a file into a new one, as `age` does; a piece at a time. */
export const encryptFile = async (
  from: string,
  to: string,
  lock: Lock,
  { signal, progress = () => {}, workFactor = WORK_FACTOR }: Options = {},
): Promise<void> => {
  const { Encrypter } = await loadAge();
  const encrypter = new Encrypter();
  if ('passphrase' in lock) {
    encrypter.setPassphrase(lock.passphrase);
    encrypter.setScryptWorkFactor(workFactor);
  } else for (const recipient of lock.recipients) encrypter.addRecipient(recipient);
  await write(await encrypter.encrypt(read(from)), to, signal, progress);
};

const damaged = (name: string): Refusal =>
  new Refusal('DAMAGED', 'pack-damaged', `${name} is cut short or was changed on its way; ask for it again.`, { name });

/** Looks at the header before age does. Everything in it may have been written by a stranger. */
const checkHeader = (head: string, name: string, opener: Opener): void => {
  if (!head.startsWith(MAGIC))
    throw new Refusal('FOREIGN', 'not-encrypted', `${name} is not encrypted; open it without a passphrase.`, { name });
  if (!head.includes('\n--- ')) throw damaged(name);
  if (!('passphrase' in opener)) return;
  const factor = BY_PASSPHRASE.exec(head)?.[1];
  if (factor === undefined)
    throw new Refusal(
      'INVALID',
      'passphrase-none',
      `${name} is encrypted to a key, not to a passphrase; decrypt it with age, or ask for one with a passphrase.`,
      { name },
    );
  if (Number(factor) > WORK_FACTOR)
    throw new Refusal(
      'FOREIGN',
      'passphrase-costly',
      `${name} asks for too much work to open; ask for one that Briefwright or age has made.`,
      { name },
    );
};

const notOpened = (name: string, opener: Opener): Refusal =>
  'passphrase' in opener
    ? new Refusal(
        'INVALID',
        'passphrase-wrong',
        `The passphrase does not open ${name}; check it, or ask the sender for the right one.`,
        { name },
      )
    : new Refusal(
        'INVALID',
        'key-other',
        `${name} is encrypted for somebody else; give the sender your public key and ask for it again.`,
        { name },
      );

/** Decrypts a file into a new one. What stands there when this fails is not whole and must not be used. */
export const decryptFile = async (
  from: string,
  to: string,
  opener: Opener,
  { signal, progress = () => {} }: Options = {},
): Promise<void> => {
  const name = basename(from);
  checkHeader(await headOf(from), name, opener);
  const { Decrypter } = await loadAge();
  const decrypter = new Decrypter();
  if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase);
  else decrypter.addIdentity(opener.identity);
  try {
    await write(await decrypter.decrypt(read(from)), to, signal, progress);
  } catch (error) {
    // age tells by words alone what went wrong; errors of the disk have a code.
    const refusal = asRefusal(error);
    if (refusal.kind !== 'INTERNAL') throw error;
    if (/no identity matched/.test((error as Error).message)) throw notOpened(name, opener);
    throw Object.assign(damaged(name), { cause: error });
  }
};

/** Makes the secret part of a key and the public one, to which others encrypt. */
export const makeIdentity = async (): Promise<{ readonly identity: string; readonly recipient: string }> => {
  const { generateX25519Identity, identityToRecipient } = await loadAge();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
};

/** True for a public key that files can be encrypted to: its last letters are a sum over the others. */
export const isRecipient = async (text: string): Promise<boolean> => {
  const { Encrypter } = await loadAge();
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
};
