import type * as z from 'zod';
import { type Hit, SEARCH_KINDS, type SearchKind, type searchInputSchema } from '../../contract/search.ts';
import { type Prose, proseText } from '../../model/prose.ts';
import type { ServiceOf } from '../router.ts';
import type { Readable, Row } from '../store/handle.ts';
import { foldText } from '../store/indexing.ts';
import { decodeRecord } from '../store/records.ts';
import type { Context } from './context.ts';
import { addFactField, Conditions } from './filter.ts';
import { parseQuery } from './query.ts';
import { nameOf } from './records.ts';
import { snippetOf } from './snippet.ts';

type Input = z.output<typeof searchInputSchema>;

/** A title counts for more than what else can be found; a beginning index makes `word*` as quick as a word. */
const RANK = 'bm25(%, 4.0, 1.0)';

const TABLES: Readonly<Record<SearchKind, string>> = {
  fact: 'facts',
  source: 'sources',
  note: 'notes',
  subject: 'subjects',
  briefing: 'briefings',
};

/** The words that a hit's snippet is cut from. */
const textOf = (db: Readable, kind: SearchKind, row: Row): string => {
  const record = decodeRecord(db, kind, row);
  if (kind === 'note') return `${nameOf(record)}\n${proseText((record as unknown as { body: Prose }).body)}`;
  if (kind === 'fact') {
    const quotes = db.all(
      `SELECT quote FROM evidence WHERE fact = ? AND retired = 0 AND quote <> ''`,
      row.id as string,
    );
    return [nameOf(record), ...quotes.map(({ quote }) => quote as string)].join('\n');
  }
  if (kind === 'source') return `${nameOf(record)}\n${(record as unknown as { descriptor: string }).descriptor}`;
  if (kind === 'subject') return [nameOf(record), ...(record as unknown as { aliases: string[] }).aliases].join(', ');
  return `${nameOf(record)}\n${(record as unknown as { subtitle: string }).subtitle}`;
};

/** Conditions that only facts can meet; when one is given, only facts are searched. */
const factOnly = (
  input: Input,
  fields: readonly { field: string; value: string }[],
): { field: string; value: string }[] => [
  ...fields,
  ...(input.subject ? [{ field: 'subject', value: input.subject }] : []),
  ...(input.since ? [{ field: 'since', value: input.since }] : []),
  ...(input.until ? [{ field: 'until', value: input.until }] : []),
  ...(input.status && input.status !== 'retired' ? [{ field: 'status', value: input.status }] : []),
];

interface Found {
  readonly total: number;
  readonly rows: { readonly kind: SearchKind; readonly row: Row; readonly score: number }[];
}

/** A search that finds more than this is ranked among the newest of them: ranking all would keep the reader waiting. */
const RANKED = 1000;

/** Words alone, which is nearly every search: answered from the text index, then only the best records are read. */
const searchWords = (db: Readable, kind: SearchKind, match: string, limit: number): Found => {
  const table = TABLES[kind];
  const words = `${table}_text`;
  const found = `FROM ${words} WHERE ${words} MATCH ? AND rowid NOT IN (SELECT n FROM ${table} WHERE retired = 1)`;
  const total = db.count(`SELECT count(*) ${found}`, match);
  if (total === 0) return { total, rows: [] };
  const oldest =
    total > RANKED ? db.count(`SELECT rowid ${found} ORDER BY rowid DESC LIMIT 1 OFFSET ${RANKED}`, match) : 0;
  const rank = RANK.replace('%', words);
  const best = db.all(
    `SELECT rowid AS n, ${rank} AS rank ${found} AND rowid > ? ORDER BY rank LIMIT ?`,
    match,
    oldest,
    limit,
  );
  const ids = JSON.stringify(best.map(({ n }) => n));
  const records = new Map(
    db.all(`SELECT * FROM ${table} WHERE n IN (SELECT value FROM json_each(?))`, ids).map((row) => [row.n, row]),
  );
  return {
    total,
    rows: best.flatMap(({ n, rank }) => ({ kind, row: records.get(n as number) as Row, score: -Number(rank) })),
  };
};

/** Words with conditions, or conditions alone. */
const searchFiltered = (
  db: Readable,
  kind: SearchKind,
  match: string,
  conditions: Conditions,
  limit: number,
): Found => {
  const table = TABLES[kind];
  const from = match
    ? `FROM ${table}_text t JOIN ${table} f ON f.n = t.rowid ${conditions.where} AND ${table}_text MATCH ?`
    : `FROM ${table} f ${conditions.where}`;
  const values = match ? [...conditions.values, match] : conditions.values;
  const rank = match ? RANK.replace('%', `${table}_text`) : '0';
  const total = db.count(`SELECT count(*) ${from}`, ...values);
  if (total === 0) return { total, rows: [] };
  const rows = db.all(`SELECT f.*, ${rank} AS rank ${from} ORDER BY rank, f.updated_at DESC LIMIT ?`, ...values, limit);
  return { total, rows: rows.map((row) => ({ kind, row, score: -Number(row.rank) })) };
};

export const searchService = (context: Context): ServiceOf<'search'> => ({
  query: (input) => {
    const start = performance.now();
    const db = context.read;
    const { match, fields, words } = parseQuery(foldText(input.query));
    const forFacts = factOnly(input, fields);
    const kinds = (input.in.length > 0 ? input.in : SEARCH_KINDS).filter(
      (kind) => kind === 'fact' || (forFacts.length === 0 && (input.tag === undefined || kind === 'note')),
    );
    const found = kinds.map((kind) => {
      if (match && forFacts.length === 0 && input.tag === undefined && input.status === undefined)
        return searchWords(db, kind, match, input.limit);
      const conditions = new Conditions().add('f.retired = ?', input.status === 'retired' ? 1 : 0);
      if (input.tag) conditions.add('f.id IN (SELECT record FROM tags WHERE tag = ?)', input.tag);
      if (kind === 'fact') for (const { field, value } of forFacts) addFactField(db, conditions, field, value);
      return match || kind === 'fact' || input.tag
        ? searchFiltered(db, kind, match, conditions, input.limit)
        : { total: 0, rows: [] };
    });
    const best = found
      .flatMap(({ rows }) => rows)
      .sort((a, b) => b.score - a.score)
      .slice(0, input.limit);
    const hits = best.map(({ kind, row, score }): Hit => {
      const title = nameOf(decodeRecord(db, kind, row));
      return { kind, id: row.id as string, title, snippet: snippetOf(textOf(db, kind, row), words), score };
    });
    return { total: found.reduce((sum, { total }) => sum + total, 0), hits, ms: performance.now() - start };
  },
});
