import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assemble,
  CHOICES,
  type Choice,
  mergeLines,
  mergeParagraphs,
  mergeProse,
  needsChoice,
  type Region,
} from '#shared/model/paragraphs.ts';
import { type Prose, type ProseNode, proseFromText, proseSchema } from '#shared/model/prose.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);
const same = (paragraph: string): string => paragraph;

/** Something that somebody does to a list of paragraphs. */
type Act =
  | { readonly do: 'insert' | 'edit'; readonly at: number; readonly words: string }
  | { readonly do: 'delete'; readonly at: number }
  | { readonly do: 'move'; readonly at: number; readonly to: number };

const place = fc.nat(1000);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom('insert' as const, 'edit' as const), at: place, words: fc.constantFrom('x', 'y') }),
  fc.record({ do: fc.constant('delete' as const), at: place }),
  fc.record({ do: fc.constant('move' as const), at: place, to: place }),
);

/** The paragraphs after the acts. What is new bears the name of who wrote it, unless both write the same. */
const after = (base: readonly string[], acts: readonly Act[], who: string): string[] => {
  const list = [...base];
  acts.forEach((step, n) => {
    if (step.do === 'insert') list.splice(step.at % (list.length + 1), 0, `${step.words}${n}${who}`);
    else if (list.length > 0) {
      const at = step.at % list.length;
      const [taken = ''] = list.splice(at, 1);
      if (step.do === 'edit') list.splice(at, 0, `${taken} ${step.words}`);
      if (step.do === 'move') list.splice(step.to % (list.length + 1), 0, taken);
    }
  });
  return list;
};

const base = fc.array(fc.nat(9), { maxLength: 12 }).map((marks) => marks.map((mark, n) => `${n}.${mark}`));
const acts = fc.array(act, { maxLength: 6 });
/** A common version and two that came of it; also with paragraphs that occur more than once. */
const versions = fc.oneof(
  fc.record({ base, ours: acts, others: acts }).map((made) => ({
    base: made.base,
    mine: after(made.base, made.ours, 'm'),
    theirs: after(made.base, made.others, 't'),
  })),
  fc.record({
    base: fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 8 }),
    mine: fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 }),
    theirs: fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 }),
  }),
);
const distinctVersions = fc.record({ base, ours: acts, others: acts }).map((made) => ({
  base: made.base,
  mine: after(made.base, made.ours, 'm'),
  theirs: after(made.base, made.others, 't'),
}));
const choices = fc.array(fc.constantFrom(...CHOICES), { minLength: 60, maxLength: 60 });
const all = (choice: Choice): Choice[] => Array.from({ length: 100 }, () => choice);
const forConflicts = (regions: readonly Region<unknown>[], choice: Choice) =>
  regions.map((region) => (needsChoice(region) ? choice : undefined));

const property = (check: (made: { base: string[]; mine: string[]; theirs: string[] }) => void): void =>
  fc.assert(fc.property(versions, check), { numRuns });

describe('the three-way merge of paragraphs (M12)', () => {
  test('loses nothing of either text: all of one side gives that side, all of base the common version (M12)', () => {
    property(({ base: from, mine, theirs }) => {
      const regions = mergeParagraphs(from, mine, theirs, same);
      expect(assemble(regions, all('mine'))).toEqual(mine);
      expect(assemble(regions, all('theirs'))).toEqual(theirs);
      expect(regions.flatMap((region) => region.base)).toEqual(from);
    });
  });

  test('a change by one side alone is taken whole, and nobody is asked (M12)', () => {
    property(({ base: from, mine }) => {
      expect(assemble(mergeParagraphs(from, mine, from, same), [])).toEqual(mine);
      expect(assemble(mergeParagraphs(from, from, mine, same), [])).toEqual(mine);
      expect(assemble(mergeParagraphs(from, mine, mine, same), [])).toEqual(mine);
    });
  });

  test('does not depend on which side is called mine (M12)', () => {
    const other = { mine: 'theirs', theirs: 'mine', same: 'same', alike: 'alike', conflict: 'conflict' } as const;
    property(({ base: from, mine, theirs }) => {
      const turned = mergeParagraphs(from, theirs, mine, same).map((region) => ({
        kind: other[region.kind],
        base: region.base,
        mine: region.theirs,
        theirs: region.mine,
      }));
      expect(mergeParagraphs(from, mine, theirs, same)).toEqual(turned);
    });
  });

  test('a paragraph is gone only where the other side deleted or replaced it (M12)', () => {
    fc.assert(
      fc.property(distinctVersions, ({ base: from, mine, theirs }) => {
        const regions = mergeParagraphs(from, mine, theirs, same);
        const merged = new Set(assemble(regions, forConflicts(regions, 'mine-theirs')));
        for (const [side, other] of [
          [mine, theirs],
          [theirs, mine],
        ] as const)
          for (const paragraph of side)
            if (!from.includes(paragraph) || other.includes(paragraph)) expect(merged).toContain(paragraph);
      }),
      { numRuns },
    );
  });

  test('without a common version nothing counts as deleted (M12)', () => {
    property(({ mine, theirs }) => {
      const regions = mergeParagraphs(null, mine, theirs, same);
      const merged = assemble(regions, forConflicts(regions, 'theirs-mine'));
      for (const paragraph of [...mine, ...theirs]) expect(merged).toContain(paragraph);
    });
  });

  test('whatever is chosen is prose in the closed form (M12)', () => {
    const prose = (lines: readonly string[]): Prose => proseFromText(lines.join('\n'));
    fc.assert(
      fc.property(versions, choices, ({ base: from, mine, theirs }, chosen) => {
        const content = assemble(mergeProse(prose(from), prose(mine), prose(theirs)), chosen);
        expect(proseSchema.safeParse({ type: 'doc', content }).success).toBe(true);
      }),
      { numRuns },
    );
  });
});

const kinds = (regions: readonly Region<unknown>[]): string[] => regions.map(({ kind }) => kind);

describe('the merge of paragraphs, by example (M12)', () => {
  test('edits of neighbouring paragraphs do not stand against each other', () => {
    const regions = mergeLines('a\nb', 'A\nb', 'a\nB');
    expect(kinds(regions)).toEqual(['mine', 'theirs']);
    expect(assemble(regions, [])).toEqual(['A', 'B']);
  });

  test('a paragraph put in behind one that the other side edited is kept', () => {
    expect(assemble(mergeLines('a\nb', 'A\nb', 'a\nnew\nb'), [])).toEqual(['A', 'new', 'b']);
  });

  test('the same paragraph edited by both, or two put in at one place, wait for a choice, in either order', () => {
    const edited = mergeLines('a\nb\nc', 'a\nB1\nc', 'a\nB2\nc');
    expect(kinds(edited)).toEqual(['same', 'conflict', 'same']);
    expect(assemble(edited, [])).toBeUndefined();
    expect(assemble(edited, [undefined, 'theirs-mine'])).toEqual(['a', 'B2', 'B1', 'c']);
    expect(kinds(mergeLines('a\nb', 'a\nx\nb', 'a\ny\nb'))).toEqual(['same', 'conflict', 'same']);
  });

  test('the same change by both is no conflict, and what one deleted and the other edited is one', () => {
    expect(kinds(mergeLines('a\nb', 'a\nc', 'a\nc'))).toEqual(['same', 'alike']);
    expect(kinds(mergeLines('a\nb\nc', 'a\nc', 'a\nB\nc'))).toEqual(['same', 'conflict', 'same']);
  });

  test('of two texts rewritten whole, each paragraph is chosen by itself', () => {
    expect(kinds(mergeLines('a\nb\nc', '1\n2\nc', '1\nb\n3'))).toEqual(['alike', 'mine', 'theirs']);
  });

  test('without a common version, only what differs is asked about', () => {
    expect(kinds(mergeParagraphs(null, ['a', 'b', 'c'], ['a', 'x', 'c', 'd'], same))).toEqual([
      'same',
      'conflict',
      'same',
      'theirs',
    ]);
  });

  test('prose that differs only in what is left empty is the same', () => {
    const bare: ProseNode = { type: 'paragraph' };
    const empty: ProseNode = { type: 'paragraph', content: [] };
    const doc = (node: ProseNode): Prose => ({ type: 'doc', content: [node] });
    expect(kinds(mergeProse(doc(bare), doc(empty), doc(bare)))).toEqual(['same']);
  });

  test('a text made to be slow is compared all the same: in square time this one would not come to an end', () => {
    const lines = (count: number, line: string): string => Array.from({ length: count }, () => line).join('\n');
    const parts = mergeLines(
      `start\n${lines(500_000, '')}`,
      `${lines(500_000, '')}\nmine`,
      `x\n${lines(499_000, '')}\ny`,
    );
    expect(parts.length).toBeGreaterThan(0);
  });
});
