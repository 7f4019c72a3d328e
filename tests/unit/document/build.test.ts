import { describe, expect, it } from 'vitest';
import { buildTree } from '#shared/document/build.ts';
import { bannerOf, citationNumbers } from '#shared/document/numbering.ts';
import type { ProseBlock, Timeline } from '#shared/document/tree.ts';
import {
  cited,
  evidence,
  fact,
  judgement,
  materialOf,
  type Parts,
  type Piece,
  pinned,
  pinOf,
  prose,
  source,
  uuid,
} from '../../support/material.ts';

const TODAY = { today: '2026-11-22' };
const build = (parts: Parts) => buildTree(materialOf(parts), TODAY);

const one = source(1);
const two = source(2);
const a = fact(1);
const b = fact(2);
const c = fact(3);
const withA = pinned(a, [[evidence(1, a, one), one]]);
const withB = pinned(b, [[evidence(2, b, two), two]]);

const runsOf = (...pieces: Piece[]) => {
  const tree = build({
    facts: [withA, withB],
    sections: [{ blocks: [{ type: 'prose', prose: prose(pieces) }] }],
  });
  const block = tree.sections[0]?.blocks[0] as ProseBlock | undefined;
  const paragraph = block?.children[0];
  return paragraph?.type === 'paragraph' ? paragraph.runs : [];
};
/** The runs as one line: `text[facts]`, bold between asterisks. */
const line = (...pieces: Piece[]): string =>
  runsOf(...pieces)
    .map(({ text, bold, citations }) => {
      const numbers = citations?.flatMap((citation) => citation.sources.map(({ number }) => number)) ?? [];
      return `${bold ? `*${text}*` : text}${citations ? `[${numbers.join()}]` : ''}`;
    })
    .join('|');

describe('runs', () => {
  it('prints the number once behind words that rest on the same facts', () => {
    expect(
      line('So ', ['it is ', cited(a)], ['very ', [{ type: 'bold' }, ...cited(a)]], ['true', cited(a)], ' now'),
    ).toBe('So |it is |*very *|true[1]| now');
  });
  it('takes the stop behind the words before the number and leaves blanks outside', () => {
    expect(line(['Cited', cited(a)], '. Next')).toBe('Cited.[1]| Next');
    expect(line(['Cited ', cited(a)], 'next')).toBe('Cited[1]| next');
    expect(line(['Cited', cited(a)], ['.', [{ type: 'bold' }]])).toBe('Cited|*.*[1]');
  });
  it('keeps a stop that rests on other facts where it is', () => {
    expect(line(['One', cited(a)], [', two', cited(b)])).toBe('One[1]|, two[2]');
  });
  it('bridges blanks between words that rest on the same facts', () => {
    expect(line(['One', cited(a)], ' ', ['two', cited(a)])).toBe('One two[1]');
  });
  it('cites several facts over the same words, in the order of the marks', () => {
    expect(line(['Both', cited(a, b)])).toBe('Both[1,2]');
  });
  it('keeps https links only', () => {
    const link = (href: string) => runsOf(['x', [{ type: 'link', attrs: { href } }]])[0]?.href;
    expect(link('https://example.org/a')).toBe('https://example.org/a');
    for (const href of ['http://example.org', 'javascript:alert(1)', 'HTTPS://user:pw@example.org', 'x', '']) {
      expect(link(href)).toBeUndefined();
    }
  });
  it('leaves out empty paragraphs and blocks', () => {
    const tree = build({ sections: [{ blocks: [{ type: 'prose', prose: prose([], [' ']) }] }] });
    expect(tree.sections[0]?.blocks).toEqual([]);
  });
});

describe('numbering', () => {
  it('counts sources in order of first citation, the bottom line first', () => {
    const bottom = judgement(1, { basis: [pinOf(b)] });
    const material = materialOf({
      briefing: { bottomLine: bottom.id },
      judgements: [bottom],
      facts: [withA, withB],
      sections: [{ blocks: [{ type: 'prose', prose: prose([['A', cited(a)]]) }] }],
    });
    const tree = buildTree(material, TODAY);
    expect(tree.sources.map(({ number, id }) => [number, id])).toEqual([
      [1, two.id],
      [2, one.id],
    ]);
    expect(tree.bottomLine?.sources).toEqual([1]);
    expect(citationNumbers(material)).toEqual({ [a.id]: [2], [b.id]: [1] });
  });
  it('joins locators of one source and leaves contradicting evidence out', () => {
    const twice = pinned(a, [
      [evidence(1, a, one, { locator: 'p. 2' }), one],
      [evidence(2, a, one, { locator: 'p. 5' }), one],
      [evidence(3, a, two, { stance: 'contradicts' }), two],
    ]);
    const tree = build({
      facts: [twice],
      sections: [{ blocks: [{ type: 'prose', prose: prose([['A', cited(a)]]) }] }],
    });
    const block = tree.sections[0]?.blocks[0] as ProseBlock;
    expect(block.children[0]).toMatchObject({
      runs: [{ citations: [{ sources: [{ number: 1, locator: 'p. 2; p. 5' }] }] }],
    });
    expect(tree.sources).toHaveLength(1);
  });
  it('keeps a citation whose fact this library does not hold, without sources', () => {
    const tree = build({ sections: [{ blocks: [{ type: 'prose', prose: prose([['A', cited(c)]]) }] }] });
    expect(tree.sections[0]?.blocks[0]).toMatchObject({
      children: [{ runs: [{ text: 'A', citations: [{ fact: c.id, sources: [], stale: false }] }] }],
    });
  });
  it('numbers tables and figures each on their own', () => {
    const table = { type: 'factTable', caption: '', facts: [] } as const;
    const line = { type: 'timeline', caption: '', facts: [] } as const;
    const tree = build({
      sections: [
        { blocks: [{ ...table, facts: [] }] },
        {
          blocks: [
            { ...line, facts: [] },
            { ...table, facts: [] },
          ],
        },
      ],
    });
    const numbers = tree.sections.flatMap(({ blocks }) => blocks.map((block) => 'number' in block && block.number));
    expect(numbers).toEqual([1, 1, 2]);
  });
});

describe('rows', () => {
  it('formats value, period, grade and marks contested facts', () => {
    const some = fact(9, {
      quantity: { value: '-43', unit: '%', qualifier: 'about' },
      asOf: '2023-08/2024-07',
      marking: 'GREEN',
    });
    const links = pinned(
      some,
      [
        [evidence(1, some, one, { credibility: 6 }), one],
        [evidence(2, some, two, { credibility: 1, stance: 'contradicts' }), two],
      ],
      { subjectName: 'Traffic' },
    );
    const tree = build({
      facts: [links],
      sections: [{ blocks: [{ type: 'factTable', caption: 'X', facts: [pinOf(some)] }] }],
    });
    expect(tree.sections[0]?.blocks[0]).toMatchObject({
      marking: 'GREEN',
      rows: [
        {
          subject: 'Traffic',
          value: '≈\u00a0−43\u00a0%',
          asOf: 'August\u00a02023 – July\u00a02024',
          grade: 'B\u00a06',
          contested: true,
          sources: [1],
        },
      ],
    });
  });
  it('sorts a timeline by date, undated last, equal ones by statement, then by id', () => {
    const dates: [string | null, string][] = [
      [null, 'x'],
      ['2024-04', 'b'],
      ['2024-04', 'a'],
      ['../2023', 'open start'],
      ['2023-08/2024-07', 'period'],
      ['2023', 'year'],
      ['2024-04', 'a'],
    ];
    const facts = dates.map(([asOf, statement], index) => fact(20 + index, { asOf, statement }));
    const tree = build({
      facts: facts.map((each) => pinned(each)),
      sections: [{ blocks: [{ type: 'timeline', caption: '', facts: facts.toReversed().map(pinOf) }] }],
    });
    const { rows } = tree.sections[0]!.blocks[0] as Timeline;
    expect(rows.map(({ fact: id }) => facts.findIndex((each) => each.id === id))).toEqual([5, 4, 3, 2, 6, 1, 0]);
  });
});

describe('judgements', () => {
  it.each([
    ['It is unlikely to be likely.', 'likely', ['It is unlikely to be ', '*likely*', '.']],
    ['It is very likely.', 'likely', ['It is very likely.']],
    ['It is highly probable.', 'very likely', ['It is ', '*highly probable*', '.']],
    ['It will Almost certainly end.', 'almost certain', ['It will ', '*Almost certainly*', ' end.']],
    ['Remote access is what it offers.', 'almost no chance', ['Remote access is what it offers.']],
    ['Это likely так.', 'likely', ['Это ', '*likely*', ' так.']],
  ])('%s (%s)', (sentence, likelihood, expected) => {
    const one = judgement(1, { sentence, likelihood });
    const tree = build({ briefing: { bottomLine: one.id }, judgements: [one] });
    expect(tree.bottomLine?.runs.map(({ text, bold }) => (bold ? `*${text}*` : text))).toEqual(expected);
  });
  it('states the confidence in its own sentence, the reason fitted in', () => {
    const say = (confidenceReason: string) => {
      const one = judgement(1, { confidence: 'low', confidenceReason });
      return build({ briefing: { bottomLine: one.id }, judgements: [one] }).bottomLine?.confidenceSentence;
    };
    expect(say('The base is one source.')).toBe('Confidence in this judgement is low: the base is one source.');
    expect(say('Binance says nothing')).toBe('Confidence in this judgement is low: Binance says nothing.');
    expect(say('because one source\n stands alone..')).toBe(
      'Confidence in this judgement is low because one source stands alone.',
    );
    expect(say(' ')).toBe('Confidence in this judgement is low.');
  });
  it('has no scale when no judgement makes an estimate, and the scale of the first otherwise', () => {
    expect(build({}).scale).toBeNull();
    const phia = judgement(1, { scale: 'phia', likelihood: 'highly likely', sentence: 'It is highly likely.' });
    expect(build({ briefing: { bottomLine: phia.id }, judgements: [phia] }).scale).toBe('phia');
  });
});

describe('markings', () => {
  it('raises the banner to the highest of all that the document holds, and never lowers it', () => {
    const red = source(3, { marking: 'RED' });
    expect(build({ briefing: { marking: 'GREEN' } }).banner).toBe('GREEN');
    const cites = (facts: Parts['facts']): Parts => ({
      facts: facts!,
      sections: [{ blocks: [{ type: 'prose', prose: prose([['A', cited(a)]]) }] }],
    });
    expect(build(cites([pinned(a, [[evidence(1, a, red), red]])])).banner).toBe('RED');
    expect(build(cites([pinned(a, [], { current: fact(1, { marking: 'AMBER' }) })])).banner).toBe('AMBER');
    expect(bannerOf(materialOf({ judgements: [judgement(1, { marking: 'AMBER+STRICT' })] }))).toBe('AMBER+STRICT');
  });
  it('prints a block with the marking of what it cites when that is higher', () => {
    const amber = fact(1, { marking: 'AMBER' });
    const tree = build({
      facts: [pinned(amber)],
      sections: [{ blocks: [{ content: { type: 'prose', prose: prose([['A', cited(amber)]]) }, marking: 'GREEN' }] }],
    });
    expect(tree.sections[0]).toMatchObject({ marking: 'AMBER', blocks: [{ marking: 'AMBER' }] });
  });
});

describe('frame', () => {
  it('takes the day from outside when the briefing has none', () => {
    expect(build({})).toMatchObject({ isoDate: '2026-11-22', date: '22\u00a0November\u00a02026', edition: 'draft' });
    expect(build({ briefing: { date: '2024-02-29' } }).isoDate).toBe('2024-02-29');
  });
  it('is plain JSON and leaves the material as it was', () => {
    const parts: Parts = {
      facts: [withA],
      sections: [{ blocks: [{ type: 'prose', prose: prose([['A ', cited(a)], '.']) }] }],
    };
    const material = materialOf(parts);
    const before = JSON.stringify(material.sections);
    const tree = buildTree(material, TODAY);
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
    expect(JSON.stringify(material.sections)).toBe(before);
    expect(buildTree(material, TODAY)).toEqual(tree);
  });
  it('holds an empty briefing and unknown judgements', () => {
    const tree = build({
      briefing: { bottomLine: uuid(99) },
      sections: [{ blocks: [{ type: 'judgements', judgements: [uuid(99)] }] }],
    });
    expect(tree).toMatchObject({ bottomLine: null, sources: [], sections: [{ blocks: [] }] });
  });
});

describe('references', () => {
  const reference = (some: Parameters<typeof source>[1]) => {
    const from = source(1, some);
    const tree = build({
      facts: [pinned(a, [[evidence(1, a, from), from]])],
      sections: [{ blocks: [{ type: 'prose', prose: prose([['A', cited(a)]]) }] }],
    });
    return tree.sources[0]?.reference.map(({ text }) => text).join('');
  };
  it('says what is not known', () => {
    expect(reference({ title: 'A title', type: 'article-newspaper' })).toBe(
      'A title. Press article, publisher unknown, undated.',
    );
    expect(reference({ title: 'Who knows?', type: 'interview' })).toBe('Who knows? Interview, undated.');
  });
  it('gives all that is known', () => {
    expect(
      reference({
        title: 'T',
        type: 'report',
        authors: [{ family: 'Ли', given: 'Анна' }, { literal: 'Desk' }],
        containerTitle: 'Papers',
        publisher: 'House',
        issued: '2024-03-01',
        doi: '10.1/x',
      }),
    ).toBe('Анна Ли and Desk. T. Report in Papers, House, 1\u00a0March\u00a02024, DOI 10.1/x.');
  });
  it('names three authors of many', () => {
    const authors = Array.from({ length: 9 }, (_, n) => ({ literal: `N${n}` }));
    expect(reference({ authors })).toMatch(/^N0, N1, N2 and 6 others\. /);
  });
});
