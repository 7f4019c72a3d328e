import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Heading, Paragraph, ProseBlock, ProseNode } from '../../document/tree.ts';
import type { Marking } from '../../model/marking.ts';
import { fixed, sum, textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { MARK_TEXT, opening, runsText, runsToInlines, type Scope } from './inline.ts';
import { COLOUR, LEADING, SIZE } from './style.ts';
import { type Inline, oneLine } from './typeset.ts';

const PARAGRAPH_GAP = 7;
const NESTED_GAP = 2.5;
/** Lists and quotes deeper than this are set at this depth, so that they never leave the page. */
const DEEPEST = 6;
/** What must fit under a heading: a paragraph of three lines is never broken. */
const THREE_LINES = 3 * LEADING.body + 2;

const paragraph = (scope: Scope, node: Paragraph, mark: Marking, style: string, depth: number): ContentText => ({
  text: [...opening(mark, SIZE.body), ...runsToInlines(scope, node.runs, 'Serif')],
  style,
  margin: [0, 0, 0, depth === 0 ? PARAGRAPH_GAP : NESTED_GAP],
});

const isVisible = (node: ProseNode): boolean =>
  node.type !== 'paragraph' || node.runs.some((run) => run.text.trim() !== '' || (run.citations?.length ?? 0) > 0);

const headingText = (scope: Scope, node: Heading, mark: Marking, size: number): Inline[] => [
  ...opening(mark, size),
  ...runsToInlines(scope, node.runs, 'Sans'),
];

/** Nested content: inside lists and quotes headings are bold paragraphs. */
const nested = (scope: Scope, nodes: readonly ProseNode[], mark: Marking, depth: number, style: string): Content[] =>
  nodes.filter(isVisible).flatMap((node): Content[] => {
    switch (node.type) {
      case 'paragraph':
        return [paragraph(scope, node, mark, style, depth)];
      case 'heading':
        return [{ text: headingText(scope, node, mark, SIZE.heading3), style: 'heading3', margin: [0, 2, 0, 3] }];
      case 'list':
        return [list(scope, node.ordered, node.items, mark, depth, style)];
      case 'quote':
        return [quote(scope, node.children, mark, depth)];
      default:
        return node satisfies never;
    }
  });

const list = (
  scope: Scope,
  ordered: boolean,
  items: readonly (readonly ProseNode[])[],
  mark: Marking,
  depth: number,
  style: string,
): Content => {
  const entries: Content[] = items.map((item) => {
    const inside = nested(scope, item, mark, depth + 1, style);
    return { stack: inside.length === 0 ? [{ text: '', style }] : inside };
  });
  if (depth >= DEEPEST) return { stack: entries };
  const look = {
    markerColor: COLOUR.muted,
    style,
    margin: [4, 0, 0, depth === 0 ? 5 : 0] as [number, number, number, number],
  };
  return ordered ? { ol: entries, ...look } : { ul: entries, ...look };
};

/** A hairline at the left, the text behind it in italics. */
const quote = (scope: Scope, children: readonly ProseNode[], mark: Marking, depth: number): Content => {
  const inside = nested(scope, children, mark, depth + 1, 'quote');
  if (inside.length === 0) return { text: '' };
  if (depth >= DEEPEST) return { stack: inside };
  return {
    table: { widths: ['*'], body: [[{ stack: inside }]] },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (column) => (column === 0 ? 1.2 : 0),
      vLineColor: () => COLOUR.paleLine,
      paddingLeft: () => 12,
      paddingRight: () => 0,
      paddingTop: () => 1,
      paddingBottom: () => 0,
    },
    margin: [4, 1, 0, PARAGRAPH_GAP],
  };
};

const subheading = (scope: Scope, node: Heading, mark: Marking, id: string, parent: string): ContentText => ({
  text: headingText(scope, node, mark, node.level === 2 ? SIZE.heading2 : SIZE.heading3),
  style: node.level === 2 ? 'heading2' : 'heading3',
  margin: [0, 0, 0, 4],
  ...(node.level === 2
    ? { id, outline: true, outlineText: oneLine(runsText(node.runs)) || '\u2013', outlineParentId: parent }
    : {}),
});

/** Prose: paragraphs, subheadings, lists and quotes; each paragraph and subheading opens with the portion mark. */
export const addProse = (scope: Scope, flow: Flow, block: ProseBlock, section: string, index: number): void => {
  for (const [position, node] of block.children.entries()) {
    if (!isVisible(node)) continue;
    if (node.type === 'heading') {
      const text = `${MARK_TEXT}${runsText(node.runs)}`;
      const height = textHeight(text, scope.width, SIZE.heading2, 16);
      flow.heading(subheading(scope, node, block.marking, `${section}-${index}-${position}`, section), 12, height);
      continue;
    }
    const nodes = nested(scope, [node], block.marking, 0, 'body');
    const introduces = block.children[position + 1]?.type === 'list';
    if (node.type !== 'paragraph') flow.breakable(nodes, THREE_LINES);
    else {
      const text = `${MARK_TEXT}${runsText(node.runs)}`;
      const height = sum(fixed(PARAGRAPH_GAP), textHeight(text, scope.width, SIZE.body, LEADING.body));
      // A few words that introduce a list stay with its first lines.
      if (introduces && height.likely <= THREE_LINES + PARAGRAPH_GAP) flow.heading({ stack: nodes }, 0, height);
      else flow.lead(nodes, height, THREE_LINES);
    }
  }
};
