import { describe, expect, test } from 'vitest';
import { isRejected, RowReader } from '#shared/core/import/rows.ts';

type Fields = Parameters<RowReader['read']>[1]['fields'];
const read = (fields: Fields, custom: Record<string, string> = {}) => new RowReader().read(7, { fields, custom });
const accepted = (fields: Fields, custom: Record<string, string> = {}) => {
  const row = read(fields, custom);
  if (isRejected(row)) throw new Error(row.reason);
  return row;
};
const reason = (fields: Fields): string => {
  const row = read(fields);
  if (!isRejected(row)) throw new Error('was accepted');
  return row.reason;
};

describe('a line of an import', () => {
  test('every column of the contract arrives where it belongs', () => {
    const row = accepted(
      {
        statement: 'The channel has many subscribers.',
        subject: 'Telegram channel',
        value: '>130,000',
        unit: 'subscribers',
        as_of: '2024',
        source_title: 'A report',
        source_url: 'https://example.org/report',
        source_type: 'report',
        source_author: 'Doe, Jane; The Institute',
        source_publisher: 'The Press',
        source_date: '2024-05',
        accessed: '2024-06-01',
        locator: 'p. 3',
        quote: 'over 130,000',
        reliability: 'b',
        credibility: '2',
        tlp: 'tlp:green',
        tags: 'audience; telegram ;audience',
        note: 'Check again.',
      },
      { region: 'EMEA' },
    );
    expect(row).toMatchObject({
      line: 7,
      subject: 'Telegram channel',
      note: 'Check again.',
      fact: {
        statement: 'The channel has many subscribers.',
        quantity: { value: '130000', unit: 'subscribers', qualifier: 'over' },
        asOf: '2024',
        marking: 'GREEN',
        tags: ['audience', 'telegram'],
        custom: { region: 'EMEA' },
      },
      source: {
        title: 'A report',
        type: 'report',
        authors: [{ family: 'Doe', given: 'Jane' }, { literal: 'The Institute' }],
        publisher: 'The Press',
        issued: '2024-05',
        url: 'https://example.org/report',
        accessed: '2024-06-01',
        reliability: 'B',
      },
      evidence: { locator: 'p. 3', quote: 'over 130,000', credibility: 2 },
    });
  });

  test('as_of and until make a period', () => {
    expect(accepted({ statement: 'x', as_of: '2023-08', until: '2024-07' }).fact.asOf).toBe('2023-08/2024-07');
    expect(accepted({ statement: 'x', until: '2024-04' }).fact.asOf).toBe('../2024-04');
    expect(reason({ statement: 'x', as_of: '2024-07', until: '2023-08' })).toContain('before');
    expect(reason({ statement: 'x', as_of: '2023/2024', until: '2025' })).toContain('until');
  });

  test('TLP:WHITE reads as CLEAR and keeps what was written', () => {
    const { fact } = accepted({ statement: 'x', tlp: 'TLP:WHITE' });
    expect(fact.marking).toBe('CLEAR');
    expect(fact.custom).toEqual({ tlp_original: 'TLP:WHITE' });
  });

  test('a source known by its address alone is called by it', () => {
    expect(accepted({ statement: 'x', source_url: 'https://example.org' }).source).toMatchObject({
      title: 'https://example.org',
      type: 'webpage',
    });
  });

  test.each<[string, Fields, string]>([
    ['no statement', { subject: 'x' }, 'statement'],
    ['a statement that is too long', { statement: 'x'.repeat(2001) }, '2,000'],
    ['a wrong month', { statement: 'x', as_of: '2024-13' }, 'as_of: "2024-13"'],
    ['a written month', { statement: 'x', as_of: 'April 2024' }, 'as_of'],
    ['a decimal comma', { statement: 'x', value: '4,5' }, 'with a point'],
    ['a unit without value', { statement: 'x', unit: 'kg' }, 'unit'],
    ['reliability G', { statement: 'x', source_title: 's', reliability: 'G' }, 'A to F'],
    ['credibility 7', { statement: 'x', source_title: 's', credibility: '7' }, '1 to 6'],
    ['an unknown marking', { statement: 'x', tlp: 'SECRET' }, 'AMBER+STRICT'],
    ['a script as address', { statement: 'x', source_url: 'javascript:alert(1)' }, 'source_url'],
    ['an unknown type', { statement: 'x', source_title: 's', source_type: 'rumour' }, 'source_type'],
    ['a month as access date', { statement: 'x', source_title: 's', accessed: '2024-04' }, 'accessed'],
    ['a quote without source', { statement: 'x', quote: 'q' }, 'source_title'],
    ['a grade without source', { statement: 'x', reliability: 'B' }, 'source_title'],
    ['a tag that is too long', { statement: 'x', tags: 't'.repeat(101) }, 'tags'],
  ])('%s is rejected with the column named', (_case, fields, expected) => {
    expect(reason(fields)).toContain(expected);
    expect(reason(fields)).not.toContain('\n');
  });
});
