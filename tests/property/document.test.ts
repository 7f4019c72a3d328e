import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinKey } from '#shared/document/material.ts';
import { buildRuns } from '#shared/document/runs.ts';
import { bestGrade, compareGrades, type GradedEvidence, independentOrigins } from '#shared/model/evidence.ts';
import { CREDIBILITIES, RELIABILITIES } from '#shared/model/grades.ts';
import type { InlineNode, ProseMark } from '#shared/model/prose.ts';
import type { Pin } from '#shared/model/records.ts';
import { splitSentences } from '#shared/model/words.ts';
import { revision, uuid } from '../support/material.ts';

const pin = fc.integer({ min: 1, max: 3 }).map((n): Pin => ({ fact: uuid(n), revision: revision() }));
const mark = fc.oneof(
  fc.constantFrom<ProseMark>({ type: 'bold' }, { type: 'italic' }, { type: 'link', attrs: { href: 'https://a.org' } }),
  pin.map((attrs): ProseMark => ({ type: 'factCitation', attrs })),
);
const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom(' ', '. ', '.', ', и', 'слово ', '…', '130,000', '\u00a0'),
);
const inline = fc.oneof(
  { weight: 8, arbitrary: fc.record({ text: words, marks: fc.array(mark, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const inlines = fc
  .array(inline, { maxLength: 12 })
  .map((nodes) => nodes.map((node): InlineNode => (node ? { type: 'text', ...node } : { type: 'hardBreak' })));

const cite = (from: Pin) => ({ ...from, stale: false, sources: [] });
const text = (node: InlineNode): string => (node.type === 'text' ? node.text : '\n');

describe('runs', () => {
  it('neither lose nor reorder a character, and drop or invent no citation', () => {
    fc.assert(
      fc.property(inlines, (content) => {
        const runs = buildRuns(content, cite);
        expect(runs.map((run) => run.text).join('')).toBe(content.map(text).join(''));
        const wanted = content.flatMap((node) =>
          node.type === 'text'
            ? (node.marks ?? []).flatMap((m) => (m.type === 'factCitation' ? pinKey(m.attrs) : []))
            : [],
        );
        const printed = runs.flatMap((run) => (run.citations ?? []).map(pinKey));
        expect(new Set(printed)).toEqual(new Set(wanted));
        for (const run of runs) {
          const keys = (run.citations ?? []).map(pinKey);
          expect(new Set(keys).size).toBe(keys.length);
          expect(run.text).not.toBe('');
        }
      }),
    );
  });
});

const evidence: fc.Arbitrary<GradedEvidence> = fc.record({
  stance: fc.constantFrom('supports', 'contradicts'),
  reliability: fc.constantFrom(...RELIABILITIES),
  credibility: fc.constantFrom(...CREDIBILITIES),
});

describe('best grade', () => {
  it('is the pair of one supporting link, better than none of them, in any order', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 8 }), (links) => {
        const best = bestGrade(links);
        const supporting = links.filter((link) => link.stance === 'supports');
        expect(best === null).toBe(supporting.length === 0);
        expect(bestGrade(links.toReversed())).toEqual(best);
        if (!best) return;
        expect(supporting).toContainEqual({ stance: 'supports', ...best });
        for (const link of supporting) expect(compareGrades(best, link)).toBeLessThanOrEqual(0);
      }),
    );
  });
  it('takes F and 6 as unknown: behind what speaks for, before what speaks against', () => {
    const grade = (reliability: GradedEvidence['reliability'], credibility: GradedEvidence['credibility']) =>
      ({ stance: 'supports', reliability, credibility }) as const;
    expect(bestGrade([grade('F', 6), grade('E', 5)])).toEqual({ reliability: 'F', credibility: 6 });
    expect(bestGrade([grade('F', 6), grade('C', 3)])).toEqual({ reliability: 'C', credibility: 3 });
    expect(bestGrade([grade('D', 2), grade('F', 2)])).toEqual({ reliability: 'F', credibility: 2 });
  });
});

describe('independent origins', () => {
  const link = fc.record({
    source: fc.constantFrom('s1', 's2', 's3'),
    independenceGroup: fc.constantFrom('', ' Wire', 'wire', 'x'),
  });
  it('never exceed the links, do not depend on order, and count equal links once', () => {
    fc.assert(
      fc.property(fc.array(link), (links) => {
        const origins = independentOrigins(links);
        expect(origins).toBeLessThanOrEqual(links.length);
        expect(independentOrigins([...links.toReversed(), ...links])).toBe(origins);
      }),
    );
  });
  it('count a group once whatever its sources, and a source without group as itself', () => {
    const of = (...links: [string, string][]) =>
      independentOrigins(links.map(([from, independenceGroup]) => ({ source: from, independenceGroup })));
    expect(of()).toBe(0);
    expect(of(['s1', ''], ['s1', ''])).toBe(1);
    expect(of(['s1', 'Wire'], ['s2', ' wire '])).toBe(1);
    expect(of(['s1', ''], ['s2', 'wire'])).toBe(2);
  });
});

describe('sentences', () => {
  it('cover the paragraph without gap or overlap', () => {
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join('')),
        (paragraph) => {
          let end = 0;
          for (const sentence of splitSentences(paragraph)) {
            expect(sentence.start).toBe(end);
            end = sentence.end;
          }
          expect(end).toBe(paragraph.length);
        },
      ),
    );
  });
});
