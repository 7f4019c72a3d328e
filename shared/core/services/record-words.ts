import { idSchema, type Link, RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { titleOf } from '../merge/title.ts';
import { Refusal } from '../refusal.ts';
import type { Readable } from '../store/handle.ts';
import { needRecord, readMany } from '../store/records.ts';

/** Ids that a value points to. Prose is left out: what it cites is told by the text itself. */
const idsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return idSchema.safeParse(value).success ? [value] : [];
  if (typeof value !== 'object' || value === null || ('type' in value && value.type === 'doc')) return [];
  return Object.values(value).flatMap(idsIn);
};

/** Titles of the records that values point to, by id. */
export const namesIn = (db: Readable, values: readonly unknown[]): Record<string, string> => {
  const ids = [...new Set(values.flatMap(idsIn))];
  if (ids.length === 0) return {};
  return Object.fromEntries(
    RECORD_KINDS.flatMap((kind) => readMany(db, kind, ids).map((record) => [record.id, titleOf(kind, record)])),
  );
};

/** The record in whose pane a record is seen. */
export const placeOf = (db: Readable, kind: RecordKind, id: string): Link | null => {
  if (kind === 'fact' || kind === 'source' || kind === 'note' || kind === 'briefing') return { kind, id };
  if (kind === 'evidence') return { kind: 'fact', id: needRecord(db, kind, id).fact };
  if (kind === 'block') return placeOf(db, 'section', needRecord(db, kind, id).section);
  if (kind === 'section' || kind === 'edition') return { kind: 'briefing', id: needRecord(db, kind, id).briefing };
  return null;
};

/** Of which kind the record with this id is. */
export const kindOf = (db: Readable, id: string): RecordKind => {
  const row = db.get('SELECT kind FROM changes WHERE record = ? LIMIT 1', id);
  if (!row) throw new Refusal('NOT_FOUND', 'record-missing', `There is no record with the id ${id}.`, { id });
  return row.kind as RecordKind;
};
