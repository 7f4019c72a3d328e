// @ts-expect-error pdfmake has no types for its inner files
import layoutBuilderModule from 'pdfmake/js/LayoutBuilder.js';

/**
 * Widow and orphan control, which pdfmake lacks: no paragraph leaves its first line alone at the foot of a page or its
 * last line alone at the head of the next. It wraps one method of pdfmake's layout and changes nothing but the place
 * of page breaks inside paragraphs that stand in the main column.
 */
interface Line {
  getHeight(): number;
}
interface LeafNode {
  readonly pageOrientation?: string;
}
interface Builder {
  readonly writer: {
    readonly transactionLevel: number;
    context(): {
      readonly availableHeight: number;
      readonly snapshots: readonly unknown[];
      readonly pageMargins: { readonly top: number; readonly bottom: number };
      getCurrentPage(): { readonly pageSize: { readonly height: number } };
    };
    moveToNextPage(): void;
  };
  buildNextLine: (this: Builder, node: LeafNode) => Line | null;
  processLeaf: (this: Builder, node: LeafNode) => void;
}

/** Fewest lines of a paragraph on either side of a page break. */
const FEWEST = 2;

/**
 * Numbers of the lines before which a page must be opened by hand so that no line stands alone. `heights` are those of
 * the lines, `available` is what is left on this page and `full` what a page holds.
 */
export const placeBreaks = (heights: readonly number[], available: number, full: number): number[] => {
  const breaks: number[] = [];
  let start = 0;
  let room = available;
  while (start < heights.length) {
    let left = room;
    let fit = 0;
    while (start + fit < heights.length && heights[start + fit]! <= left) {
      left -= heights[start + fit]!;
      fit += 1;
    }
    const rest = heights.length - start - fit;
    if (rest === 0) break;
    let take = rest < FEWEST ? fit - (FEWEST - rest) : fit;
    if (start === 0 && take < FEWEST) take = 0;
    // On a fresh page nothing is gained by moving on.
    if (take <= 0 && room === full) take = Math.max(1, fit);
    breaks.push(start + take);
    start += take;
    room = full;
  }
  return breaks;
};

const heightOfPage = (builder: Builder): number => {
  const context = builder.writer.context();
  return context.getCurrentPage().pageSize.height - context.pageMargins.top - context.pageMargins.bottom;
};

/** Wraps pdfmake's layout of paragraphs. Doing it again does nothing. */
export const controlWidows = (): void => {
  const builderClass = (layoutBuilderModule.default ?? layoutBuilderModule) as { readonly prototype: Builder };
  const prototype = builderClass.prototype;
  const original = prototype.processLeaf;
  if (original.name === 'processControlled') return;
  prototype.processLeaf = function processControlled(this: Builder, node: LeafNode): void {
    const { writer } = this;
    const inColumn = writer.transactionLevel === 0 && writer.context().snapshots.length === 0;
    if (!inColumn) {
      original.call(this, node);
      return;
    }
    const lines: Line[] = [];
    for (let line = this.buildNextLine(node); line !== null; line = this.buildNextLine(node)) lines.push(line);
    const heights = lines.map((line) => line.getHeight());
    const breaks = new Set(placeBreaks(heights, writer.context().availableHeight, heightOfPage(this)));
    let next = 0;
    const build = this.buildNextLine;
    this.buildNextLine = () => {
      if (breaks.has(next)) writer.moveToNextPage();
      const line = lines[next] ?? null;
      next += 1;
      return line;
    };
    try {
      original.call(this, node);
    } finally {
      this.buildNextLine = build;
    }
  };
};
