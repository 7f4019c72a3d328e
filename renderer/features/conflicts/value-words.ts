import type { TFunction } from 'i18next';
import { blockContentSchema } from '#shared/model/briefing.ts';
import { proseSchema, proseText } from '#shared/model/prose.ts';
import { formatQuantity, quantitySchema } from '#shared/model/quantity.ts';
import { formatName, nameSchema } from '#shared/model/source.ts';

/** Titles of records by id, for values that point to some. */
export type Names = Readonly<Record<string, string>>;

const textOf = (t: TFunction, field: string, value: string, names: Names): string => {
  const name = names[value];
  if (name !== undefined) return name;
  if (field === 'status') return t(`facts:status.${value}`);
  if (field === 'type') return t(`sources:type.${value}`);
  if (field === 'stance') return t(`evidence:stances.${value}`);
  return field === 'reliability' ? `${value} – ${t(`common:reliability.${value}`)}` : value;
};

/** One of several: a name, a link, a fact that a judgement rests on, an attachment. */
const entryOf = (t: TFunction, field: string, entry: unknown, names: Names): string => {
  if (typeof entry === 'string') return textOf(t, field, entry, names);
  const name = nameSchema.safeParse(entry);
  if (name.success) return formatName(name.data);
  const known = entry as Readonly<Record<string, unknown>>;
  const told = names[String(known.fact ?? known.id)] ?? known.assumption ?? known.name;
  return typeof told === 'string' ? told : JSON.stringify(entry);
};

const blockWords = (value: unknown, names: Names): string | undefined => {
  const { data } = blockContentSchema.safeParse(value);
  if (!data) return undefined;
  if (data.type === 'prose') return proseText(data.prose);
  const ids = data.type === 'judgements' ? data.judgements : data.facts.map(({ fact }) => fact);
  const caption = data.type === 'judgements' ? [] : [data.caption];
  return [...caption, ...ids.map((id) => names[id] ?? id)].filter(Boolean).join('\n');
};

/** A stored value as a reader expects it, as plain text; empty for none. */
export const valueWords = (t: TFunction, field: string, value: unknown, names: Names = {}): string => {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'string') return textOf(t, field, value, names);
  if (field === 'credibility') return `${String(value)} – ${t(`common:credibility.${String(value)}`)}`;
  if (typeof value !== 'object') return String(value);
  const quantity = quantitySchema.safeParse(value);
  if (quantity.success) return formatQuantity(quantity.data);
  if (Array.isArray(value)) {
    const entries = value.map((entry) => entryOf(t, field, entry, names));
    return entries.join(entries.some((entry) => entry.length > 40) ? '\n' : ', ');
  }
  const prose = proseSchema.safeParse(value);
  if (prose.success) return proseText(prose.data);
  const texts = Object.entries(value);
  return (
    blockWords(value, names) ??
    (texts.every(([, text]) => typeof text === 'string')
      ? texts.map(([name, text]) => `${name}: ${text}`).join('\n')
      : JSON.stringify(value, null, 1))
  );
};
