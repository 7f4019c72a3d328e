import { fieldName, fieldNames } from '../../model/field-names.ts';
import type { JudgementFields } from '../../model/judgement.ts';
import { highestMarking, type Marking } from '../../model/marking.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { hasSeen, parseVector } from '../../model/vector.ts';
import { goesAlong, linksOf } from '../merge/links.ts';
import { proposableFields } from '../merge/proposable.ts';
import { Refusal } from '../refusal.ts';
import { canonicalId } from '../store/aliases.ts';
import { isSame } from '../store/canonical.ts';
import type { Readable } from '../store/handle.ts';
import { changesOf } from '../store/history.ts';
import { type RecordOf, readRecord } from '../store/records.ts';
import { TABLES } from '../store/tables/index.ts';
import type { Write } from '../store/write.ts';
import { checkLinks } from './facts.ts';
import { checkTerm } from './judgements.ts';
import { checkParent } from './subjects.ts';

export type Patch = Readonly<Record<string, unknown>>;
export type AnyRecord = RecordOf<RecordKind> & Patch;

/** The record that a proposal is for, read through the one that stands for it; undefined while it is not here. */
export const targetIn = (db: Readable, kind: RecordKind, id: string): AnyRecord | undefined => {
  const record = readRecord(db, kind, canonicalId(db, id)) as AnyRecord | undefined;
  return record && record.revision !== '' ? record : undefined;
};

/** The kind of the record with this id, among those for which edits can be proposed. */
export const proposableKind = (db: Readable, id: string): RecordKind => {
  const kind = RECORD_KINDS.find((one) => proposableFields(one).size > 0 && targetIn(db, one, id));
  if (kind) return kind;
  throw new Refusal(
    'NOT_FOUND',
    'record-missing',
    `There is no record with the id ${id} for which an edit can be proposed; it may be in another library.`,
    { id },
  );
};

const refuseField = (kind: RecordKind, field: string, why: string): Refusal =>
  new Refusal('INVALID', 'input-invalid', `${fieldName(kind, field)}: ${why}`, { kind, field });

/** The values of a patch as their schemas give them back. Refuses fields and values that an edit could not write. */
export const checkedPatch = (kind: RecordKind, patch: Patch): Patch => {
  const allowed = proposableFields(kind);
  return Object.fromEntries(
    Object.entries(patch).map(([field, value]) => {
      const schema = allowed.get(field);
      if (!schema)
        throw refuseField(
          kind,
          field,
          `A ${kind} has no such field to propose; there are ${fieldNames(kind, [...allowed.keys()])}.`,
        );
      const { success, data, error } = schema.safeParse(value);
      if (!success) throw refuseField(kind, field, error.issues[0]?.message ?? 'This cannot be stored.');
      return [field, data];
    }),
  );
};

/** The least marking of a proposal: that of its target, of what it would make of it, and the one asked for. */
export const markingFor = (target: AnyRecord, patch: Patch, asked: Marking): Marking =>
  highestMarking(
    [target.marking, patch.marking, asked].filter((marking): marking is Marking => typeof marking === 'string'),
  );

/** The proposed fields that somebody has changed since, to something else than what is proposed. */
export const staleFields = (db: Readable, target: AnyRecord, patch: Patch, saw: string, joined: boolean): string[] => {
  // The proposer saw another record than the one that stands for it now.
  if (joined) return Object.keys(patch);
  if (saw === target.revision) return [];
  const seen = parseVector(saw);
  const since = new Set(
    changesOf(db, target.id)
      .filter(({ replica, seq }) => !hasSeen(seen, replica, seq))
      .flatMap(({ fields }) => Object.keys(fields)),
  );
  // What others did to the set of tags stays whatever is proposed.
  return Object.keys(patch).filter(
    (field) => field !== 'tags' && since.has(field) && !isSame(patch[field], target[field]),
  );
};

/** Checks what schemas cannot, as an edit of the target would be checked: above all that what is linked to is here. */
export const checkProposed = (write: Write, kind: RecordKind, target: AnyRecord, patch: Patch): void => {
  for (const link of linksOf(kind, patch)) {
    if (!goesAlong(link.tie) || write.holds(link.kind, link.id)) continue;
    throw new Refusal(
      'NOT_FOUND',
      'proposal-link-missing',
      `The proposal points to a ${link.kind} that is not here; ask the proposer for a pack with it, then accept.`,
      { kind: link.kind, id: link.id },
    );
  }
  if (kind === 'fact') checkLinks(write, patch, target.id);
  if (kind === 'subject') checkParent(write, patch.parent as string | null | undefined, target.id);
  if (kind === 'judgement')
    checkTerm({ ...(target as unknown as JudgementFields), ...(patch as Partial<JudgementFields>) });
};

/** What would be written, field by field, beside what stands there now. */
export const changesFor = (kind: RecordKind, target: AnyRecord | undefined, patch: Patch) =>
  Object.keys(patch)
    .filter((field) => field === 'tags' || field in TABLES[kind].fields)
    .map((field) => ({ field, now: target?.[field] ?? null, proposed: patch[field] ?? null }));
