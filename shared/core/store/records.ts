import type { RecordKind } from '../../model/records.ts';
import { Refusal } from '../refusal.ts';
import type { Readable, Row } from './handle.ts';
import { type FieldsOf, TABLES } from './tables/index.ts';
import { readRevision } from './vectors.ts';

export type RecordOf<K extends RecordKind> = FieldsOf<K> & {
  id: string;
  revision: string;
  createdAt: number;
  updatedAt: number;
  updatedBy: string;
  retired: boolean;
};

/** The tags of a row, in rising order. */
export const tagsOf = (row: Row): string[] => (row.tags === '[]' ? [] : (JSON.parse(row.tags as string) as string[]));

/** Puts the fields of a row, and its tags, into a record. */
const decodeFields = (kind: RecordKind, row: Row, into: Record<string, unknown>): Record<string, unknown> => {
  const { fields, tagged } = TABLES[kind];
  for (const name in fields) into[name] = fields[name]?.decode(row);
  if (tagged) into.tags = tagsOf(row);
  return into;
};

/** A row of a record's table as the record. */
export const decodeRecord = <K extends RecordKind>(db: Readable, kind: K, row: Row): RecordOf<K> => {
  const record = {
    id: row.id,
    revision: readRevision(db, row.vector as string),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: db.name('authors', row.updated_by as number),
    retired: row.retired === 1,
  };
  return decodeFields(kind, row, record) as RecordOf<K>;
};

/** What a record says, as a history tells it of a new one: fields that are not blank, and tags as added. */
export const toldOf = (kind: RecordKind, record: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const told: Record<string, unknown> = {};
  const { fields } = TABLES[kind];
  for (const name in fields) if (!fields[name]?.isBlank(record[name])) told[name] = record[name];
  const tags = record.tags as string[] | undefined;
  if (TABLES[kind].tagged && tags && tags.length > 0) told.tags = { add: tags, remove: [] };
  return told;
};

/** The same of a record's row. */
export const toldByRow = (kind: RecordKind, row: Row): Record<string, unknown> =>
  toldOf(kind, decodeFields(kind, row, {}));

export const readRecord = <K extends RecordKind>(db: Readable, kind: K, id: string): RecordOf<K> | undefined => {
  const row = db.get(`SELECT * FROM ${TABLES[kind].name} WHERE id = ?`, id);
  return row && decodeRecord(db, kind, row);
};

/** The record, or a NOT_FOUND refusal that names it. */
export const needRecord = <K extends RecordKind>(db: Readable, kind: K, id: string): RecordOf<K> => {
  const record = readRecord(db, kind, id);
  if (!record)
    throw new Refusal(
      'NOT_FOUND',
      'record-missing',
      `There is no ${kind} with the id ${id}; it may be in another library.`,
      { kind, id },
    );
  return record;
};

/** Records by id in the order of the ids; unknown ids are left out. */
export const readMany = <K extends RecordKind>(db: Readable, kind: K, ids: readonly string[]): RecordOf<K>[] => {
  if (ids.length === 0) return [];
  const rows = db.all(
    `SELECT * FROM ${TABLES[kind].name} WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  const byId = new Map(rows.map((row) => [row.id as string, decodeRecord(db, kind, row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};
