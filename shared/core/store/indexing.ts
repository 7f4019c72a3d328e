import type { BlockContent } from '../../model/briefing.ts';
import type { Basis } from '../../model/judgement.ts';
import { citedFacts, type Prose, proseText } from '../../model/prose.ts';
import type { Pin, RecordKind } from '../../model/records.ts';
import { formatName, type Name } from '../../model/source.ts';
import { canonicalId, joinedWith, standing } from './aliases.ts';
import type { Readable, Writable } from './handle.ts';
import { readRecord } from './records.ts';

/** The text index does not know ё for е, so both sides fold it; case and accents it folds itself. */
export const foldText = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** A name in the form in which names are compared: case does not tell two apart. */
export const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The two columns of a record's text index: what names it, and everything else that can be found. */
type Words = readonly [title: string, context: string];
type Given = Record<string, unknown>;

/** What `foldText` does, for words that are read off the tables. */
const folded = (sql: string): string => `replace(replace(${sql}, 'ё', 'е'), 'Ё', 'Е')`;

/** The values of a JSON column as words. */
const listed = (column: string, empty: string): string =>
  `iif(${column} = '${empty}', '', (SELECT group_concat(value, ' ') FROM json_each(${column})))`;

/** SQL: the names of a subject. */
const NAMES = `s.name || ' ' || ${listed('s.aliases', '[]')}`;

/** SQL: what the evidence of a fact quotes. */
const quotesOf = (fact: string): string =>
  `coalesce((SELECT group_concat(e.quote, char(10)) FROM evidence e
    WHERE e.fact = ${fact} AND e.retired = 0 AND e.quote <> ''), '')`;

/**
 * The words of facts, read by SQLite itself since an import indexes many at once: also those of facts joined to it, and
 * the names of all subjects that its subject is joined with. Those that stand aside: see `rowOf`.
 */
const FACT_WORDS = `INSERT INTO facts_text (rowid, statement, context)
  SELECT iif(f.retired OR EXISTS (SELECT 1 FROM aliases WHERE id = f.id), -f.n, f.n), ${folded('f.statement')}, ${folded(`
    coalesce((SELECT ${NAMES} FROM subjects s WHERE s.id = f.subject), '')
    || char(10) || coalesce((SELECT group_concat(${NAMES}, ' ') FROM aliases a JOIN subjects s ON s.id IN (a.id, a.canonical)
      WHERE a.canonical = ${standing('f.subject')}), '')
    || char(10) || ${listed('f.tags', '[]')} || char(10) || ${listed('f.custom', '{}')}
    || char(10) || ${quotesOf('f.id')}
    || char(10) || coalesce((SELECT group_concat(j.statement || char(10) || ${quotesOf('j.id')}, char(10))
      FROM aliases a JOIN facts j ON j.id = a.id WHERE a.canonical = f.id), '')`)}
  FROM facts f WHERE f.n BETWEEN ? AND ?`;

/** Indexes facts that were not there before, together with their evidence. */
export const indexNewFacts = (db: Writable, first: number, last: number): void => {
  db.run(FACT_WORDS, first, last);
};

const sourceWords = (source: Given): Words => [
  source.title as string,
  [
    ...(source.authors as Name[]).map(formatName),
    source.publisher,
    source.containerTitle,
    source.url,
    source.doi,
    source.descriptor,
  ].join('\n'),
];

const briefingWords = (db: Readable, id: string, briefing: Given): Words => {
  const blocks = db.all(
    'SELECT b.content, s.heading FROM blocks b JOIN sections s ON s.id = b.section WHERE s.briefing = ? AND b.retired = 0 AND s.retired = 0',
    id,
  );
  const texts = blocks.map(
    (row) => `${row.heading}\n${contentText(JSON.parse(row.content as string) as BlockContent)}`,
  );
  return [briefing.title as string, [briefing.subtitle, briefing.customer, briefing.question, ...texts].join('\n')];
};

const contentText = (content: BlockContent): string =>
  content.type === 'prose' ? proseText(content.prose) : content.type === 'judgements' ? '' : content.caption;

type WordsOf = (db: Readable, id: string, record: Given) => Words;

interface Indexed {
  readonly table: string;
  /** Names of the two columns. */
  readonly columns: string;
  /** The fields that the words come from. */
  readonly fields: readonly string[];
  /** Absent where SQLite reads the words itself. */
  readonly words?: WordsOf;
}

const WORDS: Partial<Record<RecordKind, Indexed>> = {
  fact: {
    table: 'facts',
    columns: 'statement, context',
    fields: ['statement', 'subject', 'tags', 'custom'],
  },
  source: {
    table: 'sources',
    columns: 'title, context',
    fields: ['title', 'authors', 'publisher', 'containerTitle', 'url', 'doi', 'descriptor'],
    words: (_db, _id, source) => sourceWords(source),
  },
  note: {
    table: 'notes',
    columns: 'title, context',
    fields: ['title', 'body', 'tags'],
    words: (_db, _id, note) => [
      note.title as string,
      `${proseText(note.body as Prose)}\n${(note.tags as string[]).join(' ')}`,
    ],
  },
  subject: {
    table: 'subjects',
    columns: 'name, context',
    fields: ['name', 'aliases', 'description'],
    words: (_db, _id, subject) => [
      subject.name as string,
      [...(subject.aliases as string[]), subject.description].join('\n'),
    ],
  },
  briefing: {
    table: 'briefings',
    columns: 'title, context',
    fields: ['title', 'subtitle', 'customer', 'question'],
    words: briefingWords,
  },
};

/**
 * Retired and joined records stand under their negative number, so that a search passes over them without looking at
 * the record.
 */
const rowOf = (db: Readable, n: number, id: string, record: Given): number =>
  record.retired === true || canonicalId(db, id) !== id ? -n : n;

/** Where the words of a record stand now; undefined when they are not indexed. */
const indexedRow = (db: Readable, table: string, n: number): number | undefined =>
  db.get(`SELECT id FROM ${table}_text_docsize WHERE id IN (?, ?)`, n, -n)?.id as number | undefined;

/** The words of a record, and behind them those of the records that are joined to it. */
const wordsWithJoined = (db: Readable, kind: RecordKind, id: string, record: Given, words: WordsOf): Words => {
  const [title, context] = words(db, id, record);
  const joined = db.all('SELECT id FROM aliases WHERE canonical = ?', id).flatMap(({ id: other }) => {
    const given = readRecord(db, kind, other as string) as Given | undefined;
    return given ? words(db, other as string, given) : [];
  });
  return [title, [context, ...joined].join('\n')];
};

const writeWords = (db: Writable, kind: RecordKind, indexed: Indexed, n: number, id: string, record: Given): void => {
  const { table, columns, words } = indexed;
  if (!words) {
    indexNewFacts(db, n, n);
    return;
  }
  const [title, context] = wordsWithJoined(db, kind, id, record, words);
  db.run(
    `INSERT INTO ${table}_text (rowid, ${columns}) VALUES (?, ?, ?)`,
    rowOf(db, n, id, record),
    foldText(title),
    foldText(context),
  );
};

/** The facts that a record relies on, each at its revision. */
export const pinsOf = (kind: RecordKind, record: Given): Pin[] => {
  if (kind === 'note') return citedFacts(record.body as Prose);
  if (kind === 'judgement') return (record.basis as Basis[]).filter((entry): entry is Pin => 'fact' in entry);
  if (kind !== 'block') return [];
  const content = record.content as BlockContent;
  if (content.type === 'prose') return citedFacts(content.prose);
  return content.type === 'judgements' ? [] : content.facts;
};

const writePins = (db: Writable, kind: RecordKind, id: string, record: Given): void => {
  for (const pin of pinsOf(kind, record)) {
    db.run(
      'INSERT INTO pins (holder, kind, fact, revision) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      id,
      kind,
      pin.fact,
      pin.revision,
    );
  }
};

const isHolder = (kind: RecordKind): boolean => kind === 'block' || kind === 'judgement' || kind === 'note';

/** Indexes a record other than a fact that was not there before: nothing to remove first. */
export const indexNew = (db: Writable, kind: RecordKind, n: number, id: string, record: Given): void => {
  const indexed = WORDS[kind];
  if (indexed) writeWords(db, kind, indexed, n, id, record);
  if (isHolder(kind) && record.retired !== true) writePins(db, kind, id, record);
  if (kind === 'block') reindexBriefingOf(db, record.section as string);
  if (kind === 'evidence' && record.quote !== '') reindex(db, 'fact', record.fact as string);
};

/** Writes the words of a record anew. */
const reindexAlone = (db: Writable, kind: RecordKind, id: string): void => {
  const indexed = WORDS[kind];
  const record = indexed && (readRecord(db, kind, id) as Given | undefined);
  if (!record) return;
  const n = db.get(`SELECT n FROM ${indexed.table} WHERE id = ?`, id)?.n as number;
  const before = indexedRow(db, indexed.table, n);
  if (before !== undefined) db.run(`DELETE FROM ${indexed.table}_text WHERE rowid = ?`, before);
  writeWords(db, kind, indexed, n, id, record);
};

/** Writes the words of a record anew, and those of the record that stands for it. */
const reindex = (db: Writable, kind: RecordKind, id: string): void => {
  reindexAlone(db, kind, id);
  const canonical = canonicalId(db, id);
  if (canonical !== id) reindexAlone(db, kind, canonical);
};

/** Brings the words up to a record having been joined or separated, or having been given another's words. */
export const reindexJoined = (db: Writable, kind: RecordKind, id: string): void => {
  reindexAlone(db, kind, id);
  if (kind === 'subject') reindexFactsAbout(db, id);
};

const reindexFactsAbout = (db: Writable, subject: string): void => {
  for (const row of db.all(`SELECT id FROM facts WHERE subject IN ${joinedWith('?')}`, subject, subject))
    reindex(db, 'fact', row.id as string);
};

const reindexBriefingOf = (db: Writable, section: string): void => {
  const row = db.get('SELECT briefing FROM sections WHERE id = ?', section);
  if (row) reindex(db, 'briefing', row.briefing as string);
};

/** Brings the words of other records up to what this one says now. */
const indexAround = (db: Writable, kind: RecordKind, before: Given, told: Given): void => {
  const tells = (...names: string[]): boolean => names.some((name) => name in told);
  if (kind === 'evidence') {
    const hasQuote = before.quote !== '' || (told.quote ?? '') !== '';
    if (hasQuote && tells('quote', 'retired', 'fact')) {
      for (const fact of new Set([before.fact, told.fact ?? before.fact])) reindex(db, 'fact', fact as string);
    }
  } else if (kind === 'block') {
    if (!tells('content', 'retired', 'section')) return;
    for (const section of new Set([before.section, told.section ?? before.section]))
      reindexBriefingOf(db, section as string);
  } else if (kind === 'section') {
    if (tells('heading', 'retired', 'briefing')) reindex(db, 'briefing', before.briefing as string);
  } else if (kind === 'subject' && tells('name', 'aliases')) {
    reindexFactsAbout(db, canonicalId(db, before.id as string));
  }
};

/** Brings the text index and the pins up to a change of one record: as it was before, and what the change told. */
export const indexChanged = (db: Writable, kind: RecordKind, before: Given & { id: string }, told: Given): void => {
  const { id } = before;
  const moved = 'retired' in told && told.retired !== before.retired;
  if (moved || WORDS[kind]?.fields.some((name) => name in told)) reindex(db, kind, id);
  if (isHolder(kind) && (moved || ['body', 'basis', 'content'].some((name) => name in told))) {
    db.run('DELETE FROM pins WHERE holder = ?', id);
    const record = readRecord(db, kind, id) as Given;
    if (record.retired !== true) writePins(db, kind, id, record);
  }
  indexAround(db, kind, before, told);
};
