import { extname } from 'node:path';
import type { ImportFormat } from '../../contract/transfer.ts';
import { BadColumns, type ColumnMap, isStatement, type Target, targetsOf } from './columns.ts';
import { CsvScanner, sniffDelimiter, unguardFormula } from './csv.ts';
import { readJsonCells } from './jsonl.ts';
import { LineScanner } from './lines.ts';
import { type Cells, RowReader, type RowResult } from './rows.ts';
import { readText, UnreadableText } from './text.ts';

/** The lines of one piece of a file. */
export interface Batch {
  readonly rows: readonly RowResult[];
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.tab': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

/** The format that a file's name tells; undefined when it tells none. */
export const formatOf = (name: string): ImportFormat | undefined => FORMATS[extname(name).toLowerCase()];

const BAD_BYTES = 'The line holds bytes that are not UTF-8 text; save the file as UTF-8 and import the line again.';

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const csvCells = (cells: readonly string[], targets: readonly Target[]): Cells => {
  const fields: Cells['fields'] = {};
  const custom: Cells['custom'] = {};
  for (let index = 0; index < targets.length; index++) {
    const raw = cells[index];
    const target = targets[index];
    if (raw === undefined || target === undefined || target === 'leave out' || raw.trim() === '') continue;
    const value = unguardFormula(raw);
    if ('field' in target) fields[target.field] = value;
    else custom[target.custom] = value;
  }
  return { fields, custom };
};

/** Tells the lines of a CSV file. Yields one batch for each piece of the file, so that the caller can breathe. */
async function* readCsv(path: string, map: ColumnMap): AsyncGenerator<Batch> {
  const reader = new RowReader();
  let scanner: CsvScanner | undefined;
  let targets: Target[] | undefined;
  let suspicious = false;
  const drain = (end: boolean): RowResult[] => {
    const rows: RowResult[] = [];
    for (let record = scanner?.next(end); record; record = scanner?.next(end)) {
      const { line, cells, problem } = record;
      if (problem) rows.push({ line, reason: `${problem}; correct it and import the line again.` });
      else if (isBlank(cells)) continue;
      else if (!targets) targets = targetsOf(cells, map);
      else if (cells.length !== targets.length) {
        rows.push({
          line,
          reason: `The line has ${cells.length} columns where the header has ${targets.length}; check its quotes and delimiters.`,
        });
      } else if (suspicious && cells.some((cell) => cell.includes('\ufffd'))) rows.push({ line, reason: BAD_BYTES });
      else rows.push(reader.read(line, csvCells(cells, targets)));
    }
    return rows;
  };
  let bytes = 0;
  for await (const chunk of readText(path)) {
    scanner ??= new CsvScanner(sniffDelimiter(chunk.text, (column) => isStatement(column, map)));
    suspicious ||= chunk.text.includes('\ufffd');
    scanner.push(chunk.text);
    bytes = chunk.bytes;
    yield { rows: drain(false), bytes };
  }
  const rows = drain(true);
  if (!targets)
    throw new UnreadableText('The file is empty; its first line must name the columns, statement among them.');
  yield { rows, bytes };
}

/** Tells the lines of a JSON Lines file. */
async function* readJsonLines(path: string, map: ColumnMap): AsyncGenerator<Batch> {
  const reader = new RowReader();
  const scanner = new LineScanner();
  let any = false;
  const drain = (end: boolean): RowResult[] => {
    const rows: RowResult[] = [];
    for (let next = scanner.next(end); next; next = scanner.next(end)) {
      const { line, text, problem } = next;
      if (text.trim() === '' && !problem) continue;
      any = true;
      const cells = problem ?? (text.includes('\ufffd') ? BAD_BYTES : readJsonCells(text, map));
      rows.push(typeof cells === 'string' ? { line, reason: cells } : reader.read(line, cells));
    }
    return rows;
  };
  let bytes = 0;
  for await (const chunk of readText(path)) {
    scanner.push(chunk.text);
    bytes = chunk.bytes;
    yield { rows: drain(false), bytes };
  }
  const rows = drain(true);
  if (!any) throw new UnreadableText('The file is empty; it must hold one JSON object a line, each with a statement.');
  yield { rows, bytes };
}

/**
 * Reads a file of facts, batch by batch. A file that cannot be read as a whole ends with one rejected line that says
 * why. Errors of the file system are thrown.
 */
export async function* readRows(path: string, format: ImportFormat, map: ColumnMap): AsyncGenerator<Batch> {
  try {
    yield* format === 'csv' ? readCsv(path, map) : readJsonLines(path, map);
  } catch (error) {
    if (!(error instanceof UnreadableText) && !(error instanceof BadColumns)) throw error;
    yield { rows: [{ line: 1, reason: error.message }], bytes: 0 };
  }
}
