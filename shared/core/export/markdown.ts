import type { Block, DocumentTree, FactRow, JudgementNode, ProseNode, SourceEntry } from '../../document/tree.ts';
import { LIKELIHOOD_TERMS, type Scale } from '../../model/likelihood.ts';
import { highestMarking, type Marking, markingLabel, portionMark } from '../../model/marking.ts';
import { LABELS } from '../pdf/labels.ts';
import { address, escapeLine, escapeMarkdown, markdownRuns, oneLine, paragraphLines } from './markdown-text.ts';

const footnotes = (numbers: readonly number[]): string => numbers.map((number) => `[^${number}]`).join('');

/** Puts a prefix before every line of a text; quoted and nested lines keep their own. */
const indent = (text: string, prefix: string): string =>
  text
    .split('\n')
    .map((line) => `${prefix}${line}`.trimEnd())
    .join('\n');

/** A table; an empty head cell stays empty. The last row of dashes says which columns hold numbers. */
const table = (head: readonly string[], right: readonly number[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (right.includes(column) ? '---:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const caption = (name: string, marking: Marking, text: string): string =>
  `**${name}** ${portionMark(marking)}${text.trim() === '' ? '' : ` ${escapeLine(text)}`}`;

/** A node of prose; `opening` is the portion mark of its paragraphs and headings. */
const proseNode = (node: ProseNode, opening: string): string => {
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(node.level + 1)} ${opening}${oneLine(markdownRuns(node.runs))}`;
    case 'paragraph':
      return `${opening}${paragraphLines(markdownRuns(node.runs))}`;
    case 'quote':
      return indent(nodes(node.children, opening).join('\n\n'), '> ');
    case 'list':
      return node.items
        .map((item, index) => {
          const bullet = node.ordered ? `${index + 1}. ` : '- ';
          const inside = nodes(item, opening).join('\n\n');
          return `${bullet}${indent(inside, ' '.repeat(bullet.length)).trimStart()}`;
        })
        .join('\n');
  }
};

const nodes = (children: readonly ProseNode[], opening: string): string[] =>
  children.map((node) => proseNode(node, opening));

const grade = (row: FactRow): string =>
  [escapeLine(row.grade), row.contested ? LABELS.contested : ''].filter(Boolean).join(', ') || '–';
const statement = (row: FactRow, marking: Marking): string =>
  `${row.marking === marking ? '' : `${portionMark(row.marking)} `}${escapeLine(row.statement)}${row.stale ? ' †' : ''}`;
const sourceCell = (row: FactRow): string => footnotes(row.sources) || LABELS.noSource;

const judgement = (node: JudgementNode): string => {
  const cited = node.runs.some((run) => (run.citations?.length ?? 0) > 0);
  const lines = [
    `${portionMark(node.marking)} ${paragraphLines(markdownRuns(node.runs))}${cited ? '' : footnotes(node.sources)}`,
    node.confidenceSentence === '' ? '' : `*${escapeLine(node.confidenceSentence)}*`,
    node.assumptions.length === 0
      ? ''
      : `${node.assumptions.length === 1 ? LABELS.assumption : LABELS.assumptions} ${node.assumptions.map(escapeLine).join('; ')}`,
    node.alternatives === '' ? '' : `${LABELS.alternatives} ${paragraphLines(escapeMarkdown(node.alternatives))}`,
  ];
  return indent(lines.filter((line) => line !== '').join('\n\n'), '> ');
};

const block = (node: Block): string[] => {
  switch (node.type) {
    case 'prose':
      return nodes(node.children, `${portionMark(node.marking)} `);
    case 'judgements':
      return node.judgements.map(judgement);
    case 'factTable': {
      const head = [LABELS.statement, LABELS.value, LABELS.period, LABELS.grade, LABELS.source];
      const rows = node.rows.map((row) => [
        statement(row, node.marking),
        escapeLine(row.value),
        escapeLine(row.asOf),
        grade(row),
        sourceCell(row),
      ]);
      return [
        caption(LABELS.table(node.number), node.marking, node.caption),
        rows.length > 0 ? table(head, [1], rows) : LABELS.noFacts,
      ];
    }
    case 'timeline': {
      const head = [LABELS.date, LABELS.statement, LABELS.value, LABELS.grade, LABELS.source];
      const rows = node.rows.map((row) => [
        escapeLine(row.asOf) || LABELS.undated,
        statement(row, node.marking),
        escapeLine(row.value),
        grade(row),
        sourceCell(row),
      ]);
      return [
        rows.length > 0 ? table(head, [2], rows) : LABELS.noFacts,
        caption(LABELS.figure(node.number), node.marking, node.caption),
      ];
    }
  }
};

const sourceNote = (source: SourceEntry): string => {
  const parts = [
    `${portionMark(source.marking)} ${oneLine(markdownRuns(source.reference))}`,
    source.url === '' ? '' : address(source.url),
    source.accessed === '' ? '' : `${LABELS.accessed(escapeLine(source.accessed))}.`,
    source.archived === '' && source.archiveUrl === '' ? '' : `${LABELS.archived(escapeLine(source.archived))}.`,
    source.archiveUrl === '' ? '' : address(source.archiveUrl),
    source.reliability === '' ? '' : `${LABELS.reliability(source.reliability, source.reliabilityWords)}.`,
    source.credibilities.length === 0 ? '' : `${LABELS.credibility(source.credibilities.join('; '))}.`,
    escapeLine(source.descriptor),
  ];
  return `[^${source.number}]: ${parts.filter((part) => part !== '').join(' ')}`;
};

/** Scales and grades are public; nothing of the document itself stands there. */
const PUBLIC = portionMark('CLEAR');

const scaleTable = (scale: Scale): string[] => [
  `## ${PUBLIC} ${LABELS.appendix}`,
  `${PUBLIC} ${LABELS.likelihoodNote}`,
  table(
    [LABELS.term, LABELS.also, LABELS.probability],
    [2],
    LIKELIHOOD_TERMS[scale].map(({ term, also, percent }) => [term, also ?? '', escapeLine(percent)]),
  ),
];

const isStale = (tree: DocumentTree): boolean => JSON.stringify(tree).includes('"stale":true');

const front = (tree: DocumentTree): string[] => {
  const rows = [
    [LABELS.customer, tree.customer],
    [LABELS.question, tree.question],
    [LABELS.date, tree.date],
    [LABELS.author, tree.author],
    [LABELS.edition, tree.edition],
  ].filter(([, value]) => value?.trim() !== '');
  return [
    `# ${portionMark(tree.banner)} ${escapeLine(tree.title) || LABELS.untitled}`,
    tree.subtitle.trim() === '' ? '' : `*${escapeLine(tree.subtitle)}*`,
    rows.map(([name, value = '']) => `- **${name}:** ${escapeLine(value)}`).join('\n'),
    ...(tree.bottomLine ? ['**Bottom line**', judgement(tree.bottomLine)] : []),
  ];
};

/** The report as Markdown (CommonMark with tables and footnotes), one footnote to each source. */
export const treeToMarkdown = (tree: DocumentTree): string => {
  const marking = `**${markingLabel(tree.banner)}**`;
  // Nobody marks the statement by itself; it speaks of everything that the document rests on.
  const whole = portionMark(tree.banner);
  const own = tree.sourceSummary === '' ? portionMark(highestMarking(tree.sources.map((one) => one.marking))) : whole;
  const sources = [
    tree.sources.length > 0 || tree.sourceSummary !== '' ? `## ${own} ${LABELS.sources}` : '',
    tree.sourceSummary === '' ? '' : `${whole} ${paragraphLines(escapeMarkdown(tree.sourceSummary))}`,
    isStale(tree) ? `† ${LABELS.stale}` : '',
    tree.sources.length > 0 ? `${PUBLIC} ${LABELS.gradeNote}` : '',
  ];
  const parts = [
    marking,
    ...front(tree),
    ...tree.sections.flatMap((section) => [
      `## ${section.number} ${portionMark(section.marking)} ${escapeLine(section.heading)}`,
      ...(section.blocks.length > 0
        ? section.blocks.flatMap(block)
        : [`${portionMark(section.marking)} ${LABELS.nothingHere}`]),
    ]),
    ...sources,
    ...(tree.scale === null ? [] : scaleTable(tree.scale)),
    tree.sources.map(sourceNote).join('\n'),
    marking,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

/** What Markdown leaves out, for whoever exports. */
export const markdownLosses = (tree: DocumentTree): string[] =>
  /"locator":"[^"]/.test(JSON.stringify(tree))
    ? ['Markdown does not carry the places inside the sources; export PDF or JSON to keep them.']
    : [];
