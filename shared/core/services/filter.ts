import type * as z from 'zod';
import type { factFilterSchema } from '../../contract/facts.ts';
import { daySchema } from '../../model/dates.ts';
import { parseMarking } from '../../model/marking.ts';
import { FACT_STATUSES } from '../../model/statuses.ts';
import { Refusal } from '../refusal.ts';
import { canonicalIds, groupOf, joinedWith, standing, unjoined } from '../store/aliases.ts';
import type { Readable, Row, SqlValue } from '../store/handle.ts';
import { foldName } from '../store/indexing.ts';
import { FACT_FIELDS, type ParsedQuery, parseQuery, phraseOf } from './query.ts';

export type ParsedFactFilter = z.output<typeof factFilterSchema>;

/** Conditions joined by AND, with the values of their placeholders. */
export class Conditions {
  readonly #parts: string[] = [];
  readonly #phrases: string[] = [];
  readonly values: SqlValue[] = [];

  add(sql: string, ...values: SqlValue[]): this {
    this.#parts.push(sql);
    this.values.push(...values);
    return this;
  }

  /**
   * Notes a phrase that stands in the text index of every record that meets these conditions. A search for words asks
   * for it, too, and so looks at a few records instead of at all that hold a common word.
   */
  addPhrase(phrase: string): this {
    if (phrase) this.#phrases.push(phrase);
    return this;
  }

  /** The FTS5 expression together with the phrases noted. */
  narrowed(match: string): string {
    return [match, ...this.#phrases].map((part) => `(${part})`).join(' AND ');
  }

  /** What the words of a query ask of a table with a text index, by the table's short name. */
  addWords(table: string, short: string, { match, unwanted }: Pick<ParsedQuery, 'match' | 'unwanted'>): this {
    // Retired records stand in the text index under their negative number.
    const found = `(SELECT abs(rowid) FROM ${table}_text WHERE ${table}_text MATCH ?)`;
    if (match) this.add(`${short}.n IN ${found}`, this.narrowed(match));
    if (unwanted) this.add(`${short}.n NOT IN ${found}`, unwanted);
    return this;
  }

  /** The opposite of what another set of conditions asks, true also where that cannot be said. */
  addNot(other: Conditions): this {
    return this.add(`(${other.#parts.join(' AND ')}) IS NOT TRUE`, ...other.values);
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  get where(): string {
    return this.isEmpty ? '' : `WHERE ${this.#parts.join(' AND ')}`;
  }
}

/** The subjects that go by a name, an alias or an id, in any case of letters, those joined to others among them; those in use first. */
const subjectsBy = (db: Readable, name: string): Row[] => {
  const phrase = phraseOf(name);
  const rows = phrase
    ? db.all(
        `SELECT id, name, aliases FROM subjects WHERE id = ? OR n IN
          (SELECT abs(rowid) FROM subjects_text WHERE subjects_text MATCH ?) ORDER BY retired, n`,
        name,
        phrase,
      )
    : db.all('SELECT id, name, aliases FROM subjects ORDER BY retired, n');
  const wanted = foldName(name);
  return rows.filter(
    (row) =>
      row.id === name ||
      [row.name as string, ...(JSON.parse(row.aliases as string) as string[])].some(
        (known) => foldName(known) === wanted,
      ),
  );
};

/** Their ids. */
export const subjectIds = (db: Readable, name: string): string[] => subjectsBy(db, name).map((row) => row.id as string);

/** The subjects of these rows with all that they are joined with. */
const withJoined = (db: Readable, subjects: readonly Row[]): readonly Row[] => {
  const canonical = canonicalIds(
    db,
    subjects.map(({ id }) => id as string),
  );
  const group = groupOf(db, [...new Set(canonical.values())]);
  if (group.size === subjects.length) return subjects;
  return db.all(
    'SELECT id, name FROM subjects WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...group.keys()]),
  );
};

const addSubjects = (db: Readable, conditions: Conditions, named: readonly Row[]): void => {
  const subjects = withJoined(db, named);
  const phrases = subjects.map((row) => phraseOf(row.name as string));
  const ids = subjects.map(({ id }) => id as string);
  // The usual case keeps the order of the index.
  if (ids.length === 1) conditions.add('f.subject = ?', ids[0] ?? '');
  else conditions.add('f.subject IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  if (phrases.every(Boolean)) conditions.addPhrase(phrases.join(' OR '));
};

const day = (field: string, value: string): string => {
  const parsed = daySchema.safeParse(value);
  if (!parsed.success)
    throw new Refusal('INVALID', 'date-wrong', `${field}:${value} is not a day; write it as ${field}:2024-04-30.`, {
      field,
      value,
    });
  return value;
};

/** One `field:value` of a query as a condition on `facts f`. */
export const addFactField = (db: Readable, conditions: Conditions, field: string, value: string): void => {
  if (field === 'tag') {
    conditions
      .add(`f.n IN (SELECT record FROM tags WHERE kind = 'fact' AND tag = ?)`, value)
      .addPhrase(phraseOf(value));
  } else if (field === 'subject') addSubjects(db, conditions, subjectsBy(db, value));
  else if (field === 'since')
    conditions.add('(f.as_of_to >= ? OR (f.as_of IS NOT NULL AND f.as_of_to IS NULL))', day(field, value));
  else if (field === 'until')
    conditions.add('(f.as_of_from <= ? OR (f.as_of IS NOT NULL AND f.as_of_from IS NULL))', day(field, value));
  else if (field === 'source') {
    conditions.add(
      `f.id IN (SELECT ${standing('e.fact')} FROM evidence e JOIN sources s ON s.id IN (e.source, ${standing('e.source')})
        WHERE e.retired = 0 AND (s.id = ? OR s.title = ? COLLATE NOCASE))`,
      value,
      value,
    );
  } else if (field === 'status') addStatus(conditions, value);
  else {
    const marking = parseMarking(value);
    if (!marking)
      throw new Refusal(
        'INVALID',
        'marking-wrong',
        `${value} is no marking; use CLEAR, GREEN, AMBER, AMBER+STRICT or RED.`,
        { value },
      );
    conditions.add('f.marking = ?', marking);
  }
};

/** The `field:value` pairs of a query as conditions on `facts f`. */
export const addFactFields = (db: Readable, conditions: Conditions, fields: ParsedQuery['fields']): void => {
  for (const { field, value, not } of fields) {
    const asked = not ? new Conditions() : conditions;
    addFactField(db, asked, field, value);
    if (not) conditions.addNot(asked);
  }
};

const addStatus = (conditions: Conditions, value: string): void => {
  if (!FACT_STATUSES.some((status) => status === value)) {
    throw new Refusal('INVALID', 'status-wrong', `${value} is no status; use ${FACT_STATUSES.join(', ')}.`, { value });
  }
  conditions.add('f.status = ?', value);
};

const inList = (conditions: Conditions, column: string, values: readonly string[]): void => {
  if (values.length > 0) conditions.add(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
};

/** SQL: the facts that rest on a source or on one joined to it, those joined to others as these; takes the id twice. */
export const FACTS_BY_SOURCE = `(SELECT ${standing('e.fact')} FROM evidence e WHERE e.source IN ${joinedWith('?')} AND e.retired = 0)`;

/** A fact filter as conditions on `facts f`. */
export const factConditions = (db: Readable, filter: ParsedFactFilter, today: string): Conditions => {
  const conditions = new Conditions().add('f.retired = ?', filter.retired ? 1 : 0).add(unjoined('fact', 'f.n'));
  const query = parseQuery(filter.query, { growing: true, fields: FACT_FIELDS });
  addFactFields(db, conditions, query.fields);
  if (filter.subject) addSubjects(db, conditions, db.all('SELECT id, name FROM subjects WHERE id = ?', filter.subject));
  if (filter.source) conditions.add(`f.id IN ${FACTS_BY_SOURCE}`, filter.source, filter.source);
  for (const tag of filter.tags) addFactField(db, conditions, 'tag', tag);
  inList(conditions, 'f.status', filter.statuses);
  inList(conditions, 'f.marking', filter.markings);
  if (filter.since) addFactField(db, conditions, 'since', filter.since);
  if (filter.until) addFactField(db, conditions, 'until', filter.until);
  if (filter.reviewDue) conditions.add('f.review_by <= ?', today);
  if (filter.unsourced)
    conditions.add(`NOT EXISTS (SELECT 1 FROM evidence e WHERE e.fact IN ${joinedWith('f.id')} AND e.retired = 0)`);
  // Last, when it is known what the words can be narrowed by.
  return conditions.addWords('facts', 'f', query);
};
