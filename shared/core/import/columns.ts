/** The columns of an import that have a field of their own (CLI.md); every other column becomes a custom field. */
export const FIELDS = [
  'statement',
  'subject',
  'value',
  'unit',
  'as_of',
  'until',
  'source_title',
  'source_url',
  'source_type',
  'source_author',
  'source_publisher',
  'source_date',
  'accessed',
  'locator',
  'quote',
  'reliability',
  'credibility',
  'tlp',
  'tags',
  'note',
] as const;
export type FieldName = (typeof FIELDS)[number];

const KNOWN: ReadonlySet<string> = new Set(FIELDS);
const isField = (name: string): name is FieldName => KNOWN.has(name);

/** `As of`, `as-of` and `AS_OF` all name the field `as_of`. */
const fold = (column: string): string =>
  column
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** What becomes of a column: one of our fields, a custom field of its name, or nothing. */
export type Target = { readonly field: FieldName } | { readonly custom: string } | 'leave out';

/** So many of a file's columns are named to somebody who asked for another. */
const NAMED = 50;

/** The wishes of `--map column=field`, by folded column name, and which of them the files had. */
export class ColumnMap {
  readonly #wishes: ReadonlyMap<string, string>;
  readonly #missing: Map<string, string>;
  readonly #met = new Map<string, string>();

  constructor(map: Readonly<Record<string, string>>) {
    this.#wishes = new Map(Object.entries(map).map(([column, field]) => [fold(column), field.trim()]));
    this.#missing = new Map(Object.keys(map).map((column) => [fold(column), column]));
  }

  /** The field that the column is wished to be; the empty one leaves it out. */
  wish(column: string): string | undefined {
    return this.#wishes.get(fold(column));
  }

  /** Remembers a column that a file has. */
  meet(column: string): void {
    if (this.#wishes.size === 0) return;
    this.#missing.delete(fold(column));
    if (this.#met.size < NAMED) this.#met.set(fold(column), column.trim());
  }

  /** The first column that was wished for and that no file had. */
  get missing(): string | undefined {
    return this.#missing.values().next().value;
  }

  /** The columns that the files have, as they write them. */
  get met(): readonly string[] {
    return [...this.#met.values()];
  }
}

/** The first field of the wishes that does not exist; a wish for nothing leaves its column out. */
export const unknownField = (map: Readonly<Record<string, string>>): string | undefined =>
  Object.values(map).find((field) => field.trim() !== '' && !isField(fold(field)));

/** A column that cannot be imported; the sentence says why. */
export class BadColumns extends Error {}

/** Where the values of the column go. Throws BadColumns for a name that no custom field can have. */
export const targetOf = (column: string, map: ColumnMap): Target => {
  map.meet(column);
  const wish = map.wish(column);
  if (wish === '') return 'leave out';
  const name = fold(wish ?? column);
  if (isField(name)) return { field: name };
  const custom = (wish ?? column).trim();
  if (custom.length > 200) throw new BadColumns('A column name is longer than 200 characters; shorten it.');
  if (custom === '__proto__') throw new BadColumns('No column can be called __proto__; rename it.');
  return { custom };
};

/** True when the column gives the statement, so that the header of a file can be told from anything else. */
export const isStatement = (column: string, map: ColumnMap): boolean =>
  fold(map.wish(column) ?? column) === 'statement';

const nameOf = (target: Target): string | undefined =>
  target === 'leave out' ? undefined : 'field' in target ? target.field : target.custom;

/** The targets of a header, column by column. Throws BadColumns when it lacks a statement or names a field twice. */
export const targetsOf = (header: readonly string[], map: ColumnMap): Target[] => {
  const targets = header.map((column, index) => targetOf(column.trim() === '' ? `column ${index + 1}` : column, map));
  const seen = new Set<string>();
  for (const target of targets) {
    const name = nameOf(target);
    if (name === undefined) continue;
    if (seen.has(name))
      throw new BadColumns(`Two columns give "${name}"; rename one or leave it out with --map "Column=".`);
    seen.add(name);
  }
  if (!seen.has('statement')) {
    throw new BadColumns(
      'No column is called statement; rename the column that holds it or use --map "Column=statement".',
    );
  }
  return targets;
};
