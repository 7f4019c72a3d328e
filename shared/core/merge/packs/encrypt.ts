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

/** True when age has encrypted the file, to whatever. */
export const isEncrypted = async (path: string): Promise<boolean> => (await headOf(path)).startsWith(MAGIC);

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

/** Encrypts a file to a passphrase into a new one, as `age --passphrase` does; a piece at a time. */
export const encryptFile = async (
  from: string,
  to: string,
  passphrase: string,
  { signal, progress = () => {}, workFactor = WORK_FACTOR }: Options = {},
): Promise<void> => {
  const { Encrypter } = await loadAge();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  await write(await encrypter.encrypt(read(from)), to, signal, progress);
};

const damaged = (name: string): Refusal =>
  new Refusal('DAMAGED', 'pack-damaged', `${name} is cut short or was changed on its way; ask for it again.`, { name });

/** Looks at the header before age does. Everything in it may have been written by a stranger. */
const checkHeader = (head: string, name: string): void => {
  if (!head.startsWith(MAGIC))
    throw new Refusal('FOREIGN', 'not-encrypted', `${name} is not encrypted; open it without a passphrase.`, { name });
  if (!head.includes('\n--- ')) throw damaged(name);
  const factor = /^-> scrypt \S+ (\d+)$/m.exec(head)?.[1];
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

/** Decrypts a file into a new one. What stands there when this fails is not whole and must not be used. */
export const decryptFile = async (
  from: string,
  to: string,
  passphrase: string,
  { signal, progress = () => {} }: Options = {},
): Promise<void> => {
  const name = basename(from);
  checkHeader(await headOf(from), name);
  const { Decrypter } = await loadAge();
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    await write(await decrypter.decrypt(read(from)), to, signal, progress);
  } catch (error) {
    // age tells by words alone what went wrong; errors of the disk have a code.
    const refusal = asRefusal(error);
    if (refusal.kind !== 'INTERNAL') throw error;
    if (/no identity matched/.test((error as Error).message))
      throw new Refusal(
        'INVALID',
        'passphrase-wrong',
        `The passphrase does not open ${name}; check it, or ask the sender for the right one.`,
        { name },
      );
    throw Object.assign(damaged(name), { cause: error });
  }
};
