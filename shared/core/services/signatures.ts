import { basename } from 'node:path';
import type { SignatureVerdict } from '../../contract/exchange.ts';
import { colleagueKey } from '../../model/colleague.ts';
import { fingerprintOf } from '../merge/fingerprint.ts';
import { isRecipient } from '../merge/packs/encrypt.ts';
import type { Signature } from '../merge/signature.ts';
import { Refusal } from '../refusal.ts';
import type { Keyring } from './keys.ts';

/** From whom a file is, as it says, and who has signed it. */
interface Signed {
  readonly from: string;
  readonly signature: Signature | null;
}

/** What the signature of a file is worth, by what is remembered of the name that it says it is from. */
export const judgeSignature = ({ own, known }: Keyring, { from, signature }: Signed): SignatureVerdict => {
  const expected = from === '' ? undefined : known.of(from)?.signer;
  const before = expected ? fingerprintOf(expected) : '';
  if (!signature) return { state: 'unsigned', fingerprint: '', holder: '', before };
  const { signer } = signature;
  const fingerprint = fingerprintOf(signer);
  if (signer === own.read()?.signer) return { state: 'own', fingerprint, holder: '', before: '' };
  const holder = known.holder(signer)?.name ?? '';
  if (expected && expected !== signer) return { state: 'changed', fingerprint, holder, before };
  return { state: holder === '' ? 'new' : 'known', fingerprint, holder, before: '' };
};

const isByOther = (from: string, { state, holder }: SignatureVerdict): boolean =>
  state === 'known' && colleagueKey(holder) !== colleagueKey(from);

/** What about a signature wants attention, as sentences. */
export const signatureWarnings = (from: string, verdict: SignatureVerdict): string[] => {
  const { state, fingerprint, holder, before } = verdict;
  if (state === 'changed')
    return [
      `It says that it is from ${from}, but it is signed by another key (${fingerprint}) than ${from} used before (${before}). Ask ${from} in another way whether that is their new key.`,
    ];
  if (state === 'unsigned' && before !== '')
    return [
      `It says that it is from ${from}, whose packs were signed so far; this one is not, so anybody may have made it.`,
    ];
  if (isByOther(from, verdict))
    return [`It says that it is from ${from || 'nobody'}, but it is signed by the key of ${holder}.`];
  return [];
};

/** Refuses the pack of a sender whose key has changed, as long as nobody has said that this is right. */
export const checkKey = (name: string, from: string, { state }: SignatureVerdict, accepted: boolean): void => {
  if (state !== 'changed' || accepted) return;
  throw new Refusal(
    'INVALID',
    'key-changed',
    `${basename(name)} is signed by another key than ${from} used before, so nothing was merged; ask ${from} whether it is theirs, and then accept the key.`,
    { name, from },
  );
};

/** True when a file may well be from whom it says it is from. */
export const isCredible = (from: string, verdict: SignatureVerdict): boolean =>
  verdict.state !== 'own' && !(verdict.state === 'unsigned' && verdict.before !== '') && !isByOther(from, verdict);

/**
 * Remembers the keys of a sender whose pack was merged: on first use, and when a change was accepted. What answers are
 * encrypted to follows a known key; a new one must not replace what the user has written down.
 */
export const learnKeys = async (
  { known }: Keyring,
  { from, signature }: Signed,
  verdict: SignatureVerdict,
): Promise<void> => {
  if (!signature || from === '' || !isCredible(from, verdict)) return;
  const { signer, recipient } = signature;
  const keeps = verdict.state === 'new' && known.of(from)?.recipient != null;
  known.remember(from, keeps || !(await isRecipient(recipient)) ? { signer } : { signer, recipient });
};
