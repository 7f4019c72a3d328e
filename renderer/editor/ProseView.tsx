import { Fragment, type ReactNode } from 'react';
import type { InlineNode, Prose, ProseMark, ProseNode } from '#shared/model/prose.ts';
import type { CitationContext } from './citation-view.ts';

const wrap = (inner: ReactNode, mark: ProseMark, context: CitationContext | undefined): ReactNode => {
  if (mark.type === 'bold') return <strong>{inner}</strong>;
  if (mark.type === 'italic') return <em>{inner}</em>;
  if (mark.type === 'strike') return <s>{inner}</s>;
  if (mark.type === 'link') return <span className="bw-link">{inner}</span>;
  const stale = context?.isStale(mark.attrs) ?? false;
  return (
    <span className={stale ? 'bw-cite bw-stale' : 'bw-cite'} data-fact={mark.attrs.fact}>
      {inner}
    </span>
  );
};

const citedBy = (node: InlineNode | undefined): string[] =>
  node?.type === 'text'
    ? (node.marks ?? []).filter((mark) => mark.type === 'factCitation').map((mark) => mark.attrs.fact)
    : [];

const Inline = ({ nodes, context }: { nodes: readonly InlineNode[]; context?: CitationContext | undefined }) =>
  nodes.map((node, index) => {
    const key = index;
    if (node.type === 'hardBreak') return <br key={key} />;
    const next = citedBy(nodes[index + 1]);
    const ending = citedBy(node).filter((fact) => !next.includes(fact));
    const numbers = [...new Set(ending.flatMap((fact) => context?.numbersOf(fact) ?? []))].sort((a, b) => a - b);
    const inner = (node.marks ?? []).reduceRight<ReactNode>((child, mark) => wrap(child, mark, context), node.text);
    return (
      <Fragment key={key}>
        {inner}
        {context?.numbered && numbers.length > 0 && <sup className="bw-sup">{numbers.join(',')}</sup>}
      </Fragment>
    );
  });

const Node = ({ node, context }: { node: ProseNode; context?: CitationContext | undefined }): ReactNode => {
  const content = node.content ?? [];
  if (node.type === 'paragraph' || node.type === 'heading') {
    const inline = <Inline context={context} nodes={content as InlineNode[]} />;
    if (node.type === 'paragraph') return <p>{content.length > 0 ? inline : <br />}</p>;
    return node.attrs?.level === 3 ? <h3>{inline}</h3> : <h2>{inline}</h2>;
  }
  const children = (content as ProseNode[]).map((child, index) => {
    const key = index;
    return <Node context={context} key={key} node={child} />;
  });
  if (node.type === 'bulletList') return <ul>{children}</ul>;
  if (node.type === 'orderedList') return <ol start={node.attrs?.start ?? 1}>{children}</ol>;
  return node.type === 'listItem' ? <li>{children}</li> : <blockquote>{children}</blockquote>;
};

/** Prose to look at, set as in the editor; it stands in for editors far off the screen and in comparisons. */
export const ProseView = ({ prose, context }: { readonly prose: Prose; readonly context?: CitationContext }) => (
  <div className="bw-prose">
    {prose.content.map((node, index) => {
      const key = index;
      return <Node context={context} key={key} node={node} />;
    })}
  </div>
);
