import type {
  Block,
  Citation,
  DocumentTree,
  FactRow,
  JudgementNode,
  Paragraph,
  ProseBlock,
  Run,
  Section,
  SourceEntry,
} from '#shared/document/tree.ts';

/** The briefing of the sample as a document tree: facts retold from the one press article that the sample rests on. */
const cite = (fact: string, stale = false): Citation => ({
  fact,
  revision: `${'0'.repeat(31)}1:1`,
  stale,
  sources: [{ number: 1, locator: '' }],
});

export const run = (text: string, marks: Partial<Run> = {}): Run => ({ text, ...marks });
export const paragraph = (...runs: readonly (Run | string)[]): Paragraph => ({
  type: 'paragraph',
  runs: runs.map((entry) => (typeof entry === 'string' ? run(entry) : entry)),
});
export const prose = (id: string, ...children: ProseBlock['children']): ProseBlock => ({
  type: 'prose',
  id,
  marking: 'GREEN',
  children,
});
export const section = (number: number, heading: string, ...blocks: readonly Block[]): Section => ({
  id: `s${number}`,
  number: String(number),
  heading,
  marking: 'GREEN',
  blocks,
});

export const factRow = (statement: string, more: Partial<FactRow> = {}): FactRow => ({
  fact: 'f',
  revision: `${'0'.repeat(31)}1:1`,
  stale: false,
  statement,
  subject: 'Binance',
  value: '',
  asOf: '',
  grade: 'F\u00a06',
  contested: false,
  marking: 'GREEN',
  sources: [1],
  ...more,
});

export const source = (number: number, more: Partial<SourceEntry> = {}): SourceEntry => ({
  number,
  id: `source${number}`,
  reference: [
    run('Binance\u2019s Complex Relationship with Russia: An Ongoing Saga', { italic: true }),
    run('. Press article, publisher unknown, undated.'),
  ],
  url: '',
  archiveUrl: '',
  accessed: '22 November 2026',
  archived: '',
  reliability: 'F',
  reliabilityWords: 'reliability cannot be judged',
  credibilities: ['6, truth cannot be judged'],
  descriptor: 'Names neither author nor outlet and gives no sources of its own; figures cannot be traced.',
  marking: 'GREEN',
  ...more,
});

const judgement = (id: string, more: Partial<JudgementNode>): JudgementNode => ({
  id,
  marking: 'GREEN',
  runs: [],
  likelihood: 'unlikely',
  confidence: 'low',
  confidenceSentence: 'Confidence in this judgement is low: it rests on one article of unknown origin.',
  sources: [1],
  assumptions: [],
  alternatives: '',
  ...more,
});

const bottomLine = judgement('bottom', {
  runs: [
    run('The departure from Russia is '),
    run('unlikely', { bold: true }),
    run(' to be final. A reduced service, an active channel and steady traffic remained after the announced exit.'),
  ],
});

const still = section(
  1,
  'Still serving users',
  prose(
    'b1',
    paragraph(
      run('Binance announced in 2023 that it would leave Russia, yet it has not cut every tie.', {
        citations: [cite('exit')],
      }),
      ' A limited number of users in the country are still served, with the stated aim of keeping their digital assets safe',
      run('.', { citations: [cite('limited')] }),
      ' The firm says that it abides by international sanctions while it does so.',
    ),
    paragraph(
      'In practice the exit looks like a reduction rather than an end: accounts stay reachable, and a foothold in the market is kept.',
    ),
  ),
);

const channel = section(
  2,
  'The Russian-language channel',
  prose(
    'b2',
    paragraph(
      'A Telegram channel in Russian remains in operation and has ',
      run('more than 130,000 subscribers', { citations: [cite('channel')] }),
      '. It carries news of token listings and of changes to the platform. Direct trading is restricted, so the channel is above all a way to stay in touch.',
    ),
    { type: 'heading', level: 2, runs: [run('What the channel still does')] },
    {
      type: 'list',
      ordered: false,
      items: [
        [paragraph('announces newly listed tokens;')],
        [paragraph('explains changes of the platform to readers of Russian;')],
        [paragraph('keeps an audience that a return would need.')],
      ],
    },
  ),
);

const traffic = section(
  3,
  'Website traffic',
  prose(
    'b3',
    paragraph(
      'Russia accounted for ',
      run('6\u00a0% of all visits', { citations: [cite('share')] }),
      ' to the website, although visits from the country ',
      run('fell by 43\u00a0%', { citations: [cite('fall', true)] }),
      ' between August 2023 and July 2024. The firm has no official presence there.',
    ),
  ),
  {
    type: 'factTable',
    id: 't1',
    number: 1,
    caption: 'Figures cited in this section',
    marking: 'GREEN',
    rows: [
      factRow('Share of all visits that come from Russia', { value: '6\u00a0%', asOf: 'to July 2024' }),
      factRow('Change in visits from Russia', {
        value: '\u221243\u00a0%',
        asOf: 'August 2023 \u2013 July 2024',
        stale: true,
      }),
      factRow('Subscribers of the Russian-language channel', {
        value: '>\u00a0130,000 subscribers',
        asOf: '2024',
        contested: true,
      }),
    ],
  },
);

const commex = section(
  4,
  'CommEx',
  prose(
    'b4',
    paragraph(
      run('After the announcement the local business was sold to CommEx, which closed by April 2024.', {
        citations: [cite('sale'), cite('closure')],
      }),
      ' Direct ties were denied, but former Binance staff had joined the buyer.',
    ),
    {
      type: 'quote',
      children: [paragraph('The speed of the closure leaves open how far Binance had really stepped back.')],
    },
  ),
  {
    type: 'timeline',
    id: 'f1',
    number: 1,
    caption: 'From the announced exit to the closure of the buyer',
    marking: 'GREEN',
    rows: [
      factRow('Binance announces that it leaves Russia', { asOf: '2023' }),
      factRow('Visits from Russia fall over twelve months', {
        asOf: 'August 2023 \u2013 July 2024',
        value: '\u221243\u00a0%',
      }),
      factRow('CommEx, which had taken over the local business, shuts down', { asOf: 'by April 2024' }),
      factRow('Former Binance employees work for CommEx', { asOf: '' }),
    ],
  },
);

const outlook = section(
  5,
  'Outlook',
  prose(
    'b5',
    paragraph(
      'Compliance with sanctions remains the stated priority. Traffic and the channel show that the market still matters, whether through an official return or a quiet connection.',
    ),
  ),
  {
    type: 'judgements',
    id: 'j',
    marking: 'GREEN',
    judgements: [
      judgement('j1', {
        likelihood: 'likely',
        runs: [
          run('It is '),
          run('likely', { bold: true }),
          run(' that the remaining traffic is kept up by holders of existing accounts.'),
        ],
        assumptions: ['visits are counted by country of the visitor'],
      }),
      judgement('j2', {
        runs: [run('An official return before the end of 2027 is '), run('unlikely', { bold: true }), run('.')],
        alternatives: 'a return through a new local buyer; a full withdrawal under pressure of sanctions.',
      }),
    ],
  },
);

export const sampleTree = (more: Partial<DocumentTree> = {}): DocumentTree => ({
  version: 1,
  language: 'en',
  page: 'A4',
  briefing: '019ab000-0000-7000-8000-000000000001',
  title: 'The Future of Binance in Russia',
  subtitle: 'What is left after the announced exit, and where it may lead',
  customer: 'Market access desk',
  question: 'Is the departure final?',
  date: '22 November 2026',
  isoDate: '2026-11-22',
  author: 'A. Analyst',
  edition: '3',
  banner: 'GREEN',
  bottomLine,
  sections: [still, channel, traffic, commex, outlook],
  sources: [source(1)],
  sourceSummary:
    'The whole base is one press article without a named author or outlet. Nothing in it is corroborated, so every figure should be read as a claim.',
  scale: 'icd203',
  ...more,
});

/** The least that a tree can be. */
export const emptyTree = (more: Partial<DocumentTree> = {}): DocumentTree => ({
  ...sampleTree(),
  title: '',
  subtitle: '',
  customer: '',
  question: '',
  date: '',
  isoDate: '',
  author: '',
  edition: 'draft',
  banner: 'CLEAR',
  bottomLine: null,
  sections: [],
  sources: [],
  sourceSummary: '',
  scale: null,
  ...more,
});
