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

type Told = Readonly<Record<string, unknown>>;

/** Only what the object itself holds: a key may be named like something that every object has. */
const toldAs = (object: Told, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** What is undefined is not told at all. */
const isSameObject = (a: Told, b: Told): boolean =>
  Object.keys(a).every((key) => isSame(a[key], toldAs(b, key))) &&
  Object.keys(b).every((key) => b[key] === undefined || Object.hasOwn(a, key));

/** True when two values, as JSON holds them, say the same, in whatever order the keys of their objects stand. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!Array.isArray(a)) return !Array.isArray(b) && isSameObject(a as Told, b as Told);
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
