import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportFormat } from '#shared/contract/transfer.ts';
import { ColumnMap } from '#shared/core/import/columns.ts';
import { formatOf, readRows } from '#shared/core/import/read.ts';
import { isRejected, type RowResult } from '#shared/core/import/rows.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (content: string | Buffer, format: ImportFormat = 'csv', map: Record<string, string> = {}) => {
  const path = join(folder, `file.${format}`);
  await writeFile(path, content);
  const rows: RowResult[] = [];
  let bytes = 0;
  for await (const batch of readRows(path, format, new ColumnMap(map))) {
    for (const row of batch.rows) rows.push(row);
    bytes = batch.bytes;
  }
  return { rows, bytes };
};
const summary = (rows: readonly RowResult[]) =>
  rows.map((row) => [row.line, isRejected(row) ? row.reason : row.fact.statement]);

describe('CSV files', () => {
  test('a byte order mark, semicolons, odd spellings of columns and custom ones', async () => {
    const { rows } = await read('\ufeffStatement;As of;TLP;Region\r\nOne;2024;GREEN;North\r\n');
    expect(rows).toMatchObject([
      { fact: { statement: 'One', asOf: '2024', marking: 'GREEN', custom: { Region: 'North' } } },
    ]);
  });

  test('a byte order mark before a quoted column, and the guard of an export', async () => {
    const { rows } = await read('\ufeff"statement"\r\n\'-5 % is what it says\r\n');
    expect(summary(rows)).toEqual([[2, '-5 % is what it says']]);
  });

  test('--map names columns and leaves columns out', async () => {
    const { rows } = await read('Claim,Secret\nOne,x\n', 'csv', { claim: 'statement', Secret: '' });
    expect(rows).toMatchObject([{ fact: { statement: 'One', custom: {} } }]);
  });

  test('bad lines are told with line and reason, the others are read', async () => {
    const { rows } = await read(
      'statement,as_of\nOne,2024\n,2024\nTwo,never\nThree,2024,extra\n"Four,2024\nFive,2024\n',
    );
    expect(summary(rows)).toEqual([
      [2, 'One'],
      [3, expect.stringContaining('statement')],
      [4, expect.stringContaining('"never" is not a date')],
      [5, expect.stringContaining('3 columns where the header has 2')],
      [6, expect.stringContaining('never closed')],
      [7, 'Five'],
    ]);
  });

  test('a line with bytes that are not UTF-8 is rejected, the others are read', async () => {
    const { rows } = await read(
      Buffer.concat([Buffer.from('statement\nOne\n'), Buffer.from([0xcf, 0xf0, 0xe8]), Buffer.from('\nПривет\n')]),
    );
    expect(summary(rows)).toEqual([
      [2, 'One'],
      [3, expect.stringContaining('UTF-8')],
      [4, 'Привет'],
    ]);
  });

  test('a file of old line ends', async () => {
    expect(summary((await read('statement,tlp\rOne,RED\rTwo,RED\r')).rows)).toEqual([
      [2, 'One'],
      [3, 'Two'],
    ]);
  });

  test('only a header is no facts and no complaint', async () => {
    expect((await read('statement,tlp\n')).rows).toEqual([]);
  });

  test.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'empty'],
    ['a file of blank lines', '\n\n', 'empty'],
    ['no statement column', 'a,b\n1,2\n', '--map'],
    ['a column twice', 'statement,tlp,TLP\n', 'Two columns'],
    ['UTF-16', Buffer.from('\ufeffstatement\nOne\n', 'utf16le'), 'UTF-16'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'not text'],
    ['a column called __proto__', 'statement,__proto__\nx,y\n', '__proto__'],
  ])('%s: one sentence', async (_case, content, expected) => {
    expect(summary((await read(content)).rows)).toEqual([[1, expect.stringContaining(expected)]]);
  });

  test('progress counts the bytes', async () => {
    const text = `statement\n${'x\n'.repeat(200_000)}`;
    expect((await read(text)).bytes).toBe(text.length);
  });
});

describe('JSON Lines files', () => {
  test('texts, numbers with their digits, lists, null and nested values', async () => {
    const { rows } = await read(
      '\ufeff{"statement":"One","value":43.0,"tags":["a","b"],"note":null,"extra":{"n":1},"flag":true}\r\n\n',
      'jsonl',
    );
    expect(rows).toMatchObject([
      {
        line: 1,
        note: '',
        fact: {
          statement: 'One',
          quantity: { value: '43.0' },
          tags: ['a', 'b'],
          custom: { extra: '{"n":1}', flag: 'true' },
        },
      },
    ]);
  });

  test('bad lines are told with line and reason', async () => {
    const { rows } = await read(
      '{"statement":"One"}\n{"statement":\n[1]\n{"value":1}\n{"statement":{}}\n{"statement":"Six"}',
      'jsonl',
    );
    expect(summary(rows)).toEqual([
      [1, 'One'],
      [2, expect.stringContaining('not JSON')],
      [3, expect.stringContaining('not a JSON object')],
      [4, expect.stringContaining('statement')],
      [5, expect.stringContaining('statement')],
      [6, 'Six'],
    ]);
  });

  test('an empty file: one sentence', async () => {
    expect(summary((await read('', 'jsonl')).rows)).toEqual([[1, expect.stringContaining('empty')]]);
  });
});

test('the name tells the format', () => {
  expect(formatOf('a/b.CSV')).toBe('csv');
  expect(formatOf('b.ndjson')).toBe('jsonl');
  expect(formatOf('b.xlsx')).toBeUndefined();
});
