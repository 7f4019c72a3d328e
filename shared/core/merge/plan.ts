import type { MergeEffect } from '../../contract/exchange.ts';
import type { Change } from '../../model/change.ts';
import { type Link, RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector } from '../../model/vector.ts';
import type { Readable, Row } from '../store/handle.ts';
import { changesOfMany, KIND_RULES, revisionsOf, rowsOf } from '../store/history.ts';
import type { Known } from '../store/receive.ts';
import { join } from './decide.ts';
import type { ForeignFile, ForeignRecord } from './foreign.ts';
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

/** True when everything in the foreign revision is known here already. */
const isKnown = (here: string, there: string): boolean => {
  if (here === there) return true;
  const known = parseVector(here);
  return [...parseVector(there)].every(([replica, seq]) => hasSeen(known, replica, seq));
};

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
  const newer: ForeignRecord[] = [];
  const warnings: string[] = [...foreign.summary.problems];
  const total = Object.values(foreign.summary.records).reduce((sum, count) => sum + count, 0) || 1;
  let unchanged = 0;
  let done = 0;
  for await (const batch of foreign.records()) {
    signal.throwIfAborted();
    for (const [kind, records] of byKind(batch)) {
      const known = revisionsOf(
        db,
        kind,
        records.map(({ id }) => id),
      );
      for (const record of records) {
        const here = known.get(record.id);
        if (!here) items.push({ kind, id: record.id, effect: 'added', raised: null });
        else if (isKnown(here, record.revision)) unchanged++;
        else newer.push(record);
      }
    }
    done += batch.length;
    progress((done / total) * 0.5, 'compare');
  }
  const clashes: Link[] = [];
  let ahead = 0;
  let compared = 0;
  for await (const batch of withKnown(() => db, foreign, newer)) {
    signal.throwIfAborted();
    for (const { kind, id, told, known } of batch) {
      const own = known?.changes ?? [];
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

/** One record of a foreign file: all that its changes tell, and what is known here. */
export interface Told extends Link {
  readonly told: readonly Change[];
  readonly known: Known | undefined;
}

/**
 * The changes of records of a foreign file beside what is known here, some records at a time. Its process reads on
 * while the caller deals with them; `db` is asked for anew each time, since the caller may write meanwhile.
 */
export async function* withKnown(
  db: () => Readable,
  foreign: ForeignFile,
  records: readonly Link[],
): AsyncGenerator<readonly Told[]> {
  const links = new Map(records.map(({ kind, id }) => [id, { kind, id }]));
  for await (const batch of foreign.changes([...links.keys()])) {
    const told = [...byRecord(batch)].flatMap((changes) => {
      const link = links.get(changes[0]?.record ?? '');
      return link ? [{ ...link, told: changes }] : [];
    });
    const here = knownOf(db(), told);
    yield told.map((record) => ({ ...record, known: here.get(record.id) }));
  }
}

/** What is known here of some records: their rows and all their changes. */
const knownOf = (db: Readable, records: readonly Link[]): Map<string, Known> => {
  const rows = new Map<string, Row>();
  for (const [kind, some] of byKind(records)) {
    const ids = some.map(({ id }) => id);
    for (const [id, row] of rowsOf(db, kind, ids)) if (row.vector !== '') rows.set(id, row);
  }
  const changes = changesOfMany(db, [...rows.keys()], rows);
  return new Map([...rows].map(([id, row]) => [id, { row, changes: changes.get(id) ?? [] }]));
};

const byKind = <T extends Link>(records: readonly T[]): Map<RecordKind, T[]> => {
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
