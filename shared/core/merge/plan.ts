import type { MergeEffect } from '../../contract/exchange.ts';
import type { Change } from '../../model/change.ts';
import { type Link, RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { covers } from '../../model/vector.ts';
import type { Readable } from '../store/handle.ts';
import { changesOfMany, KIND_RULES, revisionsOf } from '../store/history.ts';
import { join } from './decide.ts';
import type { ForeignFile } from './foreign.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What merging a file would do to one record. */
export interface PlannedRecord extends Link, Outcome {}

export interface Plan {
  /** Records that change, conflicts first, then by kind. */
  readonly items: readonly PlannedRecord[];
  readonly unchanged: number;
  /** Records that claim edits which say something else here: kept aside, never merged (M19). */
  readonly clashes: readonly Link[];
  readonly warnings: readonly string[];
}

export interface PlanControl {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number, phase: string) => void;
}

const DAY_MS = 86_400_000;
const ORDER: readonly MergeEffect[] = ['conflict', 'deleted', 'updated', 'added'];

const inOrder = (items: PlannedRecord[]): PlannedRecord[] =>
  items.sort(
    (a, b) =>
      ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect) ||
      RECORD_KINDS.indexOf(a.kind) - RECORD_KINDS.indexOf(b.kind) ||
      (a.id < b.id ? -1 : 1),
  );

/** What merging a foreign file into this library would do, record by record (M14). Writes nothing. */
export const planMerge = async (
  db: Readable,
  foreign: ForeignFile,
  now: number,
  { signal, progress }: PlanControl,
): Promise<Plan> => {
  const items: PlannedRecord[] = [];
  const newer: Link[] = [];
  const warnings: string[] = [...foreign.summary.problems];
  const total = Object.values(foreign.summary.records).reduce((sum, count) => sum + count, 0) || 1;
  let unchanged = 0;
  let done = 0;
  for await (const batch of foreign.records()) {
    signal.throwIfAborted();
    for (const [kind, records] of byKind(batch)) {
      const held = revisionsOf(
        db,
        kind,
        records.map(({ id }) => id),
      );
      for (const [at, record] of records.entries()) {
        const here = held[at];
        if (!here) items.push({ kind, id: record.id, effect: 'added', raised: null });
        else if (covers(here, record.revision)) unchanged++;
        else newer.push({ kind, id: record.id });
      }
    }
    done += batch.length;
    progress((done / total) * 0.5, 'compare');
  }
  const clashes: Link[] = [];
  let ahead = 0;
  let compared = 0;
  const look = (records: readonly Link[]) =>
    changesOfMany(
      db,
      records.map(({ id }) => id),
    );
  for await (const batch of withKnown(foreign, newer, look)) {
    signal.throwIfAborted();
    for (const { kind, id, told, known } of batch) {
      const own = known ?? [];
      const joined = join(own, told);
      if (joined.clashes.length > 0) {
        clashes.push({ kind, id });
        continue;
      }
      if (told.some(({ ms }) => ms > now + DAY_MS)) ahead++;
      items.push({ kind, id, ...outcomeOf(KIND_RULES[kind], own, joined.changes) });
    }
    compared += batch.length;
    progress(0.5 + (compared / newer.length) * 0.5, 'compare');
  }
  if (clashes.length > 0)
    warnings.push(
      `${clashes.length} records claim edits that say something else here; they are kept aside and not merged.`,
    );
  if (ahead > 0) warnings.push(`${ahead} records were edited on a machine whose clock is more than a day ahead.`);
  return { items: inOrder(items), unchanged, clashes, warnings };
};

/** One record of a foreign file: all that its changes tell, and what is known here, if anything is. */
export interface Told<K> extends Link {
  readonly told: readonly Change[];
  readonly known: K | undefined;
}

/**
 * The changes of records of a foreign file beside what is known here, which `look` finds, some records at a time. Its
 * process reads on while the caller deals with them.
 */
export async function* withKnown<K>(
  foreign: ForeignFile,
  records: readonly Link[],
  look: (records: readonly Link[]) => ReadonlyMap<string, K>,
): AsyncGenerator<readonly Told<K>[]> {
  const links = new Map(records.map((record) => [record.id, record]));
  for await (const batch of foreign.changes([...links.keys()])) {
    const told = [...byRecord(batch)].flatMap((changes) => {
      const link = links.get(changes[0]?.record ?? '');
      return link ? [{ kind: link.kind, id: link.id, told: changes }] : [];
    });
    const here = look(told);
    yield told.map((record) => ({ ...record, known: here.get(record.id) }));
  }
}

/** Records by their kind, each kind's in their order. */
export const byKind = <T extends Link>(records: readonly T[]): Map<RecordKind, T[]> => {
  const kinds = new Map<RecordKind, T[]>();
  for (const record of records) {
    const list = kinds.get(record.kind);
    if (list) list.push(record);
    else kinds.set(record.kind, [record]);
  }
  return kinds;
};

/** Splits changes where the record changes; each record's stand together. */
export function* byRecord(changes: readonly Change[]): Generator<readonly Change[]> {
  let from = 0;
  for (let at = 1; at <= changes.length; at++) {
    if (at < changes.length && changes[at]?.record === changes[from]?.record) continue;
    if (at > from) yield changes.slice(from, at);
    from = at;
  }
}
