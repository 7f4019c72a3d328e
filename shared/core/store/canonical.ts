/** JSON with the keys of every object in rising order, so that equal values have equal text. */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const given = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of Object.keys(given).sort()) {
    if (given[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(given[key])}`);
  }
  return `{${parts.join(',')}}`;
};

const isSameObject = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean => {
  for (const key in a) if (!isSame(a[key], b[key])) return false;
  // What is undefined is not told at all.
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
};

/** True when two values of a record say the same, in whatever order the keys of their objects stand. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!Array.isArray(a))
    return !Array.isArray(b) && isSameObject(a as Record<string, unknown>, b as Record<string, unknown>);
  return Array.isArray(b) && a.length === b.length && a.every((value, at) => isSame(value, b[at]));
};

/** Half of a character of two, as JSON writes it. SQLite cannot hold one, so the history would keep what the row lost. */
const HALF = /\\ud[89a-f]/i;

/** True when the JSON text may hold half characters. */
export const mayHoldHalves = (json: string): boolean => HALF.test(json);

/** The value with every half character replaced by U+FFFD, as SQLite would store it. */
export const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
};
