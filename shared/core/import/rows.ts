import { DATE_HELP, DAY_HELP, dateBounds, daySchema } from '../../model/dates.ts';
import type { FactFields } from '../../model/fact.ts';
import { type Credibility, parseCredibility, parseReliability, type Reliability } from '../../model/grades.ts';
import { type Marking, parseMarking } from '../../model/marking.ts';
import { parseQuantity } from '../../model/quantity.ts';
import type { Quantity } from '../../model/quantity-text.ts';
import { lineSchema, tagSchema, textSchema } from '../../model/records.ts';
import { type Name, SOURCE_TYPES, type SourceFields, type SourceType, sourceFields } from '../../model/source.ts';
import type { FieldName } from './columns.ts';

/** The cells of one line by field, and those of columns without a field by their name. Empty cells are absent. */
export interface Cells {
  readonly fields: Partial<Record<FieldName, string>>;
  readonly custom: Record<string, string>;
}

/** One line of an import, understood: a fact with what belongs to it. */
export interface ImportRow {
  readonly line: number;
  /** Its subject is still open, since only the library knows which one goes by the name. */
  readonly fact: FactFields;
  /** Name of the subject; empty when none is given. */
  readonly subject: string;
  /** Equal sources of one file are the same object. Its marking is that of the line which names it first. */
  readonly source: SourceFields | null;
  readonly evidence: { readonly locator: string; readonly quote: string; readonly credibility: Credibility };
  readonly note: string;
}
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}
export type RowResult = ImportRow | RejectedRow;

export const isRejected = (row: RowResult): row is RejectedRow => 'reason' in row;

/** Why a line is rejected: one sentence that names the column. */
class Reject extends Error {}

const SHOWN = 60;
const shown = (text: string): string => `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;

const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const LIMIT = 5_000;
  const cache = new Map<string, T>();
  return (text) => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const value = read(text);
    if (cache.size >= LIMIT) cache.clear();
    cache.set(text, value);
    return value;
  };
};

const MAX_LINE = lineSchema.maxLength ?? 2000;
const MAX_TEXT = textSchema.maxLength ?? 1_000_000;

/** A cell that is one line of text: line breaks in it become blanks. */
const line = (column: FieldName, text: string | undefined): string => {
  if (text === undefined) return '';
  const value = (/[\r\n]/.test(text) ? text.replace(/\s*[\r\n]+\s*/g, ' ') : text).trim();
  if (value.length > MAX_LINE) {
    throw new Reject(
      `${column}: ${shown(value)} is longer than ${MAX_LINE.toLocaleString('en')} characters; shorten it.`,
    );
  }
  return value;
};

const longText = (column: string, text: string | undefined): string => {
  if (text === undefined) return '';
  if (text.length > MAX_TEXT)
    throw new Reject(`${column}: the text is longer than ${MAX_TEXT.toLocaleString('en')} characters; shorten it.`);
  return text;
};

const dated = (column: FieldName, text: string): string => {
  const value = text.trim();
  if (dateBounds(value) === undefined) throw new Reject(`${column}: ${shown(value)} is not a date. ${DATE_HELP}`);
  return value;
};

/** `as_of` and `until` as one EDTF date or period. */
const period = (asOf: string | undefined, until: string | undefined): string | null => {
  if (until === undefined) return asOf === undefined ? null : dated('as_of', asOf);
  const to = dated('until', until);
  const from = asOf === undefined ? '..' : dated('as_of', asOf);
  if (from.includes('/') || to.includes('/')) {
    throw new Reject('until: as_of and until must be single dates when both are given; put a whole period into as_of.');
  }
  const start = dateBounds(from)?.from;
  const finish = dateBounds(to)?.to;
  if (start && finish && finish < start)
    throw new Reject(`until: ${shown(to)} lies before as_of ${shown(from)}; swap them.`);
  return dated('until', `${from}/${to}`);
};

const day = remembered((text: string): string => {
  const result = daySchema.safeParse(text.trim());
  if (!result.success) throw new Reject(`accessed: ${shown(text)} is not a day. ${DAY_HELP}`);
  return result.data;
});

const quantity = (value: string | undefined, unit: string | undefined): Quantity | null => {
  if (value === undefined) {
    if (unit !== undefined) throw new Reject(`unit: ${shown(unit)} stands without a value; fill value or empty unit.`);
    return null;
  }
  if (unit && unit.length > 100) throw new Reject(`unit: ${shown(unit)} is longer than 100 characters; shorten it.`);
  const result = parseQuantity(value, unit?.trim());
  if (!result)
    throw new Reject(
      `value: ${shown(value)} is not a number. Write it as 130000, >130,000 or 4.5, with a point before decimals.`,
    );
  return result;
};

const reliability = (text: string | undefined): Reliability => {
  if (text === undefined) return 'F';
  const result = parseReliability(text);
  if (!result) throw new Reject(`reliability: ${shown(text)} is not a grade. Write a letter from A to F.`);
  return result;
};

const credibility = (text: string | undefined): Credibility => {
  if (text === undefined) return 6;
  const result = parseCredibility(text);
  if (!result) throw new Reject(`credibility: ${shown(text)} is not a grade. Write a digit from 1 to 6.`);
  return result;
};

const marking = (text: string | undefined): Marking => {
  if (text === undefined) return 'CLEAR';
  const result = parseMarking(text);
  if (!result)
    throw new Reject(`tlp: ${shown(text)} is not a marking. Write CLEAR, GREEN, AMBER, AMBER+STRICT or RED.`);
  return result;
};

const tags = remembered((text: string): string[] => {
  const found = new Set<string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const tag = tagSchema.safeParse(part);
    if (!tag.success)
      throw new Reject(`tags: ${shown(part)} is too long. ${tag.error.issues[0]?.message ?? ''}`.trim());
    found.add(tag.data);
  }
  return [...found];
});

const names = (text: string | undefined): Name[] =>
  line('source_author', text)
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [family = '', given, ...more] = part.split(',').map((piece) => piece.trim());
      return given !== undefined && more.length === 0 && family ? { family, given } : { literal: part };
    });

const sourceType = (text: string | undefined, hasUrl: boolean): SourceType => {
  if (text === undefined) return hasUrl ? 'webpage' : 'document';
  const wanted = text.trim().toLowerCase();
  const type = SOURCE_TYPES.find((known) => known === wanted);
  if (!type) throw new Reject(`source_type: ${shown(text)} is not a type. Write one of ${SOURCE_TYPES.join(', ')}.`);
  return type;
};

const readSource = (fields: Cells['fields']): SourceFields => {
  const url = (fields.source_url ?? '').trim();
  const result = sourceFields.safeParse({
    title: line('source_title', fields.source_title) || url.slice(0, MAX_LINE),
    type: sourceType(fields.source_type, url !== ''),
    authors: names(fields.source_author),
    publisher: line('source_publisher', fields.source_publisher),
    issued: fields.source_date === undefined ? null : dated('source_date', fields.source_date),
    url,
    accessed: fields.accessed === undefined ? null : day(fields.accessed),
    reliability: reliability(fields.reliability),
  });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Reject(`source_${String(issue?.path[0] ?? 'title')}: ${issue?.message ?? 'This source cannot be read.'}`);
};

const SOURCE_ONLY = [
  'source_type',
  'source_author',
  'source_publisher',
  'source_date',
  'accessed',
  'locator',
  'quote',
  'reliability',
  'credibility',
] as const satisfies readonly FieldName[];

const sourceKey = (fields: Cells['fields']): string =>
  [
    fields.source_title,
    fields.source_url,
    fields.source_type,
    fields.source_author,
    fields.source_publisher,
    fields.source_date,
    fields.accessed,
    fields.reliability,
  ].join('\u0001');

/** Reads the lines of one file. Values that come again and again, such as sources and tags, are read once. */
export class RowReader {
  readonly #sources = new Map<string, SourceFields>();

  /** The fact of one line, or the reason why it is rejected. */
  read(at: number, cells: Cells): RowResult {
    try {
      return this.#understand(at, cells);
    } catch (error) {
      if (error instanceof Reject) return { line: at, reason: error.message };
      throw error;
    }
  }

  #understand(at: number, { fields, custom }: Cells): ImportRow {
    const statement = line('statement', fields.statement);
    if (statement === '') throw new Reject('statement: the cell is empty; a fact needs a statement.');
    const original = fields.tlp?.trim() ?? '';
    const wasWhite = /white$/i.test(original);
    for (const [name, value] of Object.entries(custom)) longText(name, value);
    const source = this.#source(fields);
    return {
      line: at,
      fact: {
        statement,
        subject: null,
        quantity: quantity(fields.value, fields.unit),
        asOf: period(fields.as_of, fields.until),
        validUntil: null,
        reviewBy: null,
        status: 'unverified',
        supersededBy: null,
        marking: marking(fields.tlp),
        tags: fields.tags === undefined ? [] : tags(fields.tags),
        custom: wasWhite ? { ...custom, tlp_original: original } : custom,
        joinedTo: null,
      },
      subject: line('subject', fields.subject),
      source,
      evidence: {
        locator: line('locator', fields.locator),
        quote: longText('quote', fields.quote),
        credibility: credibility(fields.credibility),
      },
      note: longText('note', fields.note),
    };
  }

  #source(fields: Cells['fields']): SourceFields | null {
    if (fields.source_title === undefined && fields.source_url === undefined) {
      const orphan = SOURCE_ONLY.find((column) => fields[column] !== undefined);
      if (orphan) throw new Reject(`${orphan}: the line names no source; fill source_title or source_url.`);
      return null;
    }
    const key = sourceKey(fields);
    const known = this.#sources.get(key);
    if (known) return known;
    const source = readSource(fields);
    if (this.#sources.size > 50_000) this.#sources.clear();
    this.#sources.set(key, source);
    return source;
  }
}
