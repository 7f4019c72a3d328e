import type { FactItem } from '../../contract/facts.ts';
import { bestGrade } from '../../model/evidence.ts';
import type { Credibility, Reliability } from '../../model/grades.ts';
import { canonicalIds, groupOf, standing } from '../store/aliases.ts';
import type { Readable, Row } from '../store/handle.ts';
import { tagsOf } from '../store/records.ts';
import { TABLES } from '../store/tables/index.ts';
import { readRevision } from '../store/vectors.ts';
import { inConflict } from './in-conflict.ts';

interface Support {
  readonly source: string;
  readonly reliability: Reliability;
  readonly credibility: Credibility;
  readonly stance: 'supports' | 'contradicts';
  readonly independenceGroup: string;
}

const groupBy = <T>(rows: readonly Row[], key: (row: Row) => string, value: (row: Row) => T): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    const group = groups.get(name);
    if (group) group.push(value(row));
    else groups.set(name, [value(row)]);
  }
  return groups;
};

/** The evidence of facts, that of the facts joined to them included, each piece with the source that stands for its own. */
const supportOf = (db: Readable, ids: readonly string[]): Map<string, Support[]> => {
  const group = groupOf(db, ids);
  const rows = db.all(
    `SELECT e.fact, s.id AS source, s.reliability, e.credibility, e.stance, e.independence_group
      FROM evidence e JOIN sources s ON s.id = ${standing('e.source')}
      WHERE e.fact IN (SELECT value FROM json_each(?)) AND e.retired = 0`,
    JSON.stringify([...group.keys()]),
  );
  return groupBy(
    rows,
    (row) => group.get(row.fact as string) as string,
    (row) => ({
      source: row.source as string,
      reliability: row.reliability as Reliability,
      credibility: row.credibility as Credibility,
      stance: row.stance as Support['stance'],
      independenceGroup: row.independence_group as string,
    }),
  );
};

/** Rows of `facts`, each with `subject_name`, as list items: one query for all their evidence. */
export const factItems = (db: Readable, rows: readonly Row[]): FactItem[] => {
  const ids = rows.map((row) => row.id as string);
  const support = supportOf(db, ids);
  const unsettled = inConflict(db, ids);
  const { quantity } = TABLES.fact.fields;
  return rows.map((row) => {
    const id = row.id as string;
    const evidence = support.get(id) ?? [];
    return {
      id,
      revision: readRevision(db, row.vector as string),
      statement: row.statement as string,
      subject: row.subject === null ? null : { id: row.subject_id as string, name: row.subject_name as string },
      quantity: quantity?.decode(row) as FactItem['quantity'],
      asOf: row.as_of as string | null,
      status: row.status as FactItem['status'],
      marking: row.marking as FactItem['marking'],
      tags: tagsOf(row),
      reviewBy: row.review_by as string | null,
      retired: row.retired === 1,
      updatedAt: row.updated_at as number,
      grade: bestGrade(evidence),
      sources: new Set(evidence.map(({ source }) => source)).size,
      contested: evidence.some(({ stance }) => stance === 'contradicts'),
      inConflict: unsettled.has(id),
    };
  });
};

/** The columns that `factItems` needs, for `facts f LEFT JOIN subjects u`. */
export const FACT_ITEM_COLUMNS = 'f.*, u.id AS subject_id, u.name AS subject_name';
export const FACT_ITEM_JOIN = `LEFT JOIN subjects u ON u.id = ${standing('f.subject')}`;

/** List items by id, in the order of the ids; for joined facts those that stand for them, each once. */
export const factItemsById = (db: Readable, asked: readonly string[]): FactItem[] => {
  const ids = [...new Set(canonicalIds(db, asked).values())];
  const rows = db.all(
    `SELECT ${FACT_ITEM_COLUMNS} FROM facts f ${FACT_ITEM_JOIN} WHERE f.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  const items = new Map(factItems(db, rows).map((item) => [item.id, item]));
  return ids.flatMap((id) => items.get(id) ?? []);
};
