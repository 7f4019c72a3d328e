import { createHash } from 'node:crypto';
import { JOINABLE_KINDS } from '../../model/duplicates.ts';
import { fieldName } from '../../model/field-names.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { conflictsOf, decide } from '../merge/decide.ts';
import { aliasesOf } from './aliases.ts';
import { isSame } from './canonical.ts';
import type { Readable, Row, SqlValue } from './handle.ts';
import { changesOf, KIND_RULES, rowState } from './history.ts';
import { pinsOf } from './indexing.ts';
import { decodeRecord } from './records.ts';
import { keyColumn } from './tables/columns.ts';
import { FIELD_SCHEMAS, TABLES } from './tables/index.ts';

/** More problems than this are counted, not listed. */
const LISTED = 100;

const integrity = (db: Readable): string[] => {
  const found = db.all('PRAGMA integrity_check').map((row) => String(row.integrity_check));
  return found[0] === 'ok' ? [] : found.map((line) => `The file is damaged: ${line}.`);
};

const links = (db: Readable): string[] =>
  db
    .all('PRAGMA foreign_key_check')
    .map((row) => `A record of ${String(row.table)} points to a missing record of ${String(row.parent)}.`);

const records = (db: Readable, kind: RecordKind): string[] => {
  const problems: string[] = [];
  const fields = FIELD_SCHEMAS[kind];
  const own = new Set(Object.keys(fields.shape));
  for (const row of db.iterate(`SELECT * FROM ${TABLES[kind].name}`)) {
    const record = decodeRecord(db, kind, row) as unknown as Record<string, unknown>;
    const parsed = fields.safeParse(Object.fromEntries(Object.entries(record).filter(([name]) => own.has(name))));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      problems.push(
        `The ${kind} ${String(record.id)} breaks a rule at ${fieldName(kind, String(issue?.path[0] ?? ''))}: ${issue?.message ?? ''}`,
      );
    }
    const key = wrongKey(kind, row, record);
    if (key !== undefined)
      problems.push(`The ${kind} ${String(record.id)} stands in the index of ${fieldName(kind, key)} by other words.`);
    if (problems.length > LISTED) break;
  }
  return problems;
};

/** A field whose key, by which likely duplicates are found, is not that of its words; undefined when all are. */
const wrongKey = (kind: RecordKind, row: Row, record: Record<string, unknown>): string | undefined =>
  Object.entries(TABLES[kind].fields).find(([name, field]) => {
    const { columns } = field;
    const at = columns.findIndex((column) => column === keyColumn(columns[0] ?? ''));
    if (at < 0) return false;
    const values: SqlValue[] = [];
    field.encode(record[name], values);
    return values[at] !== row[columns[at] as string];
  })?.[0];

/** Every joined record leads where its own fields and those of the others say (M13). */
const aliases = (db: Readable): string[] =>
  JOINABLE_KINDS.flatMap((kind) => {
    const wanted = new Set([...aliasesOf(db, kind)].map(([id, { n, canonical }]) => `${n} ${id} ${canonical}`));
    const there = db.all('SELECT record, id, canonical FROM aliases WHERE kind = ?', kind);
    const different =
      there.filter(({ record, id, canonical }) => !wanted.delete(`${record} ${id} ${canonical}`)).length + wanted.size;
    return different === 0 ? [] : [`The index of joined records differs from the ${kind}s in ${different} places.`];
  });

/** Every record's vector is exactly what its history adds up to. */
const vectors = (db: Readable, kind: RecordKind): string[] => {
  const rows = db.all(
    `SELECT t.id FROM ${TABLES[kind].name} t WHERE t.vector <> '' AND t.vector IS NOT
      (SELECT group_concat(replica || ':' || top, ',' ORDER BY replica) FROM
        (SELECT replica, max(seq) AS top FROM changes WHERE record = t.id GROUP BY replica))
      LIMIT ${LISTED}`,
  );
  return rows.map((row) => `The ${kind} ${String(row.id)} does not match its history.`);
};

const conflictRows = (db: Readable, id: string): string[] =>
  db.all('SELECT DISTINCT field FROM siblings WHERE record = ? ORDER BY field', id).map((row) => row.field as string);

/** Every record says what its history adds up to, and its conflicts are listed. */
const states = (db: Readable, kind: RecordKind): string[] => {
  const problems: string[] = [];
  for (const row of db.iterate(`SELECT * FROM ${TABLES[kind].name} WHERE vector <> ''`)) {
    const record = decodeRecord(db, kind, row) as unknown as Record<string, unknown>;
    const id = record.id as string;
    const decided = decide(KIND_RULES[kind], changesOf(db, id));
    const told = rowState(kind, decided);
    const wrong = Object.keys(told).find((name) => !isSame(told[name], record[name]));
    if (wrong !== undefined) problems.push(`The ${kind} ${id} says something else than its history in ${wrong}.`);
    if (!isSame([...conflictsOf(KIND_RULES[kind], decided)].sort(), conflictRows(db, id)))
      problems.push(`The list of conflicts of the ${kind} ${id} differs from its history.`);
    if (problems.length > LISTED) break;
  }
  return problems;
};

const history = (db: Readable): string[] => {
  const gaps = db.all(
    'SELECT r.id FROM replicas r WHERE r.last_seq < coalesce((SELECT max(seq) FROM changes c WHERE c.replica = r.n), 0)',
  );
  const untold = db.count(
    'SELECT count(*) FROM changes c WHERE fields IS NULL AND EXISTS (SELECT 1 FROM changes d WHERE d.record = c.record AND d.dot <> c.dot)',
  );
  const lost = db.count(
    `SELECT count(DISTINCT c.record) FROM changes c WHERE NOT EXISTS (${RECORD_KINDS.map((kind) => `SELECT 1 FROM ${TABLES[kind].name} WHERE id = c.record`).join(' UNION ALL ')})`,
  );
  return [
    ...gaps.map((row) => `The replica ${String(row.id)} has written more than the library remembers.`),
    ...(untold > 0 ? [`${untold} records were changed, and what they were made with is not in their history.`] : []),
    ...(lost > 0 ? [`${lost} records have a history but are missing.`] : []),
  ];
};

/** Facts that something relies on are there, and the index of who relies on what says the same as the records. */
const pins = (db: Readable): string[] => {
  const gone = db
    .all(
      `SELECT holder, kind, fact FROM pins WHERE NOT EXISTS (SELECT 1 FROM facts WHERE id = pins.fact) LIMIT ${LISTED}`,
    )
    .map(
      (row) => `The ${String(row.kind)} ${String(row.holder)} relies on a fact that is not here: ${String(row.fact)}.`,
    );
  const wanted = new Set<string>();
  for (const kind of ['block', 'judgement', 'note'] as const) {
    for (const row of db.iterate(`SELECT * FROM ${TABLES[kind].name} WHERE retired = 0`)) {
      const record = decodeRecord(db, kind, row);
      for (const { fact, revision } of pinsOf(kind, record)) wanted.add(`${record.id} ${fact} ${revision}`);
    }
  }
  const there = db.all('SELECT holder, fact, revision FROM pins');
  const different =
    there.filter((row) => !wanted.delete(`${row.holder} ${row.fact} ${row.revision}`)).length + wanted.size;
  return [
    ...gone,
    ...(different > 0 ? [`The index of citations differs from the records in ${different} places.`] : []),
  ];
};

/** Every record stands in the text index once, retired and joined ones under their negative number. */
const textIndex = (db: Readable): string[] =>
  ['facts', 'sources', 'notes', 'subjects', 'briefings'].flatMap((table) => {
    const indexed = `SELECT id FROM ${table}_text_docsize`;
    const listed = `SELECT iif(retired OR id IN (SELECT id FROM aliases), -n, n) AS id FROM ${table} WHERE vector <> ''`;
    const different = db.count(
      `SELECT count(*) FROM (SELECT * FROM (${indexed} EXCEPT ${listed}) UNION ALL SELECT * FROM (${listed} EXCEPT ${indexed}))`,
    );
    return different === 0 ? [] : [`The text index of ${table} differs from the records in ${different} places.`];
  });

/** The index of tags and the lists in the records say the same. */
const tags = (db: Readable): string[] => {
  const different = (['fact', 'note'] as const).reduce((sum, kind) => {
    const listed = `SELECT j.value AS tag, t.n AS record FROM ${TABLES[kind].name} t, json_each(t.tags) j`;
    const indexed = `SELECT tag, record FROM tags WHERE kind = '${kind}'`;
    return (
      sum +
      db.count(
        `SELECT count(*) FROM (SELECT * FROM (${listed} EXCEPT ${indexed}) UNION ALL SELECT * FROM (${indexed} EXCEPT ${listed}))`,
      )
    );
  }, 0);
  return different > 0 ? [`The index of tags differs from the records in ${different} places.`] : [];
};

const attachments = (db: Readable): string[] => {
  const problems: string[] = [];
  for (const row of db.iterate('SELECT sha256, bytes FROM attachments')) {
    const hash = createHash('sha256')
      .update(row.bytes as Buffer)
      .digest('hex');
    if (hash !== row.sha256) problems.push(`The attachment ${String(row.sha256)} has changed.`);
  }
  return problems;
};

/** Everything that must hold of a library, as sentences about what does not. An empty list means it is sound. */
export const verifyLibrary = (db: Readable): string[] => db.snapshot(() => verify(db));

const verify = (db: Readable): string[] => {
  const broken = integrity(db);
  // Reading on in a damaged file would only repeat the damage.
  if (broken.length > 0) return broken.slice(0, LISTED);
  return [
    ...links(db),
    ...RECORD_KINDS.flatMap((kind) => [...records(db, kind), ...vectors(db, kind), ...states(db, kind)]),
    ...history(db),
    ...pins(db),
    ...aliases(db),
    ...textIndex(db),
    ...tags(db),
    ...attachments(db),
  ].slice(0, LISTED);
};
