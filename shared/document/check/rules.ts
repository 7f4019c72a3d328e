/** How a finding is reported, and its sentence: what is wrong and what to do. `{{name}}` stands for a parameter. */
type Entry = readonly ['error' | 'warning', string];

/**
 * Every rule of the check by its stable name. The screen looks its words up by the name and falls back to these; all
 * that a sentence needs is in the finding's parameters. Coverage rules take their level from the template.
 */
export const RULES = {
  'coverage.no-sections': ['error', 'The briefing has no sections: add one.'],
  'coverage.no-bottom-line': [
    'warning',
    'The first page gives no answer: choose or write the judgement that is the bottom line.',
  ],
  'coverage.empty-section': ['warning', 'The section {{words}} is empty: fill it, or remove it from the briefing.'],
  'coverage.min-words': ['warning', 'Words in this section: {{found}} of the {{wanted}} it needs. Write on.'],
  'coverage.min-facts': [
    'warning',
    'Facts in this section: {{found}} of the {{wanted}} it needs. Place or cite more facts.',
  ],
  'coverage.min-judgements': [
    'warning',
    'Judgements in this section: {{found}} of the {{wanted}} it needs. Add what you conclude.',
  ],
  'coverage.independent-sources': [
    'warning',
    'Independent sources in this section: {{found}} of the {{wanted}} it needs. Add evidence from another origin.',
  ],
  'coverage.fresh-sources': [
    'warning',
    'No source of this section was read within the last {{days}} days: read one again and set its access date.',
  ],

  'sourcing.missing-fact': [
    'error',
    'A cited fact is not in this library: merge the library that holds it, or remove the citation.',
  ],
  'sourcing.uncited-fact': ['error', 'No source supports the fact {{words}}: add evidence, or take the fact out.'],
  'sourcing.unconfirmed-credibility': [
    'error',
    'The fact {{words}} is graded 1 (confirmed) on one origin: add independent evidence, or lower the grade.',
  ],
  'sourcing.retired-fact': ['warning', 'The fact {{words}} is retired: take the citation out, or restore the fact.'],
  'sourcing.stale': [
    'warning',
    'The fact {{words}} has changed since it was cited: accept the change, or keep the words and say why.',
  ],
  'sourcing.superseded-fact': ['warning', 'The fact {{words}} is superseded: cite the fact that replaces it.'],
  'sourcing.disputed-fact': ['warning', 'The fact {{words}} is disputed: say so in the text, or take it out.'],
  'sourcing.contested-fact': ['warning', 'Some evidence contradicts the fact {{words}}: give both sides in the text.'],
  'sourcing.expired-fact': [
    'warning',
    'The fact {{words}} held until {{date}}: check it and set a new date, or word it as past.',
  ],
  'sourcing.verified-on-unknown': [
    'warning',
    'The fact {{words}} is held as verified on grade {{grade}}: find a source that can be judged, or set it to unverified.',
  ],
  'sourcing.certain-on-unknown': [
    'warning',
    'The sentence {{words}} sounds certain on grade {{grade}}: name the source in the text, or soften it.',
  ],
  'sourcing.uncited-figure': [
    'warning',
    'The paragraph {{words}} gives a figure without citing a fact: cite one, or take the figure out.',
  ],
  'sourcing.number-differs': [
    'warning',
    'The words say {{said}}, the fact says {{value}}: correct the words, or the fact.',
  ],
  'sourcing.judgement-without-basis': [
    'error',
    'The judgement {{words}} rests on nothing: name the facts or assumptions behind it.',
  ],
  'sourcing.confidence-on-unknown': [
    'warning',
    'High confidence in {{words}} rests only on sources that cannot be judged: lower it, or find better ones.',
  ],
  'sourcing.no-archive': ['warning', 'The web address of {{words}} may change or vanish: add an archived copy.'],
  'sourcing.no-descriptor': ['warning', 'Nothing says how good {{words}} is: write a source descriptor.'],
  'sourcing.retired-source': ['warning', 'The source {{words}} is retired: restore it, or replace it.'],
  'sourcing.single-origin': [
    'warning',
    'The whole briefing goes back to one origin: look for an independent source before you rely on it.',
  ],
  'sourcing.unknown-reliability': [
    'warning',
    'No cited source has a reliability that can be judged: look for one that has, or keep confidence low.',
  ],
  'sourcing.no-summary': [
    'warning',
    'The source summary is empty: name the strongest sources, what corroborates them, the gaps and their effect on confidence.',
  ],

  'wording.confidence-with-likelihood': [
    'error',
    'The sentence {{words}} states likelihood and confidence together: make two sentences of it.',
  ],
  'wording.two-scales': [
    'error',
    'The judgement {{words}} is on the scale of {{scale}}, the briefing on that of {{wanted}}: use one scale.',
  ],
  'wording.other-scale': [
    'error',
    '“{{term}}” is no term of {{wanted}}, the scale of this briefing: write “{{instead}}” if that is what you mean.',
  ],
  'wording.empty-judgement': ['error', 'A judgement has no words: write its sentence.'],
  'wording.likelihood-not-set': [
    'warning',
    'The judgement {{words}} says “{{term}}” but has no likelihood set: choose the term.',
  ],
  'wording.unknown-term': ['error', '“{{term}}” is no term of {{wanted}}: choose one of its terms.'],
  'wording.term-missing': [
    'error',
    'The judgement {{words}} is set as “{{term}}” but does not say so: put the term into the sentence.',
  ],
  'wording.several-terms': [
    'warning',
    'The judgement {{words}} states more than one likelihood: keep “{{term}}”, or make two judgements of it.',
  ],
  'wording.no-confidence': ['warning', 'The judgement {{words}} gives no confidence: choose high, moderate or low.'],
  'wording.confidence-without-reason': [
    'warning',
    'The confidence in {{words}} has no reason: say what the sources and the logic are worth.',
  ],
  'wording.hedge': ['warning', 'The judgement {{words}} hedges with “{{term}}”: state a likelihood instead.'],

  'marking.block-too-low': [
    'error',
    'The block is {{marking}} but shows what is {{needs}}: raise its marking, or take that out.',
  ],
  'marking.judgement-too-low': [
    'error',
    'The judgement {{words}} is {{marking}} but rests on facts that are {{needs}}: raise its marking.',
  ],
  'marking.banner-raised': [
    'warning',
    'The briefing is marked {{marking}} but will be printed as {{needs}}, the highest of what it holds: raise its marking, or take that out.',
  ],
} as const satisfies Readonly<Record<string, Entry>>;

export type Rule = keyof typeof RULES;
