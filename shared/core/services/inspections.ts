import type { Inspection } from '../../contract/exchange.ts';
import { isPdfFile } from '../merge/foreign/file.ts';
import type { Signature } from '../merge/signature.ts';
import { Refusal } from '../refusal.ts';
import { KIND_RULES } from '../store/history.ts';
import type { Keyring } from './keys.ts';
import type { Received } from './received.ts';
import { judgeSignature, signatureWarnings } from './signatures.ts';

/** What a file says of itself, and who has signed it: all that is told of it without its records. */
export interface Claims extends Pick<Inspection, 'kind' | 'from' | 'createdAt' | 'note' | 'ceiling' | 'records'> {
  readonly withheld: number;
  readonly attachments: number;
  readonly problems: readonly string[];
  readonly signature: Signature | null;
}

export const claimsOf = ({ foreign: { summary, signature }, inPdf }: Received): Claims => {
  const { kind, meta, records, withheld, attachments, problems } = summary;
  return {
    kind: inPdf ? 'pdf' : kind,
    from: meta.from,
    createdAt: meta.createdAt,
    note: meta.note,
    ceiling: meta.ceiling,
    records,
    withheld: withheld.length,
    attachments,
    problems,
    signature: signature ?? null,
  };
};

/** The claims with what the signature is worth now. */
export const inspectionOf = (keys: Keyring, claims: Claims): Inspection => {
  const signature = judgeSignature(keys, claims);
  return {
    ...claims,
    signature,
    safe: true,
    problems: [...signatureWarnings(claims.from, signature), ...claims.problems],
  };
};

/** Refusals of files that are encrypted and stay so. */
const LOCKED = ['file-encrypted', 'key-none', 'key-other'];

const NO_RECORDS = Object.fromEntries(Object.keys(KIND_RULES).map((kind) => [kind, 0])) as Inspection['records'];

/** What is told of a file that cannot be merged: why, and nothing that it claims. */
const refused = (kind: Inspection['kind'], problem: string): Inspection => ({
  ...{ kind, from: '', createdAt: '', note: '', ceiling: '', records: NO_RECORDS, withheld: 0, attachments: 0 },
  signature: null,
  safe: false,
  problems: [problem],
});

/** What a file that was refused looks like from outside. */
const kindFromOutside = (path: string): Inspection['kind'] => {
  try {
    return isPdfFile(path) ? 'pdf' : 'library';
  } catch {
    // Not even a file.
    return 'library';
  }
};

/** Looks at a file of a stranger: what it holds, or why it would be refused (SAFETY.md). */
export const inspectFile = async (keys: Keyring, path: string, open: () => Promise<Received>): Promise<Inspection> => {
  try {
    const received = await open();
    try {
      return inspectionOf(keys, claimsOf(received));
    } finally {
      await received.foreign.close();
    }
  } catch (error) {
    if (!(error instanceof Refusal) || !['FOREIGN', 'DAMAGED', 'NEWER', 'INVALID'].includes(error.kind)) throw error;
    return refused(LOCKED.includes(error.data.reason) ? 'encrypted' : kindFromOutside(path), error.message);
  }
};
