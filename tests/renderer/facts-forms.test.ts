import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factFilterSchema, factInputSchema } from '#shared/contract/facts.ts';
import { captureInput, EMPTY_CAPTURE, nextCapture, wrongFields } from '../../renderer/features/capture/draft.ts';
import { EMPTY_EVIDENCE, NO_SOURCE } from '../../renderer/features/evidence/draft.ts';
import { boundary } from '../../renderer/features/facts/boundary.ts';
import { isSet, NO_FILTER, toApi, without } from '../../renderer/features/facts/filter.ts';
import { authorsText, parseAuthors } from '../../renderer/features/sources/authors.ts';

const TODAY = '2026-11-22';

describe('capture', () => {
  const full = {
    ...EMPTY_CAPTURE,
    statement: ' The channel has\n many readers ',
    subject: ' Channel ',
    value: 'over 130,000 subscribers',
    asOf: '2024',
    tags: ['reach'],
    evidence: { ...EMPTY_EVIDENCE, source: { ...NO_SOURCE, title: 'Article', reliability: 'C' as const }, quote: 'q' },
  };

  test('gives what the Api takes', () => {
    const input = factInputSchema.parse(captureInput(full, TODAY));
    expect(input).toMatchObject({
      statement: 'The channel has many readers',
      subjectName: 'Channel',
      quantity: { value: '130000', unit: 'subscribers', qualifier: 'over' },
      asOf: '2024',
      evidence: [{ quote: 'q', source: { title: 'Article', reliability: 'C', accessed: TODAY } }],
    });
  });

  test('keeps the address and the day a new source was read, or none', () => {
    const read = (accessed: string | null) => {
      const source = { ...full.evidence.source, url: ' https://example.org/a ', accessed };
      const draft = { ...full, evidence: { ...full.evidence, source } };
      return { wrong: wrongFields(draft), source: captureInput(draft, TODAY).evidence?.[0]?.source };
    };
    expect(read(null)).toMatchObject({ wrong: [], source: { url: 'https://example.org/a', accessed: TODAY } });
    expect(read(' 2026-10-01 ')).toMatchObject({ wrong: [], source: { accessed: '2026-10-01' } });
    expect(read('')).toMatchObject({ wrong: [], source: { accessed: null } });
    for (const day of ['yesterday', '2026-10', '2026-02-31']) expect(read(day).wrong).toEqual(['accessed']);
  });

  test('says which fields cannot be stored', () => {
    expect(wrongFields(full)).toEqual([]);
    expect(wrongFields({ ...full, statement: ' ', value: 'many', asOf: 'lately' })).toEqual([
      'statement',
      'value',
      'asOf',
    ]);
    expect(wrongFields({ ...full, evidence: { ...full.evidence, source: NO_SOURCE } })).toEqual(['source']);
  });

  test('keeps source, subject, marking and tags for the next fact', () => {
    const next = nextCapture(full);
    expect(next).toMatchObject({ statement: '', value: '', subject: full.subject, tags: full.tags });
    expect(next.evidence).toMatchObject({ source: full.evidence.source, quote: '' });
  });
});

describe('filter of facts', () => {
  test.each([
    ['2023', '2023-01-01', '2023-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024-02-10', '2024-02-10', '2024-02-10'],
    ['2024-13', undefined, undefined],
    ['soon', undefined, undefined],
    ['2023~', undefined, undefined],
  ])('%s lies between %s and %s', (text, first, last) => {
    expect(boundary(text, 'since')).toBe(first);
    expect(boundary(text, 'until')).toBe(last);
  });

  test('what is not set is not sent, and the Api takes the rest', () => {
    expect(factFilterSchema.parse(toApi(NO_FILTER))).toEqual(factFilterSchema.parse({}));
    const filter = { ...NO_FILTER, tags: ['a'], since: '2023-01-01', retired: true };
    expect(factFilterSchema.parse(toApi(filter))).toMatchObject({ tags: ['a'], since: '2023-01-01', retired: true });
    expect(isSet(filter, 'tags')).toBe(true);
    expect(isSet(without(filter, 'tags'), 'tags')).toBe(false);
  });
});

describe('authors as one line', () => {
  const word = fc
    .string({ unit: fc.constantFrom('a', 'b', 'Я', 'й', ' ', ',', ';', '"', '.', '-') })
    .filter((text) => text.trim() === text && text !== '');
  const name = fc.oneof(
    word.map((literal) => ({ literal })),
    fc.record({ family: word, given: word }),
  );
  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        expect(parseAuthors(authorsText(names))).toEqual(names);
      }),
    );
  });
  test('empty parts are left out', () =>
    expect(parseAuthors(' ; Doe, Jo;; ')).toEqual([{ family: 'Doe', given: 'Jo' }]));
});
