import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { type Signature, trailerFor } from '../signature.ts';

/** The keys that a pack is signed with. */
export interface Signer extends Signature {
  readonly signing: KeyObject;
}

/** Signs a finished pack, which nobody else reads yet, by a trailer behind its last page. */
export const signFile = async (path: string, signer: Signer): Promise<void> => {
  const content = createHash('sha256');
  for await (const piece of createReadStream(path)) content.update(piece as Buffer);
  await appendFile(path, trailerFor(content, signer, signer.signing));
};
