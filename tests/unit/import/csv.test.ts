import { describe, expect, test } from 'vitest';
import { CsvScanner, MAX_RECORD, sniffDelimiter, unguardFormula } from '#shared/core/import/csv.ts';

const scan = (pieces: readonly string[], delimiter = ',') => {
  const scanner = new CsvScanner(delimiter);
  const records: { line: number; cells: readonly string[]; problem?: string }[] = [];
  for (const piece of pieces) {
    scanner.push(piece);
    for (let record = scanner.next(false); record; record = scanner.next(false)) records.push(record);
  }
  for (let record = scanner.next(true); record; record = scanner.next(true)) records.push(record);
  return records;
};

describe('CSV', () => {
  test('quotes, doubled quotes, both line ends and a missing last line end', () => {
    expect(scan(['a,b\r\n"x, y","say ""hi"""\nlast,'])).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, y', 'say "hi"'] },
      { line: 3, cells: ['last', ''] },
    ]);
  });

  test('line numbers count the physical lines inside quotes, also with carriage returns', () => {
    expect(scan(['a,b\r\n1,"x\r\ny\r\nz"\r\n2,q\r\n']).map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test('the same records however the text is cut into pieces', () => {
    const text = 'a,b\r\n"x\r\n""y""",2\r\n"broken" x,1\r\n3,4';
    const whole = scan([text]);
    for (let at = 0; at <= text.length; at++) expect(scan([text.slice(0, at), text.slice(at)])).toEqual(whole);
    expect(scan(Array.from(text))).toEqual(whole);
  });

  test('a quote inside an unquoted field stands as it is', () => {
    expect(scan(['5" pipe,ok\n'])).toEqual([{ line: 1, cells: ['5" pipe', 'ok'] }]);
  });

  test('a quote that never closes costs its own line only', () => {
    const records = scan(['a,b\n1,"open\n2,ok\n3,ok\n']);
    expect(records.map(({ line, problem }) => [line, problem !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  test('text after a closing quote costs its own line only', () => {
    const records = scan(['a,b\n"1"x,2\n3,4\n']);
    expect(records.map(({ line, problem }) => [line, problem !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  test('a line beyond every limit is one problem, and the next line is read', () => {
    const piece = 'x'.repeat(1_000_000);
    const pieces = ['a,b\n', ...Array.from({ length: MAX_RECORD / 1_000_000 + 2 }, () => piece), '\n3,4\n'];
    const records = scan(pieces);
    expect(records.map(({ line, problem }) => [line, problem !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  test('a quote that stays open beyond every limit is known for what it is, and the next line is read', () => {
    const records = scan(['a,b\n1,"open\n', '2,ok\n', `${'3,ok\n'.repeat(MAX_RECORD / 5 + 1)}`]);
    expect(records[1]).toMatchObject({ line: 2, problem: expect.stringContaining('never closed') });
    expect(records[2]).toEqual({ line: 3, cells: ['2', 'ok'] });
  });

  test('the delimiter is the one under which the header is known, and a comma otherwise', () => {
    const known = (column: string) => column === 'statement';
    expect(sniffDelimiter('statement;value\n"a, b";1\n', known)).toBe(';');
    expect(sniffDelimiter('value\tstatement\n', known)).toBe('\t');
    expect(sniffDelimiter('\n\n"statement","a;b"\n', known)).toBe(',');
    expect(sniffDelimiter('x;y\n', known)).toBe(',');
  });

  test('the guard against formulas comes off again', () => {
    expect(unguardFormula("'=SUM(A1)")).toBe('=SUM(A1)');
    expect(unguardFormula("'-5 %")).toBe('-5 %');
    expect(unguardFormula("'tis")).toBe("'tis");
  });
});
