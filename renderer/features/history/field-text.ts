import i18next from 'i18next';
import { dateBounds, formatEdtf } from '#shared/model/dates.ts';
import { inWords } from '#shared/model/field-names.ts';
import { type Marking, markingLabel } from '#shared/model/marking.ts';
import { type Prose, proseSchema, proseText } from '#shared/model/prose.ts';
import { quantitySchema } from '#shared/model/quantity.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { type HistoryEntry, idSchema, RECORD_KINDS, type RecordKind } from '#shared/model/records.ts';
import { formatName, nameSchema } from '#shared/model/source.ts';
import { type CoverageRule, coverageRuleSchema } from '#shared/model/template.ts';
import { formatTime } from '../../i18n/format.ts';

export type FieldValue = HistoryEntry['changes'][number]['before'];

/** What a field is called on the screen. */
export const fieldLabel = (kind: RecordKind, field: string): string =>
  i18next.t(`history:field.${kind}.${field}`, { defaultValue: inWords(field) });

/** Fields that name another record, and of which kind it is. */
const LINKS: Readonly<Record<string, RecordKind>> = {
  subject: 'subject',
  parent: 'subject',
  supersededBy: 'fact',
  fact: 'fact',
  source: 'source',
  template: 'template',
  briefing: 'briefing',
  section: 'section',
  bottomLine: 'judgement',
};

/** The record that a field names by its id; null for every other field. */
export const linkOf = (field: string, value: FieldValue): { kind: RecordKind; id: string } | null => {
  const kind = LINKS[field];
  const id = idSchema.safeParse(value).data;
  return kind && id !== undefined ? { kind, id } : null;
};

const DATES = new Set(['asOf', 'issued', 'validUntil', 'reviewBy', 'accessed', 'archivedAt', 'date']);

/** Titles of records by id, where they are known, for values that point to some. */
export type Names = Readonly<Record<string, string>>;

const wordText = (kind: RecordKind, field: string, value: string, names: Names): string => {
  const name = names[value];
  if (name !== undefined) return name;
  if (field === 'status') return i18next.t(`facts:status.${value}`);
  if (field === 'type' && kind === 'source') return i18next.t(`sources:type.${value}`);
  if (field === 'stance') return i18next.t(`evidence:stances.${value}`);
  if (field === 'reliability') return `${value} – ${i18next.t(`common:reliability.${value}`)}`;
  if (field === 'marking' || field === 'releaseMarking') return markingLabel(value as Marking);
  return DATES.has(field) && dateBounds(value) ? formatEdtf(value) : value;
};

type Content = Readonly<Record<string, FieldValue>>;

/** The title of the record that an entry points to; undefined when it points to none that is known. */
const pointedTo = (entry: FieldValue, names: Names): string | undefined => {
  if (typeof entry === 'string') return names[entry];
  const { fact, id, assumption, name } = (entry ?? {}) as Content;
  const told = names[String(fact ?? id)] ?? assumption ?? name;
  return typeof told === 'string' ? told : undefined;
};

/** What a section needs, in words. */
const ruleText = (rule: CoverageRule): string => {
  const days = rule.rule === 'independent-sources' ? rule.maxAgeDays : null;
  const needs = i18next.t(`history:needs.${rule.rule}`, { count: rule.count });
  return days === null ? needs : needs + i18next.t('history:notOlder', { count: days });
};

const entryText = (entry: FieldValue, names: Names): string => {
  const name = nameSchema.safeParse(entry);
  if (name.success) return formatName(name.data);
  const rule = coverageRuleSchema.safeParse(entry);
  if (rule.success) return ruleText(rule.data);
  return pointedTo(entry, names) ?? (typeof entry === 'string' ? entry : JSON.stringify(entry));
};

const POINTING = new Set(['links', 'basis', 'attachments', 'sections', 'facts', 'judgements']);
/** Longer entries stand in lines of their own. */
const LONG = 40;

/** Entries that point to records of which no title is known say nothing to a reader, so they are counted. */
const listText = (field: string, entries: readonly FieldValue[], names: Names): string => {
  if (POINTING.has(field) && !entries.every((entry) => pointedTo(entry, names) !== undefined))
    return i18next.t('history:entries', { count: entries.length });
  const texts = entries.map((entry) => entryText(entry, names));
  return texts.join(texts.some((text) => text.length > LONG) ? '\n' : ', ');
};

/** The content of a block: its text, or its caption and what it holds. */
const contentText = (content: Content, names: Names): string => {
  if (content.prose) return proseText(content.prose as unknown as Prose);
  const [field, held] = content.facts ? ['facts', content.facts] : ['judgements', content.judgements];
  const list = Array.isArray(held) ? listText(String(field), held, names) : '';
  return [content.caption, list].filter(Boolean).join(' · ');
};

/** What a part of a value is called, where it has a name of ours. */
const partLabel = (field: string, name: string): string =>
  field === 'fill' ? i18next.t(`history:fill.${name}`, { defaultValue: inWords(name) }) : name;

const partText = (name: string, part: FieldValue, names: Names): string => {
  if (typeof part === 'boolean') return i18next.t(`history:yes.${part}`);
  return Array.isArray(part) ? listText(name, part, names) : entryText(part, names);
};

/** What a proposal would write, field by field; it does not say of which kind the record is. */
const patchText = (patch: Content, names: Names): string =>
  Object.entries(patch)
    .map(([field, value]) => {
      const kind = RECORD_KINDS.find((known) => i18next.exists(`history:field.${known}.${field}`)) ?? 'fact';
      return `${fieldLabel(kind, field)}: ${fieldText(kind, field, value, names)}`;
    })
    .join('\n');

const objectText = (field: string, value: Content, names: Names): string => {
  const quantity = quantitySchema.safeParse(value);
  if (quantity.success) return formatQuantity(quantity.data);
  const prose = proseSchema.safeParse(value);
  if (prose.success) return proseText(prose.data);
  if (field === 'content') return contentText(value, names);
  if (field === 'target') return pointedTo(value, names) ?? '';
  if (field === 'patch') return patchText(value, names);
  return Object.entries(value)
    .map(([name, entry]) => `${partLabel(field, name)}: ${partText(name, entry, names)}`)
    .join('\n');
};

const numberText = (field: string, value: number): string => {
  if (field === 'sealedAt') return formatTime(value);
  return field === 'credibility' ? `${value} – ${i18next.t(`common:credibility.${value}`)}` : String(value);
};

/** A stored value in words, as a reader expects it; empty for none. What names another record is told by `names`. */
export const fieldText = (kind: RecordKind, field: string, value: FieldValue, names: Names = {}): string => {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return wordText(kind, field, value, names);
  if (typeof value === 'boolean') return i18next.t(`history:flag.${field}.${value}`, { defaultValue: String(value) });
  if (typeof value === 'number') return numberText(field, value);
  return Array.isArray(value) ? listText(field, value, names) : objectText(field, value, names);
};
