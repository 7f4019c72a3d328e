import { createHash } from 'node:crypto';
import type { Change } from '../../../model/change.ts';
import { recipientSchema } from '../../../model/colleague.ts';
import { MARKINGS } from '../../../model/marking.ts';
import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import type { ForeignRecord, ForeignSummary } from '../foreign.ts';
import type { PackMeta } from '../pack-format.ts';
import type { Signature } from '../signature.ts';
import { isId, isLine, isMediaType, isMoment, isReplica, isText, isWithin } from './cells.ts';
import { hasFields } from './fields.ts';
import { readObject } from './json.ts';
import {
  MAX_ATTACHMENT_BYTES,
  MAX_CARRIED_BYTES,
  MAX_CLOCK_MS,
  MAX_COUNTER,
  MAX_FIELDS_BYTES,
  MAX_LINE,
  MAX_NOTE,
  MAX_VECTOR,
  MAX_WITHHELD,
} from './limits.ts';
import { NUMBERS, OPS } from './protocol.ts';
import { refuseAttachment, refuseFatal } from './refusals.ts';
import { MAX_SEQ } from './vectors.ts';

/**
 * The parent's look at what the child sends. The child has judged the contents (changes.ts, fields.ts); here only the
 * form is checked, quickly, so that nothing but plain values of the right kinds goes on even if a file got the better
 * of the child.
 */

type Sent = Readonly<Record<string, unknown>>;

const sent = (value: unknown, name: string): Sent => {
  if (value === null || typeof value !== 'object') throw refuseFatal(name);
  return value as Sent;
};

/** Every element passes the test. Written as a loop, since these lists are long and must not have holes. */
const isListOf = <T>(list: unknown, test: (value: unknown) => value is T, most = 10_000_000): list is readonly T[] => {
  if (!Array.isArray(list) || list.length > most) return false;
  for (let at = 0; at < list.length; at++) if (!test(list[at])) return false;
  return true;
};

const isKindNumber = (value: unknown): value is number => isWithin(value, 0, RECORD_KINDS.length - 1);
const isCount = (value: unknown): value is number => isWithin(value, 0, Number.MAX_SAFE_INTEGER);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isFields = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_FIELDS_BYTES;
const isReason = (value: unknown): value is string => isText(value, MAX_LINE);

const kindAt = (number: number): RecordKind => RECORD_KINDS[number] as RecordKind;

const orEmpty =
  (test: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === '' || test(value);

const META: Readonly<Record<keyof PackMeta, (value: unknown) => boolean>> = {
  id: orEmpty(isId),
  library: isId,
  createdAt: orEmpty(isMoment),
  from: isLine,
  note: (value) => isText(value, MAX_NOTE),
  ceiling: orEmpty((value) => MARKINGS.some((marking) => marking === value)),
};

const unpackMeta = (value: unknown, name: string): PackMeta => {
  const meta = sent(value, name);
  const entries = Object.entries(META).map(([key, test]) => {
    if (!test(meta[key])) throw refuseFatal(name);
    return [key, meta[key]];
  });
  return Object.fromEntries(entries) as PackMeta;
};

const SIGNER = /^[0-9a-f]{64}$/;

/** Who has signed the file. */
export const unpackSignature = (value: unknown, name: string): Signature | undefined => {
  const { signer, recipient } = sent(value, name);
  if (signer === undefined && recipient === undefined) return undefined;
  const told = recipientSchema.safeParse(recipient);
  if (typeof signer !== 'string' || !SIGNER.test(signer) || !told.success) throw refuseFatal(name);
  return { signer, recipient: told.data };
};

export const unpackSummary = (value: unknown, name: string): ForeignSummary => {
  const { kind, meta, counts, withheld, attachments, problems } = sent(value, name);
  const { ids, kinds } = sent(withheld, name);
  const isSound =
    (kind === 'pack' || kind === 'library') &&
    isListOf(counts, isCount) &&
    isListOf(ids, isId, MAX_WITHHELD) &&
    isListOf(kinds, isKindNumber) &&
    ids.length === kinds.length &&
    isCount(attachments) &&
    isListOf(problems, isLine, 100);
  if (!isSound) throw refuseFatal(name);
  const records = Object.fromEntries(RECORD_KINDS.map((each, n) => [each, counts[n] ?? 0]));
  return {
    kind,
    meta: unpackMeta(meta, name),
    records: records as Record<RecordKind, number>,
    withheld: ids.map((id, at) => ({ id, kind: kindAt(kinds[at] as number) })),
    attachments,
    problems,
  };
};

/** Takes a list of numbers apart, one after another. */
class Numbers {
  readonly #numbers: readonly number[];
  readonly #name: string;
  #at = 0;

  constructor(numbers: readonly number[], name: string) {
    this.#numbers = numbers;
    this.#name = name;
  }

  get rest(): number {
    return this.#numbers.length - this.#at;
  }

  next(least: number, most: number): number {
    const value = this.#numbers[this.#at++];
    if (!isWithin(value, least, most)) throw refuseFatal(this.#name);
    return value;
  }

  /** The element that the next number points to. */
  nextOf<T>(list: readonly T[]): T {
    return list[this.next(0, list.length - 1)] as T;
  }
}

/** The vector that comes next, as the name of a revision (model/vector.ts). */
const nextRevision = (vectors: Numbers, replicas: readonly string[]): string => {
  const entry = (): string => `${vectors.nextOf(replicas)}:${vectors.next(1, MAX_SEQ)}`;
  const count = vectors.next(1, MAX_VECTOR);
  return count === 1 ? entry() : Array.from({ length: count }, entry).sort().join('+');
};

export const unpackRecords = (value: unknown, after: string, name: string): ForeignRecord[] => {
  const { ids, kinds, replicas, vectors } = sent(value, name);
  const isSound =
    isListOf(ids, isId) &&
    isListOf(kinds, isKindNumber) &&
    isListOf(replicas, isReplica) &&
    isListOf(vectors, isNumber) &&
    ids.length === kinds.length;
  if (!isSound) throw refuseFatal(name);
  const parts = new Numbers(vectors, name);
  let last = after;
  const records = ids.map((id, at): ForeignRecord => {
    // Rising, or asking on would never come to an end.
    if (id <= last) throw refuseFatal(name);
    last = id;
    return { id, kind: kindAt(kinds[at] as number), revision: nextRevision(parts, replicas) };
  });
  if (parts.rest > 0) throw refuseFatal(name);
  return records;
};

export interface UnpackedChanges {
  /** How many of the records these are all changes of. */
  readonly answered: number;
  readonly changes: readonly Change[];
}

/** What was asked for, and how many of it are answered already. */
interface Awaited {
  readonly ids: readonly string[];
  readonly from: number;
}

/** The changes of the next of these records. */
export const unpackChanges = (value: unknown, { ids, from }: Awaited, name: string): UnpackedChanges => {
  const { answered, replicas, authors, numbers, seen, fields, reasons } = sent(value, name);
  const isSound =
    isWithin(answered, 1, ids.length - from) &&
    isListOf(replicas, isReplica) &&
    isListOf(authors, isLine) &&
    isListOf(numbers, isNumber) &&
    isListOf(seen, isNumber) &&
    isListOf(fields, isFields) &&
    isListOf(reasons, isReason) &&
    numbers.length === fields.length * NUMBERS.length &&
    reasons.length === fields.length;
  if (!isSound) throw refuseFatal(name);
  const parts = new Numbers(numbers, name);
  const vectors = new Numbers(seen, name);
  let lastRecord = from;
  const changes = fields.map((json, at): Change => {
    const place = parts.next(lastRecord, from + answered - 1);
    lastRecord = place;
    const replica = parts.nextOf(replicas);
    const seq = parts.next(1, MAX_SEQ);
    const ms = parts.next(0, MAX_CLOCK_MS);
    const counter = parts.next(0, MAX_COUNTER);
    const author = parts.nextOf(authors);
    const kind = parts.nextOf(RECORD_KINDS);
    const op = parts.nextOf(OPS);
    const vector = new Map<string, number>();
    for (let left = parts.next(0, MAX_VECTOR); left > 0; left--)
      vector.set(vectors.nextOf(replicas), vectors.next(1, MAX_SEQ));
    const told = readObject(json);
    if (!told || !hasFields(kind, told)) throw refuseFatal(name);
    const record = ids[place] as string;
    const reason = reasons[at] as string;
    return { replica, seq, ms, counter, author, kind, record, op, fields: told, seen: vector, reason };
  });
  if (vectors.rest > 0) throw refuseFatal(name);
  return { answered, changes };
};

/** An attachment whose bytes have the hash that it goes by. */
export const unpackAttachment = (
  value: unknown,
  sha256: string,
  name: string,
): { readonly mediaType: string; readonly bytes: Uint8Array } | undefined => {
  const { mediaType, bytes } = sent(value, name);
  if (mediaType === undefined && bytes === undefined) return undefined;
  if (!isMediaType(mediaType) || !(bytes instanceof Uint8Array) || bytes.byteLength > MAX_ATTACHMENT_BYTES)
    throw refuseFatal(name);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw refuseAttachment(name);
  return { mediaType, bytes };
};

/** The pack that a PDF carries; whatever it is, another process reads it. */
export const unpackPack = (value: unknown, name: string): Uint8Array => {
  const { bytes } = sent(value, name);
  if (!(bytes instanceof Uint8Array) || bytes.byteLength > MAX_CARRIED_BYTES) throw refuseFatal(name);
  return bytes;
};
