import type { Content, ContentStack } from 'pdfmake/interfaces.js';
import { type Measured, sum } from './estimate.ts';
import { pair } from './together.ts';

/** Share of the text area up to which a block is kept in one piece; taller ones may break. */
const WHOLE_SHARE = 0.42;
/** Space below a block. It gives way to a larger one above what follows, and to the end of a page. */
const BLOCK_GAP = 14;
/** Share of the text area up to which a paragraph is kept with the table behind it. */
const LEAD_SHARE = 0.24;
/** Share of the text area that the safest estimate must not exceed before anything is made unbreakable. */
const SAFE_SHARE = 0.9;

/**
 * Gathers the content of the document from top to bottom and keeps headings with what follows. pdfmake knows no
 * "keep with next", and its `pageBreakBefore` lays the document out anew for every break; so a heading is made an
 * unbreakable block that reserves the height of what must stand under it, and the reserve is given back at once by a
 * negative margin. A table and the paragraph before it are a pair (see `together.ts`), placed when both heights are known.
 */
export interface Flow {
  /** A heading: stays with whatever comes next. `above` is left out at the top of a page. */
  heading(node: Content, above: number, height: Measured): void;
  /** Breakable content of which the first `first` points must stand under a pending heading. */
  breakable(nodes: readonly Content[], first: number): void;
  /** A block that is kept in one piece with its heading when it is small enough, and otherwise laid out by `long`. */
  block(height: Measured, whole: () => readonly Content[], long: () => void): void;
  /**
   * Content that a table behind it should stand with, if it is small enough: a short paragraph. `first` as above; without
   * it the content is never broken.
   */
  lead(nodes: readonly Content[], height: Measured, first?: number): void;
  /** A `block` that stays with the `lead` before it. */
  table(height: Measured, whole: () => readonly Content[], long: () => void): void;
  /** True when nothing of this height can outgrow a page, so that it may be unbreakable. */
  isSafe(height: Measured): boolean;
  /** Everything so far. A heading still waiting is put out as it is. */
  end(): Content[];
}

export const createFlow = (bodyHeight: number): Flow => {
  const content: Content[] = [];
  let waiting: { nodes: Content[]; above: number; most: number } | null = null;

  let leading: { nodes: readonly Content[]; height: Measured; first: number | undefined } | null = null;

  /** Owed below the last block. */
  let gap = 0;

  /** The space above what is put out next, of which the last block may owe some. */
  const spaceAbove = (above: number): number => {
    const space = Math.max(above, gap);
    gap = 0;
    return space;
  };
  const put = (nodes: readonly Content[]): void => {
    if (gap > 0) content.push({ stack: [...nodes], margin: [0, spaceAbove(0), 0, 0] });
    else for (const node of nodes) content.push(node);
  };
  const reserve = (nodes: Content[], above: number, height: number): ContentStack => ({
    stack: [{ stack: nodes, margin: [0, 0, 0, height] }],
    unbreakable: true,
    margin: [0, spaceAbove(above), 0, -height],
  });
  /** Heading and block in one piece. */
  const putWhole = (nodes: readonly Content[]): void => {
    const above = spaceAbove(waiting?.above ?? 0);
    content.push({ stack: [...(waiting?.nodes ?? []), ...nodes], unbreakable: true, margin: [0, above, 0, 0] });
    waiting = null;
  };
  const flush = (first: number): void => {
    if (waiting === null) return;
    content.push(reserve(waiting.nodes, waiting.above, Math.min(first, bodyHeight / 3)));
    waiting = null;
  };
  /** Puts out a lead behind which no table came. */
  const settle = (): void => {
    if (leading === null) return;
    const { nodes, first } = leading;
    leading = null;
    if (first !== undefined) {
      flush(first);
      put(nodes);
      return;
    }
    putWhole(nodes);
  };
  const isSafe = (height: Measured): boolean => height.most <= bodyHeight * SAFE_SHARE;

  const block: Flow['block'] = (height, whole, long) => {
    settle();
    const withHeading = { likely: height.likely, most: height.most + (waiting?.most ?? 0) };
    if (height.likely > bodyHeight * WHOLE_SHARE || !isSafe(withHeading)) {
      long();
    } else putWhole(whole());
    gap = BLOCK_GAP;
  };

  return {
    isSafe,
    block,
    heading(node, above, height) {
      settle();
      // A heading as long as a text is laid out as one: an unbreakable block must never outgrow the page.
      if (height.most > bodyHeight * WHOLE_SHARE) {
        flush(0);
        content.push({ stack: [node], margin: [0, spaceAbove(above), 0, 0] });
      } else if (waiting !== null && waiting.most + height.most <= bodyHeight * WHOLE_SHARE) {
        waiting.nodes.push({ stack: [node], margin: [0, above * 0.6, 0, 0] });
        waiting.most += above + height.most;
      } else {
        flush(0);
        waiting = { nodes: [node], above, most: height.most };
      }
    },
    breakable(nodes, first) {
      settle();
      flush(first);
      put(nodes);
    },
    lead(nodes, height, first) {
      settle();
      leading = { nodes, height, first };
      // Too high to be kept in one piece with its heading: text like any other.
      const whole = sum(height, { likely: 0, most: waiting?.most ?? 0 });
      if (height.likely > bodyHeight * (first === undefined ? WHOLE_SHARE : LEAD_SHARE) || !isSafe(whole)) {
        leading.first ??= 0;
        settle();
      }
    },
    table(height, whole, long) {
      if (leading === null || height.likely > bodyHeight * WHOLE_SHARE || !isSafe(height)) {
        block(height, whole, long);
        return;
      }
      const lead: ContentStack = { stack: [...(waiting?.nodes ?? []), ...leading.nodes] };
      content.push(pair(lead, { stack: [...whole()] }, spaceAbove(waiting?.above ?? 0)));
      leading = null;
      waiting = null;
      gap = BLOCK_GAP;
    },
    end() {
      settle();
      flush(0);
      return content;
    },
  };
};
