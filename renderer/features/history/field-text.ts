import i18next from 'i18next';
import { dateBounds, formatEdtf } from '#shared/model/dates.ts';
import { type Marking, markingLabel } from '#shared/model/marking.ts';
import { type Prose, proseSchema, proseText } from '#shared/model/prose.ts';
import { formatQuantity, quantitySchema } from '#shared/model/quantity.ts';
import { type HistoryEntry, idSchema, type RecordKind } from '#shared/model/records.ts';
import { formatName, nameSchema } from '#shared/model/source.ts';
import { formatTime } from '../../i18n/format.ts';

export type FieldValue = HistoryEntry['changes'][number]['before'];

/** What a field is called on the screen. */
export const fieldLabel = (kind: RecordKind, field: string): string =>
  i18next.t(`history:field.${kind}.${field}`, { defaultValue: field });

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

const wordText = (kind: RecordKind, field: string, value: string): string => {
  if (field === 'status') return i18next.t(`facts:status.${value}`);
  if (field === 'type' && kind === 'source') return i18next.t(`sources:type.${value}`);
  if (field === 'stance') return i18next.t(`evidence:stances.${value}`);
  if (field === 'marking' || field === 'releaseMarking') return markingLabel(value as Marking);
  return DATES.has(field) && dateBounds(value) ? formatEdtf(value) : value;
};

const entryText = (entry: FieldValue): string => {
  const name = nameSchema.safeParse(entry);
  if (name.success) return formatName(name.data);
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
};

/** Entries that are made of ids say nothing to a reader, so they are counted. */
const listText = (field: string, entries: readonly FieldValue[]): string => {
  if (field === 'links' || field === 'basis' || field === 'attachments' || field === 'sections')
    return i18next.t('history:entries', { count: entries.length });
  return entries.map(entryText).join(', ');
};

type Content = Readonly<Record<string, FieldValue>>;

/** The content of a block: its text, or what it is and how much it holds. */
const contentText = (content: Content): string => {
  if (content.prose) return proseText(content.prose as unknown as Prose);
  const held = content.facts ?? content.judgements;
  const count = Array.isArray(held) ? i18next.t('history:entries', { count: held.length }) : '';
  return [content.caption, count].filter(Boolean).join(' · ');
};

const objectText = (field: string, value: Content): string => {
  const quantity = quantitySchema.safeParse(value);
  if (quantity.success) return formatQuantity(quantity.data);
  const prose = proseSchema.safeParse(value);
  if (prose.success) return proseText(prose.data);
  if (field === 'content') return contentText(value);
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${entryText(entry)}`)
    .join('\n');
};

/** A stored value in words, as a reader expects it; empty for none. What names another record is not resolved here. */
export const fieldText = (kind: RecordKind, field: string, value: FieldValue): string => {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return wordText(kind, field, value);
  if (typeof value === 'boolean') return i18next.t(`history:flag.${field}.${value}`, { defaultValue: String(value) });
  if (typeof value === 'number') return field === 'sealedAt' ? formatTime(value) : String(value);
  return Array.isArray(value) ? listText(field, value) : objectText(field, value);
};
