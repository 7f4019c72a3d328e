import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { Heading, Paragraph, ProseBlock, ProseNode } from '../../document/tree.ts';
import { textHeight } from './estimate.ts';
import type { Flow } from './flow.ts';
import { opening, runsText, runsToInlines, type Scope } from './inline.ts';
import { COLOUR, LEADING } from './style.ts';
import { type Inline, oneLine } from './typeset.ts';

const PARAGRAPH_GAP = 7;
const NESTED_GAP = 2.5;
/** Lists and quotes deeper than this are set at this depth, so that they never leave the page. */
const DEEPEST = 6;
/** What must fit under a heading: a paragraph of three lines is never broken. */
const THREE_LINES = 3 * LEADING.body + 2;

/** The portion mark, until the first paragraph has taken it. */
interface Mark {
  take(): Inline[];
}
const markOnce = (inline: Inline): Mark => {
  let left: Inline[] = [inline];
  return {
    take: () => {
      const taken = left;
      left = [];
      return taken;
    },
  };
};

const paragraph = (scope: Scope, node: Paragraph, mark: Mark, style: string, depth: number): ContentText => ({
  text: [...mark.take(), ...runsToInlines(scope, node.runs, 'Serif')],
  style,
  margin: [0, 0, 0, depth === 0 ? PARAGRAPH_GAP : NESTED_GAP],
});

const isVisible = (node: ProseNode): boolean =>
  node.type !== 'paragraph' || node.runs.some((run) => run.text.trim() !== '' || (run.citations?.length ?? 0) > 0);

/** Nested content: inside lists and quotes headings are bold paragraphs. */
const nested = (scope: Scope, nodes: readonly ProseNode[], mark: Mark, depth: number, style: string): Content[] =>
  nodes.filter(isVisible).flatMap((node): Content[] => {
    switch (node.type) {
      case 'paragraph':
        return [paragraph(scope, node, mark, style, depth)];
      case 'heading':
        return [{ text: runsToInlines(scope, node.runs, 'Sans'), style: 'heading3', margin: [0, 2, 0, 3] }];
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
  mark: Mark,
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
const quote = (scope: Scope, children: readonly ProseNode[], mark: Mark, depth: number): Content => {
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

const subheading = (scope: Scope, node: Heading, id: string, parent: string): ContentText => ({
  text: runsToInlines(scope, node.runs, 'Sans'),
  style: node.level === 2 ? 'heading2' : 'heading3',
  margin: [0, 0, 0, 4],
  ...(node.level === 2
    ? { id, outline: true, outlineText: oneLine(runsText(node.runs)) || '\u2013', outlineParentId: parent }
    : {}),
});

/** Prose: paragraphs, subheadings, lists and quotes, opened by the portion mark. */
export const addProse = (scope: Scope, flow: Flow, block: ProseBlock, section: string, index: number): void => {
  const mark = markOnce(opening(block.marking));
  for (const [position, node] of block.children.entries()) {
    if (!isVisible(node)) continue;
    if (node.type === 'heading') {
      const text = runsText(node.runs);
      const height = textHeight(text, scope.width, 12.5, 16);
      flow.heading(subheading(scope, node, `${section}-${index}-${position}`, section), 12, height);
      continue;
    }
    flow.breakable(nested(scope, [node], mark, 0, 'body'), THREE_LINES);
  }
};
