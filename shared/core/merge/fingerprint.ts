import { createHash } from 'node:crypto';

/** A signing key in a form that two people can compare by voice: eight groups of four hex digits of its SHA-256. */
export const fingerprintOf = (signer: string): string =>
  (createHash('sha256').update(Buffer.from(signer, 'hex')).digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ');
