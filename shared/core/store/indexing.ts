import type { BlockContent } from '../../model/briefing.ts';
import type { Basis } from '../../model/judgement.ts';
import { citedFacts, type Prose, proseText } from '../../model/prose.ts';
import type { Pin, RecordKind } from '../../model/records.ts';
import { formatName, type Name } from '../../model/source.ts';
import type { Readable, Writable } from './handle.ts';
import { readRecord } from './records.ts';

/** The text index does not know ё for е, so both sides fold it; case and accents it folds itself. */
export const foldText = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** The two columns of a record's text index: what names it, and everything else that can be found. */
type Words = readonly [title: string, context: string];
type Given = Record<string, unknown>;

const subjectWords = (db: Readable, id: unknown): string => {
  if (typeof id !== 'string') return '';
  const row = db.get('SELECT name, aliases FROM subjects WHERE id = ?', id);
  return row ? [row.name, ...(JSON.parse(row.aliases as string) as string[])].join(' ') : '';
};

const quotesOf = (db: Readable, fact: string): string =>
  db
    .all(`SELECT quote FROM evidence WHERE fact = ? AND retired = 0 AND quote <> ''`, fact)
    .map((row) => row.quote)
    .join('\n');

const factWords = (db: Readable, fact: Given, quotes: string): Words => {
  const custom = Object.values(fact.custom as Record<string, string>).join(' ');
  return [
    fact.statement as string,
    [subjectWords(db, fact.subject), (fact.tags as string[]).join(' '), custom, quotes].join('\n'),
  ];
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

const WORDS: Partial<Record<RecordKind, { table: string; words(db: Readable, id: string, record: Given): Words }>> = {
  fact: { table: 'facts_text', words: (db, id, fact) => factWords(db, fact, quotesOf(db, id)) },
  source: { table: 'sources_text', words: (_db, _id, source) => sourceWords(source) },
  note: {
    table: 'notes_text',
    words: (_db, _id, note) => [
      note.title as string,
      `${proseText(note.body as Prose)}\n${(note.tags as string[]).join(' ')}`,
    ],
  },
  subject: {
    table: 'subjects_text',
    words: (_db, _id, subject) => [
      subject.name as string,
      [...(subject.aliases as string[]), subject.description].join('\n'),
    ],
  },
  briefing: { table: 'briefings_text', words: briefingWords },
};

const COLUMNS: Readonly<Record<string, readonly [string, string]>> = {
  facts_text: ['statement', 'context'],
  sources_text: ['title', 'context'],
  notes_text: ['title', 'context'],
  subjects_text: ['name', 'context'],
  briefings_text: ['title', 'context'],
};

const writeWords = (db: Writable, table: string, n: number, [title, context]: Words): void => {
  const [first, second] = COLUMNS[table] ?? ['title', 'context'];
  db.run(`INSERT INTO ${table} (rowid, ${first}, ${second}) VALUES (?, ?, ?)`, n, foldText(title), foldText(context));
};

const pinsOf = (kind: RecordKind, record: Given): Pin[] => {
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

/** A fact made in the running step, with the quotes of its evidence so far. */
export interface NewFact {
  readonly n: number;
  readonly record: Given;
  readonly quotes: string[];
}

/** Indexes a fact that was not there before, together with its evidence. */
export const indexNewFact = (db: Writable, { n, record, quotes }: NewFact): void =>
  writeWords(db, 'facts_text', n, factWords(db, record, quotes.join('\n')));

/** Indexes a record other than a fact that was not there before: nothing to remove first. */
export const indexNew = (db: Writable, kind: RecordKind, n: number, id: string, record: Given): void => {
  const indexed = WORDS[kind];
  if (indexed) writeWords(db, indexed.table, n, indexed.words(db, id, record));
  if (isHolder(kind)) writePins(db, kind, id, record);
  if (kind === 'block') reindexBriefingOf(db, record.section as string);
  if (kind === 'evidence' && record.quote !== '') indexRecord(db, 'fact', record.fact as string);
};

const reindexBriefingOf = (db: Writable, section: string): void => {
  const row = db.get('SELECT briefing FROM sections WHERE id = ?', section);
  if (row) indexRecord(db, 'briefing', row.briefing as string);
};

/** Brings the text index and the pins of one record up to what the record says now. */
export const indexRecord = (db: Writable, kind: RecordKind, id: string): void => {
  const indexed = WORDS[kind];
  const record = readRecord(db, kind, id) as Given | undefined;
  if (!record) return;
  if (indexed) {
    const n = db.get(`SELECT n FROM ${indexed.table.replace('_text', '')} WHERE id = ?`, id)?.n as number;
    db.run(`DELETE FROM ${indexed.table} WHERE rowid = ?`, n);
    writeWords(db, indexed.table, n, indexed.words(db, id, record));
  }
  if (isHolder(kind)) {
    db.run('DELETE FROM pins WHERE holder = ?', id);
    if (record.retired !== true) writePins(db, kind, id, record);
  }
  if (kind === 'block') reindexBriefingOf(db, record.section as string);
  if (kind === 'section') indexRecord(db, 'briefing', record.briefing as string);
  if (kind === 'evidence') indexRecord(db, 'fact', record.fact as string);
  if (kind === 'subject')
    for (const row of db.all('SELECT id FROM facts WHERE subject = ?', id)) indexRecord(db, 'fact', row.id as string);
};
