import type { Prose } from '#shared/model/prose.ts';

type Child = NonNullable<Prose['content'][number]['content']>[number] | Prose['content'][number];

const repinChild = <T extends Child>(node: T, fact: string, revision: string): T => {
  if (node.type === 'text' && 'marks' in node && node.marks)
    return {
      ...node,
      marks: node.marks.map((mark) =>
        mark.type === 'factCitation' && mark.attrs.fact === fact ? { ...mark, attrs: { fact, revision } } : mark,
      ),
    };
  if ('content' in node && node.content)
    return { ...node, content: node.content.map((child) => repinChild(child, fact, revision)) };
  return node;
};

/** The text with every citation of the fact pinned to the revision; not a word changes. */
export const repinned = (prose: Prose, fact: string, revision: string): Prose => ({
  ...prose,
  content: prose.content.map((node) => repinChild(node, fact, revision)),
});
