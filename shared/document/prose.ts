import type { InlineNode, ProseNode as Node, Prose } from '../model/prose.ts';
import type { Pin } from '../model/records.ts';
import { buildRuns } from './runs.ts';
import type { Citation, ProseNode } from './tree.ts';

type Cite = (pin: Pin) => Citation;
type Child = Node | InlineNode;

const isInline = (node: Child): node is InlineNode => node.type === 'text' || node.type === 'hardBreak';

const itemsOf = (list: Node, cite: Cite): ProseNode[][] =>
  (list.content ?? []).map((child) =>
    child.type === 'listItem' ? buildNodes(child.content ?? [], cite) : buildNodes([child], cite),
  );

const buildNode = (node: Node, cite: Cite): ProseNode[] => {
  const content = node.content ?? [];
  switch (node.type) {
    case 'paragraph':
    case 'heading': {
      const runs = buildRuns(content.filter(isInline), cite);
      // An empty line of the editor prints nothing.
      if (runs.every((run) => run.text.trim() === '' && !run.citations)) return [];
      if (node.type === 'paragraph') return [{ type: 'paragraph', runs }];
      return [{ type: 'heading', level: node.attrs?.level === 3 ? 3 : 2, runs }];
    }
    case 'bulletList':
    case 'orderedList': {
      const items = itemsOf(node, cite).filter((item) => item.length > 0);
      return items.length === 0 ? [] : [{ type: 'list', ordered: node.type === 'orderedList', items }];
    }
    case 'blockquote': {
      const children = buildNodes(content, cite);
      return children.length === 0 ? [] : [{ type: 'quote', children }];
    }
    case 'listItem':
      return buildNodes(content, cite);
  }
};

const buildNodes = (nodes: readonly Child[], cite: Cite): ProseNode[] =>
  nodes.flatMap((node) =>
    isInline(node) ? buildNode({ type: 'paragraph', content: [node] }, cite) : buildNode(node, cite),
  );

/** The editor's document as nodes of the tree; what is empty is left out. */
export const buildProse = (prose: Prose, cite: Cite): ProseNode[] => buildNodes(prose.content, cite);
