import type { DocumentTree } from '../../document/tree.ts';

/** The document tree as JSON: every fact with its revision, every citation with its sources. */
export const treeToJson = (tree: DocumentTree): string => `${JSON.stringify(tree, null, 2)}\n`;
