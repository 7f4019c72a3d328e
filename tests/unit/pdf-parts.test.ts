import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCoverage } from '#shared/core/pdf/coverage.ts';
import { define } from '#shared/core/pdf/define.ts';
import { placeBreaks } from '#shared/core/pdf/paragraphs.ts';
import { cleanText, createTypesetter, oneLine } from '#shared/core/pdf/typeset.ts';
import { escapeXml } from '#shared/core/pdf/xmp.ts';
import { sampleTree } from '../support/tree.ts';

const all = createTypesetter(() => true);

describe('typesetting', () => {
  test('cleans without changing what is seen', () => {
    expect(cleanText('a\r\nb\u2028c\td\u0000\u200b\u00ad\ufe0fe')).toBe('a\nb\nc de');
    expect(cleanText('e\u0301')).toBe('\u00e9');
    expect(oneLine('  a\n\n b ')).toBe('a b');
  });

  test('a missing glyph goes to another family first, then to a box', () => {
    const typesetter = createTypesetter(
      (family, code) => code < 0x80 || (family === 'Inter' && code === 0x2192) || code === 0x25a1,
    );
    expect(typesetter.flow('a\u2192b\u4e2d', 'Serif')).toEqual([
      { text: 'a' },
      { text: '\u2192', font: 'Inter' },
      { text: 'b\u25a1' },
    ]);
    expect([...typesetter.missing]).toEqual([['\u4e2d', 1]]);
  });

  test('no letter is lost or added, however long the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(5), (text, times) => {
        const long = text.repeat(times);
        const shown = all
          .flow(long, 'Sans')
          .map((inline) => inline.text)
          .join('');
        expect(shown).toBe(cleanText(long));
      }),
    );
  });

  test('offers a break in every word that could outgrow a line', () => {
    const pieces = all.flow('x'.repeat(500), 'Sans');
    expect(Math.max(...pieces.map((inline) => inline.text.length))).toBeLessThanOrEqual(24);
  });
});

test('XML is escaped and rid of what XML forbids', () => {
  expect(escapeXml(`R&D <x> "q" 'a'\u0000\ufffe\ud800`)).toBe('R&amp;D &lt;x&gt; &quot;q&quot; &apos;a&apos;\ufffd');
});

test('coverage of a font: Latin and Cyrillic yes, Chinese no', () => {
  const font = readFileSync(
    join(import.meta.dirname, '../../resources/fonts/source-serif-4/SourceSerif4_400Regular.ttf'),
  );
  const covered = readCoverage(font);
  for (const character of 'AzЯёії\u20bd\u2013\u2212\u2020') expect(covered.has(character.codePointAt(0)!)).toBe(true);
  expect(covered.has(0x4e2d)).toBe(false);
  expect(() => readCoverage(new Uint8Array(64))).toThrow(RangeError);
});

test('page breaks leave no line of a paragraph alone', () => {
  const count = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(count, fc.integer({ min: 0, max: 43 }), (lines, available) => {
      const full = 43;
      const breaks = placeBreaks(
        Array.from({ length: lines }, () => 1),
        available,
        full,
      );
      const ends = [...breaks, lines];
      const parts = ends.map((end, index) => end - (index === 0 ? 0 : ends[index - 1]!));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(lines);
      expect(parts[0]).toBeLessThanOrEqual(available);
      for (const part of parts.slice(1)) expect(part).toBeLessThanOrEqual(full);
      expect(lines > 1 && parts.includes(1)).toBe(false);
    }),
  );
});

test('a definition is fresh each time and never changes the tree', () => {
  const tree = sampleTree();
  const before = structuredClone(tree);
  const options = { covers: () => true, now: new Date(0) };
  const one = define(tree, options).definition;
  const two = define(tree, options).definition;
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  expect(one.content).not.toBe(two.content);
  expect(tree).toEqual(before);
});
