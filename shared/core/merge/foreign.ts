import type { Change } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import type { PackMeta } from './pack-format.ts';
import type { Signature } from './signature.ts';

/** One record that a foreign file says it holds, with the revision that it holds it at (model/vector.ts). */
export interface ForeignRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly revision: string;
}

/** What a file from somebody else says of itself; checked in form, never in truth. */
export interface ForeignSummary {
  readonly kind: 'pack' | 'library';
  /** For a library only `library` and, from its newest change, `createdAt` and `from` are told. */
  readonly meta: PackMeta;
  readonly records: Readonly<Record<RecordKind, number>>;
  /** Records that links point to and that were left out on purpose. */
  readonly withheld: readonly { readonly id: string; readonly kind: RecordKind }[];
  readonly attachments: number;
  /** What is odd, as sentences; none of it was repaired. */
  readonly problems: readonly string[];
}

/**
 * A file from somebody else, read in a process of its own that is ended when it takes too long or too much
 * (SAFETY.md). Every method throws a Refusal when what it reads is not what it should be. The process answers one
 * question after the other: who goes through records or changes must not ask for anything else before the end of that
 * loop, though others may.
 */
export interface ForeignFile {
  readonly summary: ForeignSummary;
  /** Who has signed it, checked; undefined when nobody has. */
  readonly signature: Signature | undefined;
  /** All records, in rising order of their ids, some hundreds at a time. */
  records(): AsyncIterable<readonly ForeignRecord[]>;
  /** The changes of these records, each record's together and complete: `flawOf` has passed them. */
  changes(ids: readonly string[]): AsyncIterable<readonly Change[]>;
  /** The bytes of an attachment, whose hash was checked; undefined when it is not in the file. */
  attachment(sha256: string): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | undefined>;
  /** Ends the process. */
  close(): Promise<void>;
}

/** Opens foreign files. Handed in, since every host has its own way to start a process that can be ended. */
export type OpenForeign = (path: string, signal?: AbortSignal) => Promise<ForeignFile>;

/** Takes the pack out of a PDF that carries one, in a process of its own as well. Nothing else of the PDF is told. */
export type TakePack = (path: string, signal?: AbortSignal) => Promise<Uint8Array>;
