import edtf from 'edtf';
import * as z from 'zod';
import { type DateBounds, PLAIN_DATE, plainBounds } from './plain-dates.ts';

/** Years that four digits cannot tell stand at the edge, so that days can be compared as text. */
const isoDay = (ms: number): string | null => {
  if (!Number.isFinite(ms)) return null;
  const day = new Date(ms).toISOString();
  return day.startsWith('-') ? '0000-01-01' : day.startsWith('+') ? '9999-12-31' : day.slice(0, 10);
};

const CACHE_LIMIT = 10_000;
const cache = new Map<string, DateBounds | undefined>();

const parse = (text: string): DateBounds | undefined => {
  const plain = plainBounds(text);
  // The grammar would take the 29th of February of any year for the 1st of March.
  if (plain || (/-\d{2}-\d{2}$/.test(text) && PLAIN_DATE.test(text))) return plain;
  if (!/^[\d.([{-]/.test(text) || text.length > 100) return undefined;
  try {
    const date = edtf(text);
    return { from: isoDay(date.min), to: isoDay(date.max) };
  } catch {
    return undefined;
  }
};

/**
 * Reads an EDTF date or period (ISO 8601-2), such as `2024-04`, `2023~` (approximate), `2024?` (uncertain) or
 * `2023-08/2024-07`. Returns the days it may cover, or undefined when the text is not EDTF.
 */
export const dateBounds = (text: string): DateBounds | undefined => {
  if (cache.has(text)) return cache.get(text);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const bounds = parse(text);
  cache.set(text, bounds);
  return bounds;
};

export const DATE_HELP =
  'Write a date as 2024, 2024-04 or 2024-04-30, a period as 2023-08/2024-07; add ~ for about, ? for unsure.';
export const DAY_HELP = 'Write the day as 2024-04-30.';

/** A date or period with its uncertainty, in EDTF. */
export const edtfSchema = z.string().refine((text) => dateBounds(text) !== undefined, DATE_HELP);

/** A single day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date(DAY_HELP);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DATE_PARTS = /^(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)$/;

const formatSingle = (text: string): string => {
  const match = DATE_PARTS.exec(text);
  if (!match) return text;
  const [, year = '', month, day, qualifier] = match;
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1];
  if (month !== undefined && name === undefined) return text;
  const plain = [day === undefined ? undefined : String(Number(day)), name, year].filter(Boolean).join('\u00a0');
  const about = qualifier === '~' || qualifier === '%' ? 'about ' : '';
  const unsure = qualifier === '?' || qualifier === '%' ? ' (uncertain)' : '';
  return `${about}${plain}${unsure}`;
};

/**
 * An EDTF text as a reader expects it in English: `April 2024`, `about 2023`, `August 2023 – July 2024`. Forms without
 * an everyday wording (decades, seasons, sets) stay as they are. The empty string stays empty.
 */
export const formatEdtf = (text: string): string => {
  const [from = '', to] = text.split('/');
  if (to === undefined) return formatSingle(from);
  if (to === '..' || to === '') return `since ${formatSingle(from)}`;
  if (from === '..' || from === '') return `until ${formatSingle(to)}`;
  return `${formatSingle(from)} – ${formatSingle(to)}`;
};
