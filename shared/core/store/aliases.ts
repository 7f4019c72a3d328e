import { type JoinableKind, standings } from '../../model/duplicates.ts';
import type { Readable } from './handle.ts';
import { TABLES } from './tables/index.ts';

/**
 * Joined records read through the one that stands for them (MERGE.md, M13). `aliases` holds where each leads in the
 * end, so that a list is kept from them and a link follows them by one look at an index.
 */

/** SQL: the id of the record that stands for the one with this id. */
export const standing = (id: string): string => `coalesce((SELECT canonical FROM aliases WHERE id = ${id}), ${id})`;

/** SQL: this id and those of the records joined to it, as a set for `IN`. */
export const joinedWith = (id: string): string =>
  `(SELECT ${id} UNION ALL SELECT id FROM aliases WHERE canonical = ${id})`;

/** SQL condition: the record with this row number stands for itself. */
export const unjoined = (kind: JoinableKind, n: string): string =>
  `${n} NOT IN (SELECT record FROM aliases WHERE kind = '${kind}')`;

/** The id of the record that stands for this one: mostly itself. */
export const canonicalId = (db: Readable, id: string): string =>
  (db.get('SELECT canonical FROM aliases WHERE id = ?', id)?.canonical as string | undefined) ?? id;

/** For each of these ids that of the record that stands for it. */
export const canonicalIds = (db: Readable, ids: readonly string[]): Map<string, string> => {
  const canonical = new Map(ids.map((id) => [id, id]));
  const rows = db.all(
    'SELECT id, canonical FROM aliases WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  for (const row of rows) canonical.set(row.id as string, row.canonical as string);
  return canonical;
};

/** These ids and those of all records joined to them, each with the one that stands for it. */
export const groupOf = (db: Readable, ids: readonly string[]): Map<string, string> => {
  const group = new Map(ids.map((id) => [id, id]));
  const rows = db.all(
    'SELECT id, canonical FROM aliases WHERE canonical IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  for (const { id, canonical } of rows) group.set(id as string, canonical as string);
  return group;
};

/** A joined record: its row number, and the record that stands for it. */
export interface Alias {
  readonly n: number;
  readonly canonical: string;
}

/** Where the joined records of a kind lead, from their own fields. One whose target is not here stands for itself (M5). */
export const aliasesOf = (db: Readable, kind: JoinableKind): Map<string, Alias> => {
  const { name } = TABLES[kind];
  const rows = db.all(
    `SELECT t.n, t.id, t.joined_to FROM ${name} t JOIN ${name} o ON o.id = t.joined_to
      WHERE t.joined_to IS NOT NULL AND t.vector <> '' AND o.vector <> ''`,
  );
  const standing = standings(new Map(rows.map((row) => [row.id as string, row.joined_to as string])));
  return new Map(
    rows.flatMap((row): [string, Alias][] => {
      const id = row.id as string;
      const canonical = standing.get(id) ?? id;
      return canonical === id ? [] : [[id, { n: row.n as number, canonical }]];
    }),
  );
};
