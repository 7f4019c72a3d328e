import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import { isId } from './cells.ts';
import { RECORDS_AT_ONCE } from './limits.ts';
import type { Names } from './names.ts';
import type { PackedRecords, PackedSummary } from './protocol.ts';
import { refuseContent } from './refusals.ts';
import { readStored } from './vectors.ts';

/** One record as its own row tells of it, unchecked. */
export interface RecordRow {
  readonly kind: unknown;
  readonly vector: unknown;
  /** As JSON what it was made with, where the row and not the history tells that. */
  readonly first?: string | undefined;
}

/** What packs and libraries keep in different places. */
export interface Tables {
  summary(): PackedSummary;
  records(after: string): PackedRecords;
  /** The row of a record, sought in every place when no kind is given; undefined when there is none. */
  record(id: string, kind: RecordKind | undefined, withFirst: boolean): RecordRow | undefined;
}

/** Gives out numbers for the values of a list that goes along. */
export class List {
  readonly values: string[] = [];
  readonly #numbers = new Map<number, number>();

  number(key: number, value: () => string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.values.push(value()) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

export const KIND_NUMBERS: ReadonlyMap<unknown, number> = new Map(RECORD_KINDS.map((kind, n) => [kind, n]));

/** Collects records on their way out and refuses what is no record or out of order. */
export const packRecords = (
  rows: Iterable<readonly unknown[]>,
  names: Names,
  name: string,
  after: string,
): PackedRecords => {
  const ids: string[] = [];
  const kinds: number[] = [];
  const replicas = new List();
  const vectors: number[] = [];
  let last = after;
  for (const [id, kind, vector] of rows) {
    const number = KIND_NUMBERS.get(kind);
    // Rising ids also mean that none is there twice.
    if (!isId(id) || id <= last || number === undefined) throw refuseContent(name, 'a record has no proper id or kind');
    const pairs = typeof vector === 'string' ? readStored(vector) : undefined;
    if (!pairs || pairs.length === 0) throw refuseContent(name, 'a record has no proper vector');
    ids.push(id);
    kinds.push(number);
    vectors.push(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) {
      const n = pairs[at] as number;
      vectors.push(
        replicas.number(n, () => names.replica(n)),
        pairs[at + 1] as number,
      );
    }
    last = id;
    if (ids.length === RECORDS_AT_ONCE) break;
  }
  return { ids, kinds, replicas: replicas.values, vectors };
};
