import { describe, expect, test } from 'vitest';
import { proseFromText } from '#shared/model/prose.ts';
import { fieldLabel, fieldText, linkOf } from '../../renderer/features/history/field-text.ts';
import { prepareWindow } from './support/window.tsx';

prepareWindow();
const ID = '01890000-0000-7000-8000-000000000000';

describe('a stored value in words', () => {
  test.each([
    ['fact', 'statement', 'As it is', 'As it is'],
    ['fact', 'marking', 'AMBER', 'TLP:AMBER'],
    ['fact', 'status', 'verified', 'verified'],
    ['fact', 'asOf', '2024-04', 'April 2024'],
    ['fact', 'quantity', { value: '12', unit: 'km', qualifier: 'over' }, '> 12 km'],
    ['fact', 'tags', ['a', 'b'], 'a, b'],
    ['fact', 'custom', { port: 'Hull' }, 'port: Hull'],
    ['fact', 'retired', true, 'retired'],
    ['fact', 'validUntil', null, ''],
    ['source', 'type', 'report', 'Report'],
    ['source', 'authors', [{ family: 'Doe', given: 'J' }, { literal: 'A body' }], 'J Doe, A body'],
    ['note', 'body', JSON.parse(JSON.stringify(proseFromText('Two words'))), 'Two words'],
    ['note', 'links', [{ kind: 'fact', id: ID }], 'one entry'],
    ['block', 'content', { type: 'timeline', caption: 'Then', facts: [1, 2] }, 'Then · 2 entries'],
    ['evidence', 'credibility', 3, '3 – possibly true'],
    ['source', 'reliability', 'B', 'B – usually reliable'],
    [
      'section',
      'fill',
      { tags: ['a', 'b'], onlyDated: true, limit: 50 },
      'Tags: a, b\nOnly with a date: yes\nAt most: 50',
    ],
    ['section', 'coverage', [{ rule: 'min-facts', count: 1, level: 'error' }], 'at least one fact'],
    [
      ...(['section', 'coverage'] as const),
      [{ rule: 'independent-sources', count: 2, maxAgeDays: 90, level: 'warning' }],
      'at least 2 independent sources, one of them read within 90 days',
    ],
    [
      'proposal',
      'patch',
      { confidenceReason: 'One source', asOf: '2024-04' },
      'Reason for the confidence: One source\nAs of: April 2024',
    ],
  ] as const)('%s, %s', (kind, field, value, words) => {
    // Blanks that keep a line together are blanks here.
    expect(fieldText(kind, field, value as never).replaceAll('\u00a0', ' ')).toBe(words);
  });
  test('what points to a record is told by its title where that is known, and counted where it is not', () => {
    const links = [{ kind: 'fact', id: ID }];
    expect(fieldText('note', 'links', links, { [ID]: 'It fell' })).toBe('It fell');
    expect(fieldText('fact', 'subject', ID, { [ID]: 'Port' })).toBe('Port');
    const content = { type: 'timeline', caption: 'Then', facts: [{ fact: ID, revision: 'x' }] };
    expect(fieldText('block', 'content', content, { [ID]: 'It fell' })).toBe('Then · It fell');
    expect(fieldText('block', 'content', content)).toBe('Then · one entry');
  });
  test('a proposal tells for which record it is, and each field as the record would', () => {
    expect(fieldText('proposal', 'target', { kind: 'fact', id: ID }, { [ID]: 'It fell' })).toBe('It fell');
    const patch = { statement: 'It rose.', asOf: '2024-07', publisher: 'A body' };
    const words = 'Statement: It rose.\nAs of: July\u00a02024\nPublisher: A body';
    expect(fieldText('proposal', 'patch', patch)).toBe(words);
  });
  test('a field that names another record tells which, and only then', () => {
    expect(linkOf('subject', ID)).toEqual({ kind: 'subject', id: ID });
    expect(linkOf('subject', null)).toBeNull();
    expect(linkOf('statement', ID)).toBeNull();
  });
  test('a field of a later version goes by the words of its own name', () => {
    expect(fieldLabel('fact', 'asOf')).toBe('As of');
    expect(fieldLabel('fact', 'neverHeardOf')).toBe('never heard of');
  });
});
