import type { Content, ContentStack } from 'pdfmake/interfaces.js';
import type { Measured } from './estimate.ts';

/** Share of the text area up to which a block is kept in one piece; taller ones may break. */
const WHOLE_SHARE = 0.42;
/** Share of the text area that the safest estimate must not exceed before anything is made unbreakable. */
const SAFE_SHARE = 0.9;

/**
 * Gathers the content of the document from top to bottom and keeps headings with what follows. pdfmake knows no
 * "keep with next", and its `pageBreakBefore` lays the document out anew for every break; so a heading is made an
 * unbreakable block that reserves the height of what must stand under it, and the reserve is given back at once by a
 * negative margin.
 */
export interface Flow {
  /** A heading: stays with whatever comes next. `above` is left out at the top of a page. */
  heading(node: Content, above: number, height: Measured): void;
  /** Breakable content of which the first `first` points must stand under a pending heading. */
  breakable(nodes: readonly Content[], first: number): void;
  /** A block that is kept in one piece with its heading when it is small enough, and otherwise laid out by `long`. */
  block(height: Measured, whole: () => readonly Content[], long: () => void): void;
  /** True when nothing of this height can outgrow a page, so that it may be unbreakable. */
  isSafe(height: Measured): boolean;
  /** Everything so far. A heading still waiting is put out as it is. */
  end(): Content[];
}

export const createFlow = (bodyHeight: number): Flow => {
  const content: Content[] = [];
  let waiting: { nodes: Content[]; above: number; most: number } | null = null;

  const put = (nodes: readonly Content[]): void => {
    for (const node of nodes) content.push(node);
  };
  const reserve = (nodes: Content[], above: number, height: number): ContentStack => ({
    stack: [{ stack: nodes, margin: [0, 0, 0, height] }],
    unbreakable: true,
    margin: [0, above, 0, -height],
  });
  const flush = (first: number): void => {
    if (waiting === null) return;
    content.push(reserve(waiting.nodes, waiting.above, Math.min(first, bodyHeight / 3)));
    waiting = null;
  };
  const isSafe = (height: Measured): boolean => height.most <= bodyHeight * SAFE_SHARE;

  return {
    isSafe,
    heading(node, above, height) {
      // A heading as long as a text is laid out as one: an unbreakable block must never outgrow the page.
      if (height.most > bodyHeight * WHOLE_SHARE) {
        flush(0);
        content.push({ stack: [node], margin: [0, above, 0, 0] });
      } else if (waiting !== null && waiting.most + height.most <= bodyHeight * WHOLE_SHARE) {
        waiting.nodes.push({ stack: [node], margin: [0, above * 0.6, 0, 0] });
        waiting.most += above + height.most;
      } else {
        flush(0);
        waiting = { nodes: [node], above, most: height.most };
      }
    },
    breakable(nodes, first) {
      flush(first);
      put(nodes);
    },
    block(height, whole, long) {
      const withHeading = { likely: height.likely, most: height.most + (waiting?.most ?? 0) };
      if (height.likely > bodyHeight * WHOLE_SHARE || !isSafe(withHeading)) {
        long();
        return;
      }
      const above = waiting?.above ?? 0;
      content.push({ stack: [...(waiting?.nodes ?? []), ...whole()], unbreakable: true, margin: [0, above, 0, 0] });
      waiting = null;
    },
    end() {
      flush(0);
      return content;
    },
  };
};
