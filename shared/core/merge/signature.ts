import { createHash, createPublicKey, type Hash, type KeyObject, sign, verify } from 'node:crypto';
import { recipientSchema } from '../../model/colleague.ts';

/**
 * What stands behind the last page of a signed pack: magic, public key (Ed25519), the sender's key for encrypting (age),
 * and the signature over the SHA-256 of all before it. SQLite never sees it.
 */

const MAGIC = Buffer.from('BriefwrightSig1\n', 'latin1');
const KEY_BYTES = 32;
const RECIPIENT_BYTES = 62;
const SIGNATURE_BYTES = 64;
const HEAD_BYTES = MAGIC.length + KEY_BYTES + RECIPIENT_BYTES;

/** How many bytes a signature adds to a pack. */
export const TRAILER_BYTES = HEAD_BYTES + SIGNATURE_BYTES;

/** Keeps a signature of a pack from being one of anything else that the key may ever sign. */
const DOMAIN = 'Briefwright pack\n';

/** Whoever has signed a pack. That it is sound says that nothing was changed since, not whose key it is. */
export interface Signature {
  /** The public key, 64 hex digits. */
  readonly signer: string;
  /** What answers are encrypted to (age1…), as the signer says. */
  readonly recipient: string;
}

const messageOf = (content: Hash, head: Buffer): Buffer =>
  Buffer.concat([Buffer.from(DOMAIN, 'latin1'), content.update(head).digest()]);

const publicKey = (signer: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: signer.toString('base64url') }, format: 'jwk' });

/** The trailer for a pack whose bytes went into `content`, which is used up. */
export const trailerFor = (content: Hash, { signer, recipient }: Signature, signing: KeyObject): Buffer => {
  const head = Buffer.concat([MAGIC, Buffer.from(signer, 'hex'), Buffer.from(recipient, 'latin1')]);
  return Buffer.concat([head, sign(null, messageOf(content, head), signing)]);
};

/** True when the bytes behind a pack mean to be a signature. */
export const isTrailer = (trailer: Buffer): boolean =>
  trailer.length === TRAILER_BYTES && trailer.subarray(0, MAGIC.length).equals(MAGIC);

/** Whoever has signed these bytes; undefined when they are not the ones that were signed. */
export const signatureOf = (content: Buffer, trailer: Buffer): Signature | undefined => {
  const head = trailer.subarray(0, HEAD_BYTES);
  const signer = head.subarray(MAGIC.length, MAGIC.length + KEY_BYTES);
  const recipient = head.toString('latin1', MAGIC.length + KEY_BYTES);
  if (!recipientSchema.safeParse(recipient).success) return undefined;
  const message = messageOf(createHash('sha256').update(content), head);
  try {
    const isSound = verify(null, message, publicKey(signer), trailer.subarray(HEAD_BYTES));
    return isSound ? { signer: signer.toString('hex'), recipient } : undefined;
  } catch {
    // The key is none.
    return undefined;
  }
};
