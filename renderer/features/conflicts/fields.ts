import type { TFunction } from 'i18next';
import type { ConflictDetail } from '#shared/contract/exchange.ts';
import { blockContentSchema } from '#shared/model/briefing.ts';
import { dateBounds } from '#shared/model/dates.ts';
import { CREDIBILITIES, RELIABILITIES } from '#shared/model/grades.ts';
import { type Prose, proseSchema } from '#shared/model/prose.ts';
import { parseQuantity, quantitySchema } from '#shared/model/quantity.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { nameSchema, SOURCE_TYPES } from '#shared/model/source.ts';
import { FACT_STATUSES, STANCES } from '#shared/model/statuses.ts';
import { fieldLabel as nameOfField } from '../history/field-text.ts';
import { authorsText, parseAuthors } from '../sources/authors.ts';

export type Json = ConflictDetail['fields'][number]['base'];

/** A value that is written as text. */
interface TextEditor {
  readonly type: 'text';
  /** Long text is merged by paragraphs and written over several lines. */
  readonly long: boolean;
  readonly toText: (value: Json) => string;
  /** Undefined while it cannot be read. */
  readonly parse: (text: string) => Json | undefined;
  /** Key of the sentence that says how to write it. */
  readonly help?: string;
}

/** How a field is written anew. */
export type FieldEditor =
  | TextEditor
  | { readonly type: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly type: 'marking' | 'subject' | 'own' | 'prose' };

const text = (value: Json): string => (typeof value === 'string' ? value : '');

const line: TextEditor = { type: 'text', long: false, toText: text, parse: (typed) => typed.trim() };
const needed: TextEditor = { ...line, parse: (typed) => typed.trim() || undefined, help: 'conflicts:write.missing' };
const long: TextEditor = { type: 'text', long: true, toText: text, parse: (typed) => typed };

const dated = (help: string, isDate: (typed: string) => boolean): TextEditor => ({
  ...line,
  parse: (typed) => (typed.trim() === '' ? null : isDate(typed.trim()) ? typed.trim() : undefined),
  help,
});
const date = dated('common:dateHelp', (typed) => dateBounds(typed) !== undefined);
const day = dated('common:dayHelp', (typed) => /^\d{4}-\d{2}-\d{2}$/.test(typed) && dateBounds(typed) !== undefined);

const quantity: TextEditor = {
  ...line,
  toText: (value) => formatQuantity(quantitySchema.nullable().catch(null).parse(value)),
  parse: (typed) => (typed.trim() === '' ? null : parseQuantity(typed)),
  help: 'facts:quantityHelp',
};
const authors: TextEditor = {
  ...line,
  toText: (value) => authorsText(nameSchema.array().catch([]).parse(value)),
  parse: (typed) => parseAuthors(typed),
  help: 'sources:authorsHelp',
};
const lines: TextEditor = {
  ...long,
  long: false,
  toText: (value) => (Array.isArray(value) ? value.map(text).join('\n') : ''),
  parse: (typed) =>
    typed
      .split('\n')
      .map((entry) => entry.trim())
      .filter(Boolean),
  help: 'conflicts:write.lines',
};

const marking = { type: 'marking' } as const;
const reliability = { type: 'choice', values: RELIABILITIES } as const;

/** Fields that can be written anew, by kind of record. Of the others one of the values is taken, or both. */
const EDITORS: Readonly<Partial<Record<RecordKind, Readonly<Record<string, FieldEditor>>>>> = {
  fact: {
    ...{ statement: needed, quantity, asOf: date, validUntil: day, reviewBy: day, marking },
    ...{ subject: { type: 'subject' }, status: { type: 'choice', values: FACT_STATUSES }, custom: { type: 'own' } },
  },
  evidence: {
    ...{ locator: line, quote: long, independenceGroup: line },
    ...{ credibility: { type: 'choice', values: CREDIBILITIES }, stance: { type: 'choice', values: STANCES } },
  },
  source: {
    ...{ title: needed, authors, publisher: line, containerTitle: line, issued: date, url: line, doi: line },
    ...{ language: line, accessed: day, archiveUrl: line, archivedAt: day, descriptor: long, reliability, marking },
    type: { type: 'choice', values: SOURCE_TYPES },
  },
  note: { title: line, body: { type: 'prose' }, marking },
  subject: { name: needed, aliases: lines, description: long, marking },
  judgement: { sentence: line, confidenceReason: line, alternatives: long, marking },
  briefing: {
    ...{ title: needed, subtitle: line, customer: line, question: line, author: line, date: day },
    ...{ sourceSummary: long, marking },
  },
  section: { heading: line, guidance: long },
  block: { content: { type: 'prose' }, marking },
  template: { title: needed, description: long, briefingTitle: line },
};

/** Every field of a kind that can be written anew, with how. */
export const editorsOf = (kind: RecordKind): [string, FieldEditor][] => Object.entries(EDITORS[kind] ?? {});

/** The prose that a value holds, bare or as the content of a block; undefined when it holds none. */
export const proseOf = (value: Json): Prose | undefined => {
  const bare = proseSchema.safeParse(value);
  if (bare.success) return bare.data;
  const block = blockContentSchema.safeParse(value);
  return block.success && block.data.type === 'prose' ? block.data.prose : undefined;
};

/** The value with this prose in it, in the form in which the field holds it. */
export const withProse = (kind: RecordKind, prose: Prose): Json =>
  (kind === 'block' ? { type: 'prose', prose } : prose) as unknown as Json;

/** How the field is written anew; undefined where only a choice among the values makes sense. */
export const editorOf = (kind: RecordKind, field: string, values: readonly Json[]): FieldEditor | undefined => {
  const editor = EDITORS[kind]?.[field];
  return editor?.type === 'prose' && values.some((value) => !proseOf(value)) ? undefined : editor;
};

/** All entries of lists that stand against each other, each once; undefined when the values are no lists. */
export const unionOf = (values: readonly Json[]): Json | undefined => {
  if (!values.every(Array.isArray)) return undefined;
  const entries = new Map(values.flat().map((entry) => [JSON.stringify(entry), entry as Json]));
  return [...entries.values()];
};

/** The name of a field. */
export const fieldLabel = (t: TFunction, kind: RecordKind, field: string): string =>
  field === 'retired' ? t('conflicts:retired.field') : nameOfField(kind, field);
