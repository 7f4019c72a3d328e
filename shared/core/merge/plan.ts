import type { MergeEffect } from '../../contract/exchange.ts';
import { compareMarkings, type Marking } from '../../model/marking.ts';
import { type Link, RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector } from '../../model/vector.ts';
import type { Readable } from '../store/handle.ts';
import { changesOf, KIND_RULES } from '../store/history.ts';
import { TABLES } from '../store/tables/index.ts';
import { readRevision } from '../store/vectors.ts';
import { conflictsOf, type Decided, decide, join } from './decide.ts';
import type { ForeignFile, ForeignRecord } from './foreign.ts';

/** What merging a file would do to one record. */
export interface PlannedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly effect: MergeEffect;
  /** The marking that it rises to, if it rises. */
  readonly raised: Marking | null;
}

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

/** Records whose changes are asked for at once. */
const AT_ONCE = 1000;
const DAY_MS = 86_400_000;
const ORDER: readonly MergeEffect[] = ['conflict', 'deleted', 'updated', 'added'];

/** What is known here of a record: its revision, or undefined when it is unknown or only a place held for it. */
const revisionHere = (db: Readable, { kind, id }: ForeignRecord): string | undefined => {
  const stored = db.get(`SELECT vector FROM ${TABLES[kind].name} WHERE id = ?`, id)?.vector as string | undefined;
  return stored ? readRevision(db, stored) : undefined;
};

/** True when everything in the foreign revision is known here already. */
const isKnown = (here: string, there: string): boolean => {
  if (here === there) return true;
  const known = parseVector(here);
  return [...parseVector(there)].every(([replica, seq]) => hasSeen(known, replica, seq));
};

const markingOf = ({ fields }: Decided): Marking | undefined => fields.marking?.[0]?.value as Marking | undefined;

const risesTo = (before: Decided, after: Decided): Marking | null => {
  const [was, is] = [markingOf(before), markingOf(after)];
  return was && is && compareMarkings(is, was) > 0 ? is : null;
};

const effectOf = (kind: RecordKind, before: Decided, after: Decided): MergeEffect => {
  const known = new Set(conflictsOf(KIND_RULES[kind], before));
  if (conflictsOf(KIND_RULES[kind], after).some((field) => !known.has(field))) return 'conflict';
  return after.retired && !before.retired ? 'deleted' : 'updated';
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
    for (const record of batch) {
      const here = revisionHere(db, record);
      if (here === undefined) items.push({ kind: record.kind, id: record.id, effect: 'added', raised: null });
      else if (isKnown(here, record.revision)) unchanged++;
      else newer.push(record);
    }
    done += batch.length;
    progress((done / total) * 0.5, 'compare');
  }
  const clashes: Link[] = [];
  let ahead = 0;
  for (let at = 0; at < newer.length; at += AT_ONCE) {
    const ids = newer.slice(at, at + AT_ONCE).map(({ id }) => id);
    for await (const batch of foreign.changes(ids)) {
      signal.throwIfAborted();
      for (const told of byRecord(batch)) {
        const [{ kind, record: id }] = told as [(typeof told)[number]];
        const own = changesOf(db, id);
        const joined = join(own, told);
        if (joined.clashes.length > 0) {
          clashes.push({ kind, id });
          continue;
        }
        if (told.some(({ ms }) => ms > now + DAY_MS)) ahead++;
        const before = decide(KIND_RULES[kind], own);
        const after = decide(KIND_RULES[kind], joined.changes);
        items.push({ kind, id, effect: effectOf(kind, before, after), raised: risesTo(before, after) });
      }
    }
    progress(0.5 + (Math.min(newer.length, at + AT_ONCE) / newer.length) * 0.5, 'compare');
  }
  if (clashes.length > 0)
    warnings.push(
      `${clashes.length} records claim edits that say something else here; they are kept aside and not merged.`,
    );
  if (ahead > 0) warnings.push(`${ahead} records were edited on a machine whose clock is more than a day ahead.`);
  return { items: inOrder(items), unchanged, clashes, warnings };
};

/** Splits changes where the record changes; each record's stand together. */
export function* byRecord<T extends { readonly record: string }>(changes: readonly T[]): Generator<readonly T[]> {
  let from = 0;
  for (let at = 1; at <= changes.length; at++) {
    if (at < changes.length && changes[at]?.record === changes[from]?.record) continue;
    if (at > from) yield changes.slice(from, at);
    from = at;
  }
}
