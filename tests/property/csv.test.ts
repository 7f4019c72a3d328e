import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvScanner } from '#shared/core/import/csv.ts';

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', 'ё'), maxLength: 6 }),
);
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const write = (rows: readonly (readonly string[])[], lineEnd: string): string =>
  rows.map((row) => row.map(quoted).join(',') + lineEnd).join('');

const scan = (pieces: readonly string[]): readonly (readonly string[])[] => {
  const scanner = new CsvScanner(',');
  const records: (readonly string[])[] = [];
  const drain = (end: boolean) => {
    for (let record = scanner.next(end); record; record = scanner.next(end)) records.push(record.cells);
  };
  for (const piece of pieces) {
    scanner.push(piece);
    drain(false);
  }
  drain(true);
  return records;
};

const cut = (text: string, places: readonly number[]): string[] => {
  const borders = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return borders.slice(1).map((to, index) => text.slice(borders[index], to));
};

test('what was written is read, however the file is cut', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(), { maxLength: 6 }), (rows, lineEnd, places) => {
      expect(scan(cut(write(rows, lineEnd), places))).toEqual(rows);
    }),
  );
});

test('an independent reader of RFC 4180 agrees', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = write(rows, '\r\n');
      expect(scan([text])).toEqual(parse(text, { record_delimiter: '\r\n', relax_column_count: true }));
    }),
  );
});

test('any text at all ends, and every line of it belongs to one record', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a'), maxLength: 60 }), (text) => {
      const scanner = new CsvScanner(',');
      scanner.push(text);
      let last = 0;
      for (let record = scanner.next(true); record; record = scanner.next(true)) {
        expect(record.line).toBeGreaterThan(last);
        last = record.line;
      }
      expect(last).toBeLessThanOrEqual(text.split('\n').length);
    }),
  );
});
