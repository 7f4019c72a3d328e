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

/** What the revisions of a foreign file tell. */
interface Compared {
  readonly added: PlannedRecord[];
  /** Records that the file knows more of than this library. */
  readonly newer: Link[];
  unchanged: number;
}

const compareRevisions = async (
  db: Readable,
  foreign: ForeignFile,
  { signal, progress }: PlanControl,
): Promise<Compared> => {
  const compared: Compared = { added: [], newer: [], unchanged: 0 };
  const total = Object.values(foreign.summary.records).reduce((sum, count) => sum + count, 0) || 1;
  let done = 0;
  for await (const batch of foreign.records()) {
    signal.throwIfAborted();
    for (const [kind, records] of byKind(batch)) {
      const held = revisionsOf(
        db,
        kind,
        records.map(({ id }) => id),
      );
      for (const [at, { id, revision }] of records.entries()) {
        const here = held[at];
        if (!here) compared.added.push({ kind, id, effect: 'added', raised: null });
        else if (covers(here, revision)) compared.unchanged++;
        else compared.newer.push({ kind, id });
      }
    }
    done += batch.length;
    progress((done / total) * 0.5, 'compare');
  }
  return compared;
};

/** What the changes of records tell that are known here, and that a foreign file knows more of. */
interface Judged {
  readonly items: PlannedRecord[];
  readonly clashes: Link[];
  /** Records with a stamp more than a day from now. */
  ahead: number;
}

const compareChanges = async (
  db: Readable,
  foreign: ForeignFile,
  newer: readonly Link[],
  now: number,
  { signal, progress }: PlanControl,
): Promise<Judged> => {
  const judged: Judged = { items: [], clashes: [], ahead: 0 };
  let done = 0;
  for await (const batch of withKnown(foreign, newer, (records) => changesOfMany(db, records))) {
    signal.throwIfAborted();
    for (const { kind, id, told, known: own = [] } of batch) {
      const { changes, clashes } = join(own, told);
      if (clashes.length > 0) {
        judged.clashes.push({ kind, id });
        continue;
      }
      if (told.some(({ ms }) => ms > now + DAY_MS)) judged.ahead++;
      judged.items.push({ kind, id, ...outcomeOf(KIND_RULES[kind], own, changes) });
    }
    done += batch.length;
    progress(0.5 + (done / newer.length) * 0.5, 'compare');
  }
  return judged;
};

/** What merging a foreign file into this library would do, record by record (M14). Writes nothing. */
export const planMerge = async (
  db: Readable,
  foreign: ForeignFile,
  now: number,
  control: PlanControl,
): Promise<Plan> => {
  const { added, newer, unchanged } = await compareRevisions(db, foreign, control);
  const { items, clashes, ahead } = await compareChanges(db, foreign, newer, now, control);
  const warnings = [...foreign.summary.problems];
  if (clashes.length > 0)
    warnings.push(
      `${clashes.length} records claim edits that say something else here; they are kept aside and not merged.`,
    );
  if (ahead > 0) warnings.push(`${ahead} records were edited on a machine whose clock is more than a day ahead.`);
  return { items: inOrder([...added, ...items]), unchanged, clashes, warnings };
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
