import { keyOf } from '../../../model/duplicates.ts';
import type { Row, SqlValue } from '../handle.ts';

/** How one field of a record lies in one or more columns of its table. */
export interface Field {
  readonly columns: readonly string[];
  /** Appends one value per column. */
  encode(value: unknown, into: SqlValue[]): void;
  decode(row: Row): unknown;
  /** The value that history leaves out; folding a history starts from it. Undefined: always told. */
  readonly blank: unknown;
  isBlank(value: unknown): boolean;
}

export const text = (column: string): Field => ({
  columns: [column],
  encode: (value, into) => void into.push(value as string),
  decode: (row) => row[column],
  blank: '',
  isBlank: (value) => value === '',
});

/** A text with the key by which likely duplicates are found beside it: of what is left of it when it is folded. */
export const keyedText = (column: string, fold: (text: string) => string): Field => ({
  ...text(column),
  columns: [column, keyColumn(column)],
  encode: (value, into) => void into.push(value as string, keyOf(fold(value as string))),
});

/** Where the key of a column lies. */
export const keyColumn = (column: string): string => `${column}_key`;

export const nullable = (column: string): Field => ({
  columns: [column],
  encode: (value, into) => void into.push(value as SqlValue),
  decode: (row) => row[column] ?? null,
  blank: null,
  isBlank: (value) => value === null,
});

/** A number or a closed word: always told in the history. */
export const plain = (column: string): Field => ({ ...nullable(column), blank: undefined, isBlank: () => false });

const jsonWith = (column: string, blank: unknown): Field => ({
  columns: [column],
  encode: (value, into) => void into.push(value === null ? null : JSON.stringify(value)),
  decode: (row) => (row[column] === null ? null : JSON.parse(row[column] as string)),
  blank,
  isBlank: (value) => (blank === null ? value === null : Object.keys(value as object).length === 0),
});

export const jsonList = (column: string): Field => jsonWith(column, []);
export const jsonMap = (column: string): Field => jsonWith(column, {});
export const jsonOrNull = (column: string): Field => jsonWith(column, null);
/** A document of its own, with no blank form. */
export const json = (column: string): Field => ({ ...jsonWith(column, null), blank: undefined, isBlank: () => false });
