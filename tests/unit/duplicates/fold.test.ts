import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldDoi, foldUrl, foldWords, keyOf, standings } from '#shared/model/duplicates.ts';

describe('what is compared (M13)', () => {
  test.each([
    ['https://www.example.org/a/', 'http://example.org/a#part'],
    ['https://example.org/a?utm_source=x&b=2&a=1', 'https://example.org/a?a=1&b=2'],
    ['https://EXAMPLE.org:443/a', 'http://example.org/a'],
    ['https://doi.org/10.1000/ABC.1', 'https://dx.doi.org/10.1000/abc.1'],
  ])('%s and %s are one address', (a, b) => {
    expect(foldUrl(a)).toBe(foldUrl(b));
  });

  test.each([
    ['https://example.org/a?id=1', 'https://example.org/a?id=2'],
    ['https://example.org/A', 'https://example.org/a'],
    ['https://example.org:8080/a', 'https://example.org/a'],
  ])('%s and %s are two addresses', (a, b) => {
    expect(foldUrl(a)).not.toBe(foldUrl(b));
  });

  test('a DOI is one however it is written', () => {
    for (const text of ['10.1000/abc', 'doi:10.1000/ABC', 'https://doi.org/10.1000/abc', ' DOI 10.1000/abc. '])
      expect(foldDoi(text)).toBe('10.1000/abc');
    expect(foldUrl('https://doi.org/10.1000/abc')).toBe('10.1000/abc');
    expect(foldDoi('none')).toBe('');
  });

  test('case, blanks, quotes, dashes and the last stop do not tell statements apart', () => {
    expect(foldWords('  The “Ёлка”  fell – twice. ')).toBe(foldWords('the елка fell - twice'));
    expect(foldWords('It rose by 4.3 %')).not.toBe(foldWords('It rose by 43 %'));
  });

  test('plain words are folded as all others are', () => {
    // Among them letters that only become plain when they are folded, and a mark that changes the one before it.
    const unit = fc.constantFrom(...'Aaz09АаяёЁй ,:;()%/+-'.split(''), '\u212a', '\u0130', '\uff21', '\u0306');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        // A last stop does not count, and has the words folded in full.
        expect(foldWords(text)).toBe(foldWords(`${text}!`));
      }),
      { numRuns: 1000 },
    );
  });

  test('nothing is like nothing else, and folding what is folded changes nothing', () => {
    expect(keyOf('')).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldWords(foldWords(text))).toBe(foldWords(text));
        expect(keyOf(foldWords(text))).toBe(keyOf(foldWords(text)));
      }),
    );
  });
});

describe('the record that stands for others (M13)', () => {
  const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
  const through = (joins: Record<string, string>) => {
    const found = standings(new Map(Object.entries(joins)));
    return (id: string): string => found.get(id) ?? id;
  };

  test('is the end of the chain, or the smallest of the ring in which it ends', () => {
    expect(through({ a: 'b', b: 'c' })('a')).toBe('c');
    expect(through({ b: 'c', c: 'b' })('b')).toBe('b');
    expect(through({ a: 'c', c: 'b', b: 'c' })('a')).toBe('b');
    expect(through({})('a')).toBe('a');
    expect(through({ a: 'a' })('a')).toBe('a');
  });

  test('is the same for all that lead to one another, stands for itself, and is one of those passed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom(...IDS)), (joins) => {
        const of = through(joins);
        for (const id of IDS) {
          expect(of(of(id))).toBe(of(id));
          if (joins[id]) expect(of(joins[id])).toBe(of(id));
          const passed = new Set<string>();
          for (let at: string | undefined = id; at && !passed.has(at); at = joins[at]) passed.add(at);
          expect(passed).toContain(of(id));
        }
      }),
    );
  });

  test('of a chain of a hundred thousand is found in one pass: a second one for each would not come to an end', () => {
    const long = Array.from({ length: 100_000 }, (_, n): [string, string] => [`${n}`, `${n + 1}`]);
    expect(standings(new Map(long)).get('0')).toBe('100000');
  });
});
