import type { ConflictDetail, ConflictField, ConflictValue } from '../../contract/exchange.ts';
import { type Change, dotName } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import { hasSeen } from '../../model/vector.ts';
import { conflictsOf, type Decided, decide, distinct } from '../merge/decide.ts';
import { titleOf } from '../merge/title.ts';
import type { Readable } from '../store/handle.ts';
import { changesOf, KIND_RULES, stateAfter } from '../store/history.ts';
import { needRecord } from '../store/records.ts';
import { evidenceOf } from './material.ts';
import { kindOf, namesIn, placeOf } from './record-words.ts';

type Json = ConflictField['base'];

/** The changes whose values stand against each other; for a deletion also the newest edit that did not know of it. */
const rivalsIn = (decided: Decided, changes: readonly Change[], field: string): readonly Change[] => {
  if (field !== 'retired') return distinct(decided.fields[field] ?? []).map(({ change }) => change);
  const edit = changes
    .filter(
      (change) =>
        change.fields.retired !== true &&
        decided.overruled.every(({ seen }) => !hasSeen(seen, change.replica, change.seq)),
    )
    .at(-1);
  return [...(edit ? [edit] : []), ...decided.overruled];
};

/** A field over which somebody has to decide, and the changes whose values stand against each other. */
export interface OpenField {
  readonly field: string;
  readonly rivals: readonly Change[];
}

/** The fields of a record over which somebody has to decide. */
export const openFields = (kind: RecordKind, changes: readonly Change[]): readonly OpenField[] => {
  const decided = decide(KIND_RULES[kind], changes);
  return conflictsOf(KIND_RULES[kind], decided).map((field) => ({ field, rivals: rivalsIn(decided, changes, field) }));
};

/** What a change wrote into a field. */
export const writtenValue = (kind: RecordKind, change: Change, field: string): unknown => {
  if (field === 'retired') return change.fields.retired === true;
  return field in change.fields ? change.fields[field] : KIND_RULES[kind].blanks[field];
};

type Evidence = ConflictValue['evidence'][number];

interface LatestEvidence extends Evidence {
  /** The copy that wrote it last, and when. */
  readonly replica: string;
  readonly ms: number;
}

/** The evidence of a fact with who wrote it last. */
const latestEvidence = (db: Readable, fact: string): LatestEvidence[] =>
  evidenceOf(db, fact).flatMap(({ evidence: { id, locator, credibility }, source: { title, reliability } }) => {
    const latest = changesOf(db, id).at(-1);
    return latest ? [{ id, title, locator, reliability, credibility, replica: latest.replica, ms: latest.ms }] : [];
  });

const fieldOf = (
  kind: RecordKind,
  changes: readonly Change[],
  { field, rivals: rivaling }: OpenField,
  evidence: readonly LatestEvidence[],
): ConflictField => {
  // The last state that all rivals had seen.
  const common = changes.filter(({ replica, seq }) => rivaling.every(({ seen }) => hasSeen(seen, replica, seq)));
  const parted = common.at(-1)?.ms ?? null;
  const behind = ({ replica }: Change): Evidence[] =>
    evidence
      .filter((entry) => entry.replica === replica && (parted === null || entry.ms > parted))
      .map(({ replica: _replica, ms: _ms, ...entry }) => entry);
  return {
    field,
    base: ((common.length === 0 ? null : stateAfter(kind, common)[field]) ?? null) as Json,
    baseAt: parted,
    values: rivaling.map((change, n) => ({
      dot: dotName(change),
      value: (writtenValue(kind, change, field) ?? null) as Json,
      author: change.author,
      at: change.ms,
      reason: change.reason,
      shown: n === 0,
      wrote: Object.keys(change.fields),
      evidence: field === 'retired' ? [] : behind(change),
    })),
  };
};

/** Every surviving value of every field in conflict, with who wrote it when, and what the record is. */
export const conflictDetail = (db: Readable, id: string, given?: RecordKind): ConflictDetail => {
  const kind = given ?? kindOf(db, id);
  const record = needRecord(db, kind, id);
  const changes = changesOf(db, id);
  const open = openFields(kind, changes);
  const evidence = kind === 'fact' && open.length > 0 ? latestEvidence(db, id) : [];
  const fields = open.map((field) => fieldOf(kind, changes, field, evidence));
  return {
    kind,
    id,
    title: titleOf(kind, record),
    opens: placeOf(db, kind, id),
    names: namesIn(
      db,
      fields.flatMap(({ base, values }) => [base, ...values.map(({ value }) => value)]),
    ),
    fields,
  };
};
