import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isPdfFile, sizeOf } from '../merge/foreign/file.ts';
import type { ForeignFile, OpenForeign, TakePack } from '../merge/foreign.ts';
import { decryptFile, lockOf, type Opener } from '../merge/packs/encrypt.ts';
import type { Context } from './context.ts';
import type { Keyring } from './keys.ts';

/** What opens a colleague's file. */
export interface Readers {
  readonly open: OpenForeign;
  readonly takePack: TakePack;
  readonly keys: Pick<Keyring, 'needIdentity'>;
}

type Tokens = Pick<Context, 'tokens'>;

/** A colleague's file, opened. */
export interface Received {
  readonly foreign: ForeignFile;
  /** True when a PDF carried it. */
  readonly inPdf: boolean;
}

/** A file of our own on the way to what is read, gone once that is open. It keeps the name, which refusals tell. */
const through = async <T>(
  { tokens }: Tokens,
  path: string,
  fill: (own: string) => Promise<void>,
  use: (own: string) => Promise<T>,
): Promise<T> => {
  const own = tokens.path(tokens.temporary(basename(path)));
  try {
    await fill(own);
    return await use(own);
  } finally {
    rmSync(own, { force: true });
  }
};

/** What opens an encrypted file; undefined for one that is read as it is, or that needs a passphrase nobody gave. */
const openerFor = async (
  keys: Readers['keys'],
  path: string,
  passphrase: string | undefined,
): Promise<Opener | undefined> => {
  const lock = await lockOf(path);
  if (lock === 'recipients') return { identity: keys.needIdentity(basename(path)) };
  return lock === undefined || passphrase === undefined ? undefined : { passphrase };
};

/** Opens a pack or a library, decrypted first where it is encrypted. */
const openPlain = async (
  context: Tokens,
  { open, keys }: Readers,
  path: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<ForeignFile> => {
  const opener = await openerFor(keys, path, passphrase);
  if (!opener) return open(path, signal);
  return through(
    context,
    path,
    (own) => decryptFile(path, own, opener, { signal }),
    (own) => open(own, signal),
  );
};

/**
 * Opens what a colleague sent: a pack, a library, or a PDF that carries a pack. The pack is taken out of the PDF by one
 * process and read by another, as if it had come by itself; a PDF in a PDF is none.
 */
export const openReceived = async (
  context: Tokens,
  readers: Readers,
  path: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<Received> => {
  // Folders, pipes and devices are refused before anything waits for them.
  sizeOf(path);
  if (!isPdfFile(path)) return { foreign: await openPlain(context, readers, path, passphrase, signal), inPdf: false };
  const foreign = await through(
    context,
    path,
    async (own) => writeFile(own, await readers.takePack(path, signal), { flag: 'wx' }),
    (own) => openPlain(context, readers, own, passphrase, signal),
  );
  return { foreign, inPdf: true };
};
