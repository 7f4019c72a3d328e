import { BadColumns, type ColumnMap, targetOf } from './columns.ts';
import type { Cells } from './rows.ts';

/** What JSON.parse tells a reviver about a plain value: its text as written. */
interface ParseContext {
  readonly source?: string;
}
type Parse = (text: string, reviver?: (key: string, value: unknown, context: ParseContext) => unknown) => unknown;
const parse = JSON.parse as Parse;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object with its own numbers as they are written, so that 43.0 stays 43.0 and long ones keep their digits. */
const parseKeepingDigits = (text: string): unknown => {
  const value = parse(text);
  if (!isObject(value)) return value;
  const numbers = Object.keys(value).filter((key) => typeof value[key] === 'number');
  if (numbers.length === 0) return value;
  const written = parse(text, (_key, entry, { source }) => (typeof entry === 'number' ? source : entry));
  return isObject(written) ? { ...value, ...Object.fromEntries(numbers.map((key) => [key, written[key]])) } : value;
};

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;

/** Text of a field; a list of words is what `;` parts in a CSV cell. */
const asCell = (value: unknown): string | undefined =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value.join(';') : asText(value);

/** The cells of one line of JSON Lines, or the sentence why it has none. */
export const readJsonCells = (text: string, map: ColumnMap): Cells | string => {
  let value: unknown;
  try {
    value = parseKeepingDigits(text);
  } catch {
    return 'The line is not JSON; write one whole object a line.';
  }
  if (!isObject(value))
    return 'The line is not a JSON object; write {"statement": "…"} with the other fields beside it.';
  const fields: Cells['fields'] = {};
  const custom: Cells['custom'] = {};
  try {
    for (const [column, entry] of Object.entries(value)) {
      const target = targetOf(column, map);
      if (target === 'leave out' || entry === null) continue;
      if ('custom' in target) {
        custom[target.custom] = asText(entry) ?? JSON.stringify(entry);
        continue;
      }
      const cell = asCell(entry);
      if (cell === undefined) return `${column}: the value is neither text nor a number; write it as text.`;
      else if (cell.trim() !== '') fields[target.field] = cell;
    }
  } catch (error) {
    if (error instanceof BadColumns) return error.message;
    throw error;
  }
  return { fields, custom };
};
