import type * as z from 'zod';
import { type Hit, SEARCH_KINDS, type SearchKind, type searchInputSchema } from '../../contract/search.ts';
import { isJoinable } from '../../model/duplicates.ts';
import { type Prose, proseText } from '../../model/prose.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceOf } from '../router.ts';
import { joinedWith, standing, unjoined } from '../store/aliases.ts';
import type { Readable, Row } from '../store/handle.ts';
import { decodeRecord } from '../store/records.ts';
import type { Context } from './context.ts';
import { addFactFields, Conditions } from './filter.ts';
import { FACT_FIELDS, type ParsedQuery, parseQuery, phraseOf } from './query.ts';
import { nameOf } from './records.ts';
import { isMarked, snippetOf } from './snippet.ts';
import { otherNames } from './subject-names.ts';

type Input = z.output<typeof searchInputSchema>;

/** Ranking looks at every match, so of more than this only the newest are ranked. */
const RANKED = 2000;

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
      `SELECT quote FROM evidence WHERE fact IN ${joinedWith('?')} AND retired = 0 AND quote <> ''`,
      row.id as string,
      row.id as string,
    );
    return [nameOf(record), ...quotes.map(({ quote }) => quote as string)].join('\n');
  }
  if (kind === 'subject') return nameOf(record);
  if (kind === 'source') return `${nameOf(record)}\n${(record as unknown as { descriptor: string }).descriptor}`;
  return `${nameOf(record)}\n${(record as unknown as { subtitle: string }).subtitle}`;
};

/** What a subject goes by beside its name or, of a fact, all that its subject goes by. */
const namesAround = (db: Readable, kind: SearchKind, row: Row): string[] => {
  if (kind === 'subject') return otherNames(db, [row]).get(row.id as string) ?? [];
  const about = kind === 'fact' ? row.subject : null;
  if (typeof about !== 'string') return [];
  const [subject] = db.all(`SELECT * FROM subjects WHERE id = ${standing('?')}`, about, about);
  return subject ? [subject.name as string, ...(otherNames(db, [subject]).get(subject.id as string) ?? [])] : [];
};

/** The snippet of a hit; where its own words do not show why it was found, the names by which it was. */
const snippetFor = (db: Readable, kind: SearchKind, row: Row, words: readonly string[]): string => {
  const snippet = snippetOf(textOf(db, kind, row), words);
  if (isMarked(snippet)) return snippet;
  const names = namesAround(db, kind, row).filter((name) => isMarked(snippetOf(name, words)));
  return names.length > 0 ? snippetOf(names.join(', '), words) : snippet;
};

/** Conditions that only facts can meet; when one is given, only facts are searched. */
const factOnly = (input: Input, fields: ParsedQuery['fields']): ParsedQuery['fields'] => [
  ...fields,
  ...(['subject', 'since', 'until'] as const).flatMap((field) => {
    const value = input[field];
    return value ? [{ field, value, not: false }] : [];
  }),
  ...(input.status && input.status !== 'retired' ? [{ field: 'status', value: input.status, not: false }] : []),
];

interface Found {
  readonly total: number;
  readonly rows: { readonly kind: SearchKind; readonly row: Row; readonly score: number }[];
}

/** What is asked of one kind of record, beside the words. */
interface Asked {
  readonly kind: SearchKind;
  /** Conditions on the table, under the short name `f`. */
  readonly conditions: Conditions;
  readonly retired: boolean;
  readonly limit: number;
}

/** The best matches of words. Without other conditions only the text index is read, and the records that are shown. */
const searchWords = (db: Readable, match: string, { kind, conditions, retired, limit }: Asked): Found => {
  const table = TABLES[kind];
  const text = `${table}_text`;
  // Retired records stand in the text index under their negative number.
  const side = retired ? 'rowid < 0' : 'rowid > 0';
  // The plus keeps the few that meet the conditions as a set to look up, instead of searching the words once for each.
  const among = conditions.isEmpty
    ? ''
    : `AND +t.rowid IN (SELECT ${retired ? '-f.n' : 'f.n'} FROM ${table} f ${conditions.where})`;
  const from = `FROM ${text} t WHERE ${text} MATCH ? AND t.${side} ${among}`;
  const values = [conditions.narrowed(match), ...conditions.values];
  const total = db.count(`SELECT count(*) ${from}`, ...values);
  if (total === 0) return { total, rows: [] };
  const best = db
    .all(
      // A title counts for more than what else can be found.
      `SELECT abs(t.rowid) AS n, bm25(${text}, 4.0, 1.0) AS rank ${from} ORDER BY t.rowid ${retired ? '' : 'DESC'} LIMIT ${RANKED}`,
      ...values,
    )
    .sort((a, b) => Number(a.rank) - Number(b.rank) || Number(b.n) - Number(a.n))
    .slice(0, limit);
  const rows = new Map(
    db
      .all(`SELECT * FROM ${table} WHERE n IN (SELECT value FROM json_each(?))`, JSON.stringify(best.map(({ n }) => n)))
      .map((row) => [row.n, row]),
  );
  return {
    total,
    rows: best.flatMap(({ n, rank }) => {
      const row = rows.get(n);
      return row ? [{ kind, row, score: -Number(rank) }] : [];
    }),
  };
};

/** The newest records that meet the conditions, where no words are given. */
const searchNewest = (db: Readable, { kind, conditions, retired, limit }: Asked): Found => {
  const where = conditions.add('f.retired = ?', retired ? 1 : 0).where;
  const total = db.count(`SELECT count(*) FROM ${TABLES[kind]} f ${where}`, ...conditions.values);
  const rows = db.all(
    `SELECT f.* FROM ${TABLES[kind]} f ${where} ORDER BY f.updated_at DESC, f.n LIMIT ?`,
    ...conditions.values,
    limit,
  );
  return { total, rows: rows.map((row) => ({ kind, row, score: 0 })) };
};

/** Refuses what would find something else than was asked for: a field that there is not, or signs without any word. */
const checkQuery = (text: string, { match, unwanted, fields, unknown }: ParsedQuery): void => {
  const [field] = unknown;
  if (field !== undefined)
    throw new Refusal(
      'INVALID',
      'search-field-unknown',
      `There is no field ${field} to search by; fields are: ${FACT_FIELDS.join(', ')}. Put it in double quotes to find the words.`,
      { field },
    );
  if (text.trim() !== '' && !match && !unwanted && fields.length === 0)
    throw new Refusal(
      'INVALID',
      'query-empty',
      'There is no word to look for in this query; write at least one word, or a filter such as tag:name.',
    );
};

export const searchService = (context: Context): ServiceOf<'search'> => ({
  query: (input) => {
    const start = performance.now();
    const db = context.read;
    const query = parseQuery(input.query, { fields: FACT_FIELDS });
    checkQuery(input.query, query);
    const forFacts = factOnly(input, query.fields);
    const kinds = (input.in.length > 0 ? input.in : SEARCH_KINDS).filter(
      (kind) => kind === 'fact' || (forFacts.length === 0 && (input.tag === undefined || kind === 'note')),
    );
    const found = kinds.map((kind): Found => {
      const conditions = new Conditions();
      if (input.tag) {
        conditions
          .add('f.n IN (SELECT record FROM tags WHERE kind = ? AND tag = ?)', kind, input.tag)
          .addPhrase(phraseOf(input.tag));
      }
      if (kind === 'fact') addFactFields(db, conditions, forFacts);
      // The text index keeps joined records aside together with the retired ones.
      if (isJoinable(kind) && (!query.match || input.status === 'retired')) conditions.add(unjoined(kind, 'f.n'));
      const asked = { kind, conditions, retired: input.status === 'retired', limit: input.limit };
      if (query.match) return searchWords(db, query.match, asked);
      conditions.addWords(TABLES[kind], 'f', { match: '', unwanted: query.unwanted });
      return kind === 'fact' || input.tag ? searchNewest(db, asked) : { total: 0, rows: [] };
    });
    const best = found
      .flatMap(({ rows }) => rows)
      .sort((a, b) => b.score - a.score)
      .slice(0, input.limit);
    const hits = best.map(({ kind, row, score }): Hit => {
      const title = nameOf(decodeRecord(db, kind, row));
      return { kind, id: row.id as string, title, snippet: snippetFor(db, kind, row, query.words), score };
    });
    return { total: found.reduce((sum, { total }) => sum + total, 0), hits, ms: performance.now() - start };
  },
});
