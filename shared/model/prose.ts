import * as z from 'zod';
import { pinSchema } from './records.ts';

/**
 * Prose is ProseMirror JSON in this closed form. A `factCitation` mark lies over the words that rest on a fact and pins
 * the revision the analyst saw; several may lie over the same words.
 */
export const factCitationSchema = z.strictObject({ type: z.literal('factCitation'), attrs: pinSchema });

export const markSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('strike') }),
  z.strictObject({ type: z.literal('link'), attrs: z.object({ href: z.string().max(4000) }) }),
  factCitationSchema,
]);
export type ProseMark = z.infer<typeof markSchema>;

export const textNodeSchema = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(1_000_000),
  marks: z.array(markSchema).optional(),
});
export type TextNode = z.infer<typeof textNodeSchema>;

const inlineSchema = z.discriminatedUnion('type', [textNodeSchema, z.strictObject({ type: z.literal('hardBreak') })]);
export type InlineNode = z.infer<typeof inlineSchema>;

const inlines = z.array(inlineSchema).optional();

export interface ProseNode {
  type: 'paragraph' | 'heading' | 'bulletList' | 'orderedList' | 'listItem' | 'blockquote';
  attrs?: { level?: number | undefined; start?: number | undefined } | undefined;
  content?: (ProseNode | InlineNode)[] | undefined;
}

const blockNodeSchema: z.ZodType<ProseNode> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('paragraph'), content: inlines }),
    z.strictObject({
      type: z.literal('heading'),
      attrs: z.strictObject({ level: z.int().min(2).max(3) }),
      content: inlines,
    }),
    z.strictObject({ type: z.literal('bulletList'), content: z.array(blockNodeSchema) }),
    z.strictObject({
      type: z.literal('orderedList'),
      attrs: z.object({ start: z.int().optional() }).optional(),
      content: z.array(blockNodeSchema),
    }),
    z.strictObject({ type: z.literal('listItem'), content: z.array(blockNodeSchema) }),
    z.strictObject({ type: z.literal('blockquote'), content: z.array(blockNodeSchema) }),
  ]),
);

export const proseSchema = z.strictObject({ type: z.literal('doc'), content: z.array(blockNodeSchema).max(50_000) });
export type Prose = z.infer<typeof proseSchema>;

export const EMPTY_PROSE: Prose = { type: 'doc', content: [{ type: 'paragraph' }] };

type AnyNode = Prose | ProseNode | InlineNode;

/** Calls `visit` for every text node in reading order. */
export const eachText = (node: AnyNode, visit: (text: TextNode) => void): void => {
  if (node.type === 'text') visit(node);
  else if ('content' in node) for (const child of node.content ?? []) eachText(child, visit);
};

/** The pins of all fact citations in reading order, each as often as it stands there. */
export const citedFacts = (prose: Prose): z.infer<typeof pinSchema>[] => {
  const pins: z.infer<typeof pinSchema>[] = [];
  eachText(prose, (text) => {
    for (const mark of text.marks ?? []) if (mark.type === 'factCitation') pins.push(mark.attrs);
  });
  return pins;
};

/** The bare words: one line per paragraph, for search, counting and wording checks. */
export const proseText = (prose: Prose): string => {
  const lines: string[] = [];
  const walk = (node: AnyNode): void => {
    if (node.type === 'paragraph' || node.type === 'heading') {
      const content = (node.content ?? []) as InlineNode[];
      lines.push(content.map((child) => (child.type === 'text' ? child.text : '\n')).join(''));
    } else if ('content' in node) for (const child of node.content ?? []) walk(child);
  };
  walk(prose);
  return lines.join('\n');
};

/** Prose with one paragraph per line of the text. */
export const proseFromText = (text: string): Prose => ({
  type: 'doc',
  content: text
    .split(/\r?\n/)
    .map(
      (line): ProseNode =>
        line ? { type: 'paragraph', content: [{ type: 'text', text: line }] } : { type: 'paragraph' },
    ),
});
