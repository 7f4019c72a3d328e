import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkResultSchema } from '#shared/contract/briefings.ts';
import { RULES, type Rule } from '#shared/document/check/rules.ts';
import { checkBriefing } from '#shared/document/check.ts';
import type { BlockContent } from '#shared/model/briefing.ts';
import type { Judgement } from '#shared/model/judgement.ts';
import {
  cited,
  evidence,
  fact,
  judgement,
  materialOf,
  type Parts,
  pinned,
  pinOf,
  prose,
  source,
  uuid,
} from '../../support/material.ts';

const reported = new Set<string>();
/** Checks, and that every sentence has all it needs from its parameters, so that another language can say it too. */
const check = (parts: Parts, today = '2026-11-22') => {
  const result = checkBriefing(materialOf(parts), { today });
  for (const { rule, reason, params } of [...result.errors, ...result.warnings]) {
    reported.add(rule);
    const placeholders = RULES[rule as Rule][1].matchAll(/\{\{(\w+)\}\}/g);
    for (const [, name = ''] of placeholders) expect(params).toHaveProperty(name);
    expect(reason).not.toContain('{{');
  }
  return result;
};
const names = (parts: Parts) => {
  const { errors, warnings } = check(parts);
  return { errors: errors.map(({ rule }) => rule), warnings: warnings.map(({ rule }) => rule) };
};

const good = source(1, { descriptor: 'Read in full.' });
const other = source(2, { descriptor: 'Read in full.' });
const a = fact(1);
const sound = pinned(a, [
  [evidence(1, a, good), good],
  [evidence(2, a, other), other],
]);
const bottom = judgement(1, {
  confidence: 'low',
  confidenceReason: 'one source',
  basis: [{ assumption: 'It holds.' }],
});
const words = (text: string): BlockContent => ({ type: 'prose', prose: prose([[text, cited(a)]]) });
/** A briefing with nothing to find. */
const clean: Parts = {
  briefing: { bottomLine: bottom.id, sourceSummary: 'Two sources agree.' },
  judgements: [bottom],
  facts: [sound],
  sections: [{ blocks: [words('It was so.')] }],
};
const withFact = (known: Parts['facts'], blocks: NonNullable<Parts['sections']> = clean.sections ?? []): Parts => ({
  ...clean,
  facts: known!,
  sections: blocks,
});
const withText = (text: string): Parts => ({ ...clean, sections: [{ blocks: [words(text)] }] });
const withBottom = (some: Partial<Judgement>): Parts => ({
  ...clean,
  judgements: [judgement(1, { ...bottom, ...some })],
});

it('finds nothing in a sound briefing', () => {
  expect(check(clean)).toEqual({ errors: [], warnings: [] });
});

it('says of an empty briefing what comes first', () => {
  expect(names({})).toEqual({ errors: ['coverage.no-sections'], warnings: ['coverage.no-bottom-line'] });
});

describe('coverage', () => {
  const section = (
    coverage: NonNullable<NonNullable<Parts['sections']>[number]['some']>['coverage'],
    blocks = [words('Two words')],
  ) => names({ ...clean, sections: [{ some: { coverage: coverage! }, blocks }] });
  it('counts words, facts and judgements', () => {
    expect(section([{ rule: 'min-words', count: 3, level: 'error' }]).errors).toEqual(['coverage.min-words']);
    expect(section([{ rule: 'min-words', count: 2, level: 'error' }]).errors).toEqual([]);
    expect(section([{ rule: 'min-facts', count: 2, level: 'warning' }]).warnings).toEqual(['coverage.min-facts']);
    expect(section([{ rule: 'min-facts', count: 1, level: 'warning' }]).warnings).toEqual([]);
    expect(section([{ rule: 'min-judgements', count: 1, level: 'error' }]).errors).toEqual(['coverage.min-judgements']);
  });
  it('counts a fact once however often it is cited', () => {
    const twice: BlockContent = { type: 'factTable', caption: '', facts: [pinOf(a), pinOf(a)] };
    expect(section([{ rule: 'min-facts', count: 2, level: 'error' }], [twice]).errors).toEqual(['coverage.min-facts']);
  });
  it('wants independent sources, one of them read lately', () => {
    const rule = (maxAgeDays: number | null, count = 2) => [
      { rule: 'independent-sources' as const, count, maxAgeDays, level: 'error' as const },
    ];
    expect(section(rule(null)).errors).toEqual([]);
    expect(section(rule(null, 3)).errors).toEqual(['coverage.independent-sources']);
    expect(section(rule(90)).errors).toEqual(['coverage.fresh-sources']);
    const read = source(2, { descriptor: 'x', accessed: '2026-08-24' });
    const fresh = pinned(a, [
      [evidence(1, a, good), good],
      [evidence(2, a, read), read],
    ]);
    const parts = (days: number) => ({
      ...clean,
      facts: [fresh],
      sections: [{ some: { coverage: rule(days) }, blocks: [words('x')] }],
    });
    expect(names(parts(90)).errors).toEqual([]);
    expect(names(parts(89)).errors).toEqual(['coverage.fresh-sources']);
    const wire = pinned(a, [
      [evidence(1, a, good, { independenceGroup: 'wire' }), good],
      [evidence(2, a, other, { independenceGroup: 'wire' }), other],
    ]);
    expect(
      names({ ...clean, facts: [wire], sections: [{ some: { coverage: rule(null) }, blocks: [words('x')] }] }).errors,
    ).toEqual(['coverage.independent-sources']);
  });
  it('names empty sections by their heading', () => {
    const { warnings } = check({
      ...clean,
      sections: [{ some: { heading: 'Ход дел' }, blocks: [] }, ...clean.sections!],
    });
    expect(warnings).toMatchObject([{ rule: 'coverage.empty-section', section: 'Ход дел', sectionId: uuid(5000) }]);
  });
});

describe('sourcing', () => {
  it('wants support under every cited fact', () => {
    expect(names(withFact([pinned(a)])).errors).toEqual(['sourcing.uncited-fact']);
    const against = pinned(a, [[evidence(1, a, good, { stance: 'contradicts' }), good]]);
    expect(names(withFact([against]))).toMatchObject({
      errors: ['sourcing.uncited-fact'],
      warnings: ['sourcing.contested-fact'],
    });
    expect(names(withFact([])).errors).toEqual(['sourcing.missing-fact']);
  });
  it('wants ground under every judgement', () => {
    expect(names(withBottom({ basis: [] })).errors).toEqual(['sourcing.judgement-without-basis']);
    const silent = check(withBottom({ basis: [], sentence: ' ' })).errors;
    expect(silent.map(({ reason }) => reason)).toContain(
      'The judgement without words rests on nothing: name the facts or assumptions behind it.',
    );
    expect(names(withBottom({ basis: [pinOf(a)] })).errors).toEqual([]);
  });
  it('wants two origins for credibility 1', () => {
    const confirmed = (group: string) =>
      names(
        withFact([
          pinned(a, [
            [evidence(1, a, good, { credibility: 1, independenceGroup: group }), good],
            [evidence(2, a, other, { independenceGroup: group }), other],
          ]),
        ]),
      );
    expect(confirmed('').errors).toEqual([]);
    expect(confirmed('one wire')).toEqual({
      errors: ['sourcing.unconfirmed-credibility'],
      warnings: ['sourcing.single-origin'],
    });
  });
  describe('compares the number of the words with that of the fact', () => {
    const differing = (text: string, value: string, unit = '%', more: readonly [string, string][] = []) => {
      const facts = [[value, unit] as const, ...more].map(([number, of], index) =>
        fact(1 + index, { quantity: { value: number, unit: of, qualifier: '' } }),
      );
      // The words between ^ rest on the facts, in their order; without ^ all of them on the first.
      const pieces = (text.includes('^') ? text : `^${text}^`).split('^');
      const marked = pieces.map((piece, index) =>
        index % 2 === 1 ? ([piece, cited(facts[(index - 1) / 2]!)] as const) : piece,
      );
      const content: BlockContent = { type: 'prose', prose: prose(marked.filter((piece) => piece !== '')) };
      const links = [
        [evidence(1, facts[0]!, good), good],
        [evidence(2, facts[0]!, other), other],
      ] as const;
      const { warnings } = check(
        withFact(
          facts.map((one) => pinned(one, links)),
          [{ blocks: [content] }],
        ),
      );
      return warnings
        .filter(({ rule }) => rule === 'sourcing.number-differs')
        .map(({ reason }) => reason.split(':')[0]);
    };
    const said = (words: string, value: string): string[] => [`The words say ${words}, the fact says ${value}`];

    it.each([
      ['Visits fell by 43 % in a year.', '-47', '%', '43\u00a0%', '−47\u00a0%'],
      ['Visits ^fell^ by 43% in a year.', '-47', '%', '43%', '−47\u00a0%'],
      ['Traffic dropped 43 percent.', '-47', '%', '43\u00a0percent', '−47\u00a0%'],
      ['Посещаемость упала на 43 процента.', '-47', '%', '43\u00a0процента', '−47\u00a0%'],
      [
        'It has over 130,000 subscribers.',
        '90000',
        'subscribers',
        '130,000\u00a0subscribers',
        '90,000\u00a0subscribers',
      ],
      [
        'It has 130 000 Telegram subscribers.',
        '140000',
        'subscribers',
        '130\u00a0000\u00a0Telegram\u00a0subscribers',
        '140,000\u00a0subscribers',
      ],
      [
        'In 2024 it had about 1.2 million users.',
        '2500000',
        'users',
        '1.2\u00a0million\u00a0users',
        '2,500,000\u00a0users',
      ],
      ['The fine was $5 million.', '6000000', '$', '$5', '6,000,000\u00a0$'],
      ['Between 40 and 45 % left.', '30', '%', '45\u00a0%', '30\u00a0%'],
    ])('and tells of %s', (text, value, unit, words, now) => {
      expect(differing(text, value, unit)).toEqual(said(words, now));
    });

    it.each([
      ['Visits fell by 43 % in a year.', '-43', '%'],
      ['Visits fell by 43.0 percent in a year.', '-43', '%'],
      ['Visits fell by −43 %.', '-43', '%'],
      ['Visits fell by 43 % after 6 % the year before.', '-43', '%'],
      ['Some 43 % left.', '43.2', '%'],
      ['Between 40–45 % left.', '43', '%'],
      ['It has 130,000 subscribers.', '130000', 'subscribers'],
      ['It has 130 000 subscribers.', '130000', 'subscribers'],
      ['It has 130\u202f000 subscribers.', '130000', 'subscribers'],
      ['It has 130.000 subscribers.', '130000', 'subscribers'],
      ['It has about 130,000 subscribers.', '132450', 'subscribers'],
      ['It has 1.2 million users.', '1200000', 'users'],
      ['Users: 1.2M users.', '1200000', 'users'],
      ['Visits fell sharply.', '-43', '%'],
      ['Visits fell by nearly half in 2024.', '-43', '%'],
      ['Law 259 took effect on 2024-07-31 in 3 countries.', '-43', '%'],
      ['The share rose by 3 percentage points.', '6', '%'],
      ['Of 12 offices 5 closed.', '7', ''],
      ['Visits fell by 6 %. ^Nobody knows why.^', '-43', '%'],
    ])('and is quiet about %s', (text, value, unit) => {
      expect(differing(text, value, unit)).toEqual([]);
    });

    it('and leaves to each fact its own number', () => {
      const text = '^Visits fell^ by 43 %, while ^sales grew^ by 6 %.';
      expect(differing(text, '-43', '%', [['6', '%']])).toEqual([]);
      expect(differing(text, '-47', '%', [['6', '%']])).toEqual(said('43\u00a0%', '−47\u00a0%'));
      expect(differing(text, '-43', '%', [['8', '%']])).toEqual(said('6\u00a0%', '8\u00a0%'));
    });

    it('but not inside a quotation', () => {
      const numbered = fact(1, { quantity: { value: '47', unit: '%', qualifier: '' } });
      const [paragraph] = prose([['It fell by 43 %.', cited(numbered)]]).content;
      const quote: BlockContent = {
        type: 'prose',
        prose: { type: 'doc', content: [{ type: 'blockquote', content: [paragraph!] }] },
      };
      const { warnings } = names(
        withFact([pinned(numbered, [[evidence(1, numbered, good), good]])], [{ blocks: [quote] }]),
      );
      expect(warnings).not.toContain('sourcing.number-differs');
    });
  });
  it.each([
    ['sourcing.stale', { stale: true }],
    ['sourcing.retired-fact', { current: fact(1, { retired: true }), stale: true }],
    ['sourcing.retired-fact', { current: null, stale: true }],
    ['sourcing.superseded-fact', { current: fact(1, { status: 'superseded' }) }],
    ['sourcing.disputed-fact', { current: fact(1, { status: 'disputed' }) }],
    ['sourcing.expired-fact', { current: fact(1, { validUntil: '2026-11-21' }) }],
  ] as const)('warns: %s', (rule, some) => {
    expect(names(withFact([{ ...sound, ...some }])).warnings).toEqual([rule]);
  });
  it('lets a fact stand on its last day', () => {
    expect(names(withFact([{ ...sound, current: fact(1, { validUntil: '2026-11-22' }) }])).warnings).toEqual([]);
  });
  it('warns of certainty on grounds that cannot be judged', () => {
    const dim = (some: Parameters<typeof fact>[1]) => {
      const of = fact(1, some);
      return pinned(of, [
        [evidence(1, of, good, { credibility: 6 }), good],
        [evidence(2, of, other, { credibility: 6 }), other],
      ]);
    };
    const of = (text: string, some = {}) => names({ ...withText(text), facts: [dim(some)] }).warnings;
    expect(of('It was so.', { status: 'verified' })).toEqual(['sourcing.verified-on-unknown']);
    expect(of('It is clearly so.')).toEqual(['sourcing.certain-on-unknown']);
    expect(of('It was so, the article says.')).toEqual([]);
    expect(names(withText('It is clearly so.')).warnings).toEqual([]);
  });
  it('warns of figures without a citation, not of headings or figures that cite', () => {
    const plain = (text: string): Parts => ({
      ...clean,
      sections: [{ blocks: [words('So.'), { type: 'prose', prose: prose([text]) }] }],
    });
    expect(names(plain('It fell by 43 %.')).warnings).toEqual(['sourcing.uncited-figure']);
    expect(names(plain('It fell by ٤٣ %.')).warnings).toEqual(['sourcing.uncited-figure']);
    expect(names(plain('It fell.')).warnings).toEqual([]);
    expect(names(withText('It fell by 43 %.')).warnings).toEqual([]);
    const heading: BlockContent = {
      type: 'prose',
      prose: {
        type: 'doc',
        content: [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '2024' }] }],
      },
    };
    expect(names({ ...clean, sections: [{ blocks: [words('So.'), heading] }] }).warnings).toEqual([]);
  });
  it('warns of high confidence on grounds that cannot be judged, and of retired sources', () => {
    const dim = pinned(a, [
      [evidence(1, a, good, { credibility: 6 }), good],
      [evidence(2, a, other, { credibility: 6 }), other],
    ]);
    const sure = (some: Partial<Judgement>) => ({ ...withBottom({ basis: [pinOf(a)], ...some }), facts: [dim] });
    expect(names(sure({ confidence: 'high' })).warnings).toEqual(['sourcing.confidence-on-unknown']);
    expect(names(sure({ confidence: 'moderate' })).warnings).toEqual([]);
    expect(names({ ...sure({ confidence: 'high' }), facts: [sound] }).warnings).toEqual([]);
    const gone = source(1, { descriptor: 'x', retired: true });
    const links = pinned(a, [
      [evidence(1, a, gone), gone],
      [evidence(2, a, other), other],
    ]);
    expect(names(withFact([links])).warnings).toEqual(['sourcing.retired-source']);
  });
  it('looks at the source base', () => {
    const from = source(1, { reliability: 'F', url: 'https://example.org' });
    const parts = { ...withFact([pinned(a, [[evidence(1, a, from), from]])]), briefing: { bottomLine: bottom.id } };
    expect(names(parts).warnings.filter((rule) => !rule.includes('certain'))).toEqual([
      'sourcing.no-archive',
      'sourcing.no-descriptor',
      'sourcing.single-origin',
      'sourcing.unknown-reliability',
      'sourcing.no-summary',
    ]);
  });
});

describe('wording', () => {
  const APART = 'wording.confidence-with-likelihood';
  it.each([
    ['We have high confidence that it is likely.', [APART]],
    ['It is likely. We have high confidence in this.', []],
    ['It is likely; confidence in this is low.', [APART]],
    ['We are highly confident that it will almost certainly end.', [APART]],
    ['Confidence is low.\nIt is likely.', []],
    ['Moderate-confidence reporting makes it very unlikely.', [APART]],
    ['Low prices are likely to hold; users have confidence.', []],
    ['Remote access is offered with high confidence.', []],
    ['Вывод: it is likely with low confidence.', [APART]],
  ])('%s', (text, expected) => {
    expect(names(withText(text)).errors).toEqual(expected);
  });
  it('finds both in the confidence sentence of a judgement too', () => {
    expect(names(withBottom({ confidenceReason: 'it is likely that the source errs' })).errors).toEqual([APART]);
  });
  it.each(['may', 'might', 'could', 'possible', 'possibly', 'perhaps'])('warns of %s in a judgement', (word) => {
    expect(names(withBottom({ sentence: `It is likely, and ${word} so.` })).warnings).toEqual(['wording.hedge']);
  });
  it('knows the month of May and the realistic possibility', () => {
    expect(names(withBottom({ sentence: 'It is likely to end in May.' })).warnings).toEqual([]);
    const phia = withBottom({
      scale: 'phia',
      likelihood: 'realistic possibility',
      sentence: 'It is a realistic possibility.',
    });
    expect(names({ ...phia, briefing: { ...phia.briefing, scale: 'phia' } })).toEqual({ errors: [], warnings: [] });
  });
  it('refuses two scales in one product', () => {
    expect(names(withText('It is highly likely.')).errors).toEqual(['wording.other-scale']);
    expect(check(withText('It is highly likely.')).errors[0]?.params).toEqual({
      term: 'highly likely',
      instead: 'very likely',
      wanted: 'ICD 203',
    });
    expect(names(withBottom({ scale: 'phia', likelihood: 'likely' })).errors).toEqual(['wording.two-scales']);
    expect(names(withText('It is unlikely and, taken alone, likely.')).errors).toEqual([]);
  });
  it('leaves quotations their own words', () => {
    const quote: BlockContent = {
      type: 'prose',
      prose: {
        type: 'doc',
        content: [
          {
            type: 'blockquote',
            content: [
              { type: 'paragraph', content: [{ type: 'text', text: 'It is highly likely with high confidence.' }] },
            ],
          },
        ],
      },
    };
    expect(names({ ...clean, sections: [{ blocks: [words('So.'), quote] }] }).errors).toEqual([]);
  });
  it('wants the likelihood term in its sentence', () => {
    expect(names(withBottom({ sentence: 'It will last.' })).errors).toEqual(['wording.term-missing']);
    expect(names(withBottom({ sentence: 'It is very likely.' })).errors).toEqual(['wording.term-missing']);
    expect(names(withBottom({ sentence: 'It is probably so.' })).errors).toEqual([]);
    expect(names(withBottom({ sentence: 'It is likely or unlikely.' })).warnings).toEqual(['wording.several-terms']);
    expect(names(withBottom({ likelihood: 'perhaps', sentence: 'Well.' })).errors).toEqual(['wording.unknown-term']);
    expect(names(withBottom({ likelihood: null })).warnings).toEqual(['wording.likelihood-not-set']);
  });
  it('wants words, a confidence and its reason', () => {
    expect(names(withBottom({ sentence: ' ' })).errors).toEqual(['wording.empty-judgement']);
    expect(names(withBottom({ confidence: null, confidenceReason: '' })).warnings).toEqual(['wording.no-confidence']);
    expect(names(withBottom({ confidenceReason: ' ' })).warnings).toEqual(['wording.confidence-without-reason']);
  });
});

describe('marking', () => {
  it('refuses a block or judgement marked lower than what it rests on', () => {
    const amber = pinned(
      fact(1, { marking: 'AMBER' }),
      sound.evidence.map(({ evidence: link, source: from }) => [link, from]),
    );
    const blocks = (marking: 'GREEN' | 'AMBER' | 'RED') => [{ blocks: [{ content: words('x'), marking }] }];
    const marked: Parts = { ...clean, briefing: { ...clean.briefing, marking: 'RED' } };
    expect(names({ ...marked, facts: [amber], sections: blocks('GREEN') }).errors).toEqual(['marking.block-too-low']);
    expect(names({ ...marked, facts: [amber], sections: blocks('AMBER') }).errors).toEqual([]);
    const rests = judgement(1, { ...bottom, basis: [pinOf(a)] });
    expect(names({ ...marked, judgements: [rests], facts: [amber], sections: blocks('RED') }).errors).toEqual([
      'marking.judgement-too-low',
    ]);
  });
  it('says when the banner is higher than the briefing', () => {
    const parts: Parts = { ...clean, sections: [{ blocks: [{ content: words('x'), marking: 'GREEN' }] }] };
    expect(names(parts).warnings).toEqual(['marking.banner-raised']);
    expect(names({ ...parts, briefing: { ...clean.briefing, marking: 'AMBER' } }).warnings).toEqual([]);
  });
});

it('reports the same finding at the same spot once', () => {
  const twice: BlockContent = { type: 'prose', prose: prose([['One', cited(a)], ' and ', ['two', cited(a)]]) };
  expect(names(withFact([pinned(a)], [{ blocks: [twice] }])).errors).toEqual(['sourcing.uncited-fact']);
});

it('takes any text, gives findings of the contract, and the same ones again', () => {
  const text = fc.oneof(
    // Two braces in a sentence stand for a gap that was not filled, unless they were in the text.
    fc.string().map((any) => any.replaceAll('{{', '{')),
    fc.constantFrom('likely, high confidence', 'Вероятно 43 %', '\u0000“”', 'may might', ' '),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), text, text, (paragraphs, sentence, reason) => {
      const parts: Parts = {
        ...clean,
        judgements: [judgement(1, { sentence, confidence: 'low', confidenceReason: reason })],
        sections: [
          {
            some: { heading: sentence },
            blocks: [{ type: 'prose', prose: prose(...paragraphs.filter(Boolean).map((p) => [p])) }],
          },
        ],
      };
      const result = check(parts);
      expect(checkResultSchema.parse(result)).toEqual(result);
      expect(check(parts)).toEqual(result);
      for (const finding of [...result.errors, ...result.warnings]) expect(finding.reason).toMatch(/^[“A-Z].*\.$/su);
    }),
  );
});

it('has been seen to report every rule but none that does not exist', () => {
  expect([...reported].sort()).toEqual(Object.keys(RULES).sort());
});
