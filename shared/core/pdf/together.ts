import type { ContentStack } from 'pdfmake/interfaces.js';
// @ts-expect-error pdfmake has no types for its inner files
import layoutBuilderModule from 'pdfmake/js/LayoutBuilder.js';

/**
 * A table with the text before it on one page, which pdfmake cannot ask for. Each of the two is laid out aside once, as
 * pdfmake does with every unbreakable block; with both heights known exactly, the page for them is chosen. Nothing is
 * laid out twice.
 */
interface Fragment {
  height?: number;
}
interface Writer {
  transactionLevel: number;
  context(): Context;
  popContext(): void;
  beginUnbreakableBlock(): void;
  addFragment(fragment: Fragment): unknown;
  moveToNextPage(): void;
}
interface Context {
  readonly y: number;
  readonly availableHeight: number;
  readonly snapshots: readonly unknown[];
  readonly pages: readonly Fragment[];
  readonly pageMargins: { readonly top: number; readonly bottom: number };
  getCurrentPage(): { readonly pageSize: { readonly height: number } };
}
interface StackNode {
  readonly stack: readonly unknown[];
  readonly pair?: true;
}
interface Builder {
  readonly writer: Writer;
  processNode: (this: Builder, node: unknown) => void;
  processVerticalContainer: (this: Builder, node: StackNode) => void;
}

/** Share of a page that may stay empty so that text and table stay together. */
const EMPTY_SHARE = 1 / 3;

/** Two pieces, each unbreakable and lower than a page, that stand together unless too much of a page would stay empty. */
export const pair = (lead: ContentStack, block: ContentStack, above: number): ContentStack => {
  const node: ContentStack & { readonly pair: true } = { stack: [lead, block], pair: true, margin: [0, above, 0, 0] };
  return node;
};

/**
 * Where two pieces go that do not both fit into what is left of a page: together on the next, or the first here.
 * `free` is the height left, `full` that of a page.
 */
export const movesBoth = (lead: number, block: number, free: number, full: number): boolean =>
  lead > free || (free <= full * EMPTY_SHARE && lead + block <= full);

/** What `beginUnbreakableBlock` and `commitUnbreakableBlock` do, up to the placing. */
const setAside = (builder: Builder, node: unknown): Required<Fragment> => {
  const { writer } = builder;
  writer.beginUnbreakableBlock();
  builder.processNode(node);
  const context = writer.context();
  writer.transactionLevel -= 1;
  writer.popContext();
  return Object.assign(context.pages[0]!, { height: context.y });
};

const place = (builder: Builder, [first, second]: readonly [unknown, unknown]): void => {
  const { writer } = builder;
  const context = writer.context();
  const full = context.getCurrentPage().pageSize.height - context.pageMargins.top - context.pageMargins.bottom;
  const lead = setAside(builder, first);
  const block = setAside(builder, second);
  const free = context.availableHeight;
  const isFresh = free >= full;
  if (lead.height + block.height > free && !isFresh && movesBoth(lead.height, block.height, free, full)) {
    writer.moveToNextPage();
  }
  writer.addFragment(lead);
  writer.addFragment(block);
};

/** Wraps pdfmake's layout of stacks. Doing it again does nothing. */
export const keepPairs = (): void => {
  const builderClass = (layoutBuilderModule.default ?? layoutBuilderModule) as { readonly prototype: Builder };
  const prototype = builderClass.prototype;
  const original = prototype.processVerticalContainer;
  if (original.name === 'processPairs') return;
  prototype.processVerticalContainer = function processPairs(this: Builder, node: StackNode): void {
    const { writer } = this;
    const inColumn = writer.transactionLevel === 0 && writer.context().snapshots.length === 0;
    if (node.pair && inColumn) place(this, node.stack as readonly [unknown, unknown]);
    else original.call(this, node);
  };
};
