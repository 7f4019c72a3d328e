import type { DuplicateMark } from '../../contract/duplicates.ts';
import { foldDoi, foldUrl, foldWords, JOINABLE_KINDS, type JoinableKind } from '../../model/duplicates.ts';
import { standing, unjoined } from '../store/aliases.ts';
import type { Readable, Row } from '../store/handle.ts';

/** Two records that likely stand for the same, the older first. */
export interface Pair {
  readonly kind: JoinableKind;
  readonly by: DuplicateMark;
  readonly keep: string;
  readonly other: string;
}

/** One thing that a record may have in common with others. */
interface Mark {
  readonly by: DuplicateMark;
  readonly text: string;
}

interface Likeness {
  /** SQL: the keys that more than one record has; `among` is a condition that narrows the records, short name `t`. */
  readonly keys: (among: string) => string;
  /** SQL: the records with one of the keys in `wanted`, which come first: SQLite would look for them in every record. */
  readonly rows: string;
  readonly marks: (row: Row) => readonly Mark[];
}

const keysIn = (table: string, column: string, among: string): string =>
  `SELECT t.${column} AS key FROM ${table} t WHERE t.${column} IS NOT NULL ${among} GROUP BY 1`;

/** Of a whole table the index alone tells which keys come twice; of some records each key is looked up. */
const twice = (table: string, column: string, among: string): string =>
  among === ''
    ? `${keysIn(table, column, among)} HAVING count(*) > 1`
    : `SELECT key FROM (${keysIn(table, column, among)})
        WHERE (SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${column} = key LIMIT 2)) > 1`;

/** An address of doi.org is a DOI, so the two columns of a source are compared with one another, too. */
const ofSources = (among: string): string =>
  `SELECT key FROM (${keysIn('sources', 'url_key', among)} UNION ${keysIn('sources', 'doi_key', among)})
    WHERE (SELECT count(*) FROM (SELECT n FROM sources WHERE url_key = key
      UNION SELECT n FROM sources WHERE doi_key = key LIMIT 2)) > 1`;

const marksOfSource = (row: Row): Mark[] => {
  const url = row.url as string;
  const marks: Mark[] = [
    { by: foldUrl(url) === foldDoi(url) ? 'doi' : 'url', text: foldUrl(url) },
    { by: 'doi', text: foldDoi(row.doi as string) },
  ];
  return marks.filter(({ text }) => text !== '');
};

const LIKENESS: Readonly<Record<JoinableKind, Likeness>> = {
  subject: {
    keys: (among) => twice('subjects', 'name_key', among),
    rows: `SELECT u.id, u.name FROM wanted CROSS JOIN subjects u ON u.name_key = key
      WHERE u.retired = 0 AND ${unjoined('subject', 'u.n')}`,
    marks: (row) => [{ by: 'name', text: foldWords(row.name as string) }],
  },
  source: {
    keys: ofSources,
    rows: `SELECT s.id, s.url, s.doi FROM sources s WHERE s.n IN (SELECT n FROM wanted CROSS JOIN sources ON url_key = key
        UNION SELECT n FROM wanted CROSS JOIN sources ON doi_key = key)
      AND s.retired = 0 AND ${unjoined('source', 's.n')}`,
    marks: marksOfSource,
  },
  fact: {
    keys: (among) => twice('facts', 'statement_key', among),
    rows: `SELECT f.id, f.statement, u.name AS subject FROM wanted CROSS JOIN facts f ON f.statement_key = key
        LEFT JOIN subjects u ON u.id = ${standing('f.subject')}
      WHERE f.retired = 0 AND ${unjoined('fact', 'f.n')}`,
    // Two subjects of one name may not be joined yet, so the name is compared.
    marks: (row) => {
      const subject = row.subject === null ? '' : foldWords(row.subject as string);
      return [{ by: 'statement', text: `${foldWords(row.statement as string)}\n${subject}` }];
    },
  },
};

/** The ids of the records of a kind that a merge brought in or changed. */
const broughtIn = (db: Readable, receipt: number, kind: JoinableKind): Set<string> =>
  new Set(
    db
      .all(
        `SELECT DISTINCT c.record FROM receipt_changes r JOIN changes c ON c.dot = r.dot WHERE r.receipt = ? AND c.kind = ?`,
        receipt,
        kind,
      )
      .map((row) => row.record as string),
  );

export const pairName = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

const dismissedPairs = (db: Readable, kind: JoinableKind): Set<string> =>
  new Set(db.all('SELECT one, other FROM not_same WHERE kind = ?', kind).map((row) => `${row.one} ${row.other}`));

type Group = Mark & { readonly ids: string[] };

const GIVEN = 'WITH given (id) AS (SELECT value FROM json_each(?))';
const WANTED = 'WITH wanted (key) AS (SELECT value FROM json_each(?))';

const sharedKeys = (db: Readable, kind: JoinableKind, among: ReadonlySet<string> | undefined): Row[] => {
  const { keys } = LIKENESS[kind];
  return among
    ? db.all(`${GIVEN} ${keys('AND t.id IN (SELECT id FROM given)')}`, JSON.stringify([...among]))
    : db.all(keys(''));
};

/** The records that have something in common, each group from the oldest id on. */
const groupsOf = (db: Readable, kind: JoinableKind, among: ReadonlySet<string> | undefined): Iterable<Group> => {
  const { rows, marks } = LIKENESS[kind];
  const wanted = JSON.stringify(sharedKeys(db, kind, among).map(({ key }) => key));
  const groups = new Map<string, Group>();
  for (const row of db.all(`${WANTED} ${rows} ORDER BY 1`, wanted)) {
    for (const mark of marks(row)) {
      const group = groups.get(mark.text);
      if (group) group.ids.push(row.id as string);
      else groups.set(mark.text, { ...mark, ids: [row.id as string] });
    }
  }
  return groups.values();
};

/** The oldest of a group that a record was not told apart from; undefined for the oldest itself. */
const olderOf = (ids: readonly string[], other: string, dismissed: ReadonlySet<string>): string | undefined => {
  for (const id of ids) {
    if (id === other) return undefined;
    if (!dismissed.has(pairName(id, other))) return id;
  }
  return undefined;
};

/** Of which records pairs are asked for; all where nothing is given. */
export interface Among {
  readonly receipt?: number | undefined;
  readonly record?: string | undefined;
}

/** The sets of records of which each pair must have one. */
const setsOf = (db: Readable, kind: JoinableKind, { receipt, record }: Among): ReadonlySet<string>[] => [
  ...(record === undefined ? [] : [new Set([record])]),
  ...(receipt === undefined ? [] : [broughtIn(db, receipt, kind)]),
];

/**
 * The pairs of one kind: each record with the oldest of its group that it was not told apart from. So a group of a
 * thousand makes a thousand pairs and not half a million.
 */
const pairsOfKind = (db: Readable, kind: JoinableKind, among: Among): Pair[] => {
  const sets = setsOf(db, kind, among);
  if (sets.some((set) => set.size === 0)) return [];
  const dismissed = dismissedPairs(db, kind);
  const pairs = new Map<string, Pair>();
  for (const { by, ids } of groupsOf(db, kind, sets[0])) {
    for (const other of ids) {
      const keep = olderOf(ids, other, dismissed);
      if (keep === undefined || !sets.every((set) => set.has(keep) || set.has(other))) continue;
      pairs.set(pairName(keep, other), { kind, by, keep, other });
    }
  }
  return [...pairs.values()].sort((a, b) => (a.other < b.other ? -1 : 1));
};

interface Found {
  /** Moves on with every commit of whoever writes to the library. */
  readonly version: number;
  readonly pairs: Map<JoinableKind, readonly Pair[]>;
}

const found = new WeakMap<Readable, Found>();

/** The pairs of a kind in the whole library. They are looked for once for each state of it, however many pages are read. */
const pairsOfLibrary = (db: Readable, kind: JoinableKind): readonly Pair[] => {
  const version = db.count('PRAGMA data_version');
  const known = found.get(db);
  const { pairs } = known?.version === version ? known : { pairs: new Map<JoinableKind, readonly Pair[]>() };
  if (pairs !== known?.pairs) found.set(db, { version, pairs });
  const listed = pairs.get(kind) ?? pairsOfKind(db, kind, {});
  pairs.set(kind, listed);
  return listed;
};

/** Likely duplicates that nobody has decided on: of the library, of a record, or with one that a merge brought in. */
export const offeredPairs = (db: Readable, kind: JoinableKind | undefined, among: Among): Pair[] =>
  (kind ? [kind] : JOINABLE_KINDS).flatMap((one) =>
    among.receipt === undefined && among.record === undefined ? pairsOfLibrary(db, one) : pairsOfKind(db, one, among),
  );
