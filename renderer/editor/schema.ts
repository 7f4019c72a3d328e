import type { AnyExtension, JSONContent } from '@tiptap/core';
import Link from '@tiptap/extension-link';
import StarterKit from '@tiptap/starter-kit';
import { EMPTY_PROSE, type Prose, proseSchema } from '#shared/model/prose.ts';
import { FactCitation } from './citation.ts';

/** Only https is ever a link: everything else stays plain words. */
export const isHttps = (address: string): boolean => {
  if (!/^https:\/\//i.test(address) || address.length > 4000) return false;
  return URL.canParse(address);
};

/** What people type into the link field, as https address; undefined when it cannot be one. */
export const asHttps = (text: string): string | undefined => {
  const trimmed = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return isHttps(address) && /^https:\/\/[^/\s]+\.[^/\s]+/i.test(address) ? address : undefined;
};

/**
 * Pasted HTML without styles, scripts and handlers, which the window's policy would refuse and report one by one. What
 * keeps hostile input out is the closed schema, not this. A `b` that its style makes normal (as some word processors
 * wrap everything in) is not bold.
 */
export const withoutStyles = (html: string): string =>
  html
    .replace(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<b(\s[^>]*font-weight:\s*(?:normal|400)[^>]*)>/gi, '<span$1>')
    .replace(/\s(?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '');

const ProseLink = Link.extend({
  addAttributes() {
    return { href: { default: '', parseHTML: (element) => element.getAttribute('href') } };
  },
}).configure({
  openOnClick: false,
  autolink: true,
  linkOnPaste: true,
  defaultProtocol: 'https',
  isAllowedUri: (address) => isHttps(address),
  shouldAutoLink: (address) => isHttps(address),
  HTMLAttributes: { rel: 'noopener noreferrer' },
});

// A list's `type` (roman, letters) and a link's `target` and `class` are no part of the closed form of prose.
const ProseKit = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((extension: AnyExtension) => {
      if (extension.name === 'orderedList')
        return extension.extend({
          addAttributes: () => ({
            start: {
              default: 1,
              parseHTML: (element: HTMLElement) => Number.parseInt(element.getAttribute('start') ?? '1', 10) || 1,
            },
          }),
        });
      if (extension.name === 'heading')
        return extension.extend({
          // Headings of a pasted page land on the two levels that stand below a section's own.
          parseHTML: () => [
            { tag: 'h1', attrs: { level: 2 } },
            { tag: 'h2', attrs: { level: 2 } },
            ...['h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { level: 3 } })),
          ],
        });
      return extension;
    });
  },
});

/** The editor's extensions; their schema is the closed form of `shared/model/prose.ts` and nothing else. */
export const proseExtensions = (): AnyExtension[] => [
  ProseKit.configure({
    heading: { levels: [2, 3] },
    code: false,
    codeBlock: false,
    horizontalRule: false,
    underline: false,
    link: false,
    // It would add a paragraph, and so an edit, to a text that somebody only looked at.
    trailingNode: false,
    dropcursor: { class: 'bw-dropcursor', color: false, width: 2 },
  }),
  ProseLink,
  FactCitation,
];

const cleaned = (node: JSONContent): JSONContent => {
  const copy: JSONContent = { ...node };
  // ProseMirror marks a line break like the words around it; the closed form does not.
  if (node.type === 'hardBreak') delete copy.marks;
  if (node.content) copy.content = node.content.map(cleaned);
  return copy;
};

/** The editor's document as prose. Throws when it left the closed form, which is our own mistake. */
export const toProse = (json: JSONContent): Prose => proseSchema.parse(cleaned(json));

const emptied = (node: JSONContent): JSONContent => {
  const content = node.content?.map(emptied);
  const isBox = node.type === 'listItem' || node.type === 'blockquote' || node.type === 'doc';
  const isList = node.type === 'bulletList' || node.type === 'orderedList';
  if (isBox && !content?.length) return { ...node, content: [{ type: 'paragraph' }] };
  if (isList && !content?.length) return { ...node, content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] };
  if (node.type === 'listItem' && content && content[0]?.type !== 'paragraph')
    return { ...node, content: [{ type: 'paragraph' }, ...content] };
  return content ? { ...node, content } : node;
};

const marksOnlyHttps = (node: JSONContent): JSONContent => {
  const copy = { ...node };
  if (node.marks) copy.marks = node.marks.filter((mark) => mark.type !== 'link' || isHttps(String(mark.attrs?.href)));
  if (node.content) copy.content = node.content.map(marksOnlyHttps);
  return copy;
};

/** Prose for the editor: where the closed form allows emptiness that ProseMirror does not, a paragraph is put in. */
export const fromProse = (prose: Prose): JSONContent =>
  emptied(marksOnlyHttps((prose.content.length === 0 ? EMPTY_PROSE : prose) as JSONContent));

/** True when there is not a single word in it. */
export const isEmptyProse = (prose: Prose): boolean =>
  prose.content.every((node) => node.type === 'paragraph' && !node.content?.length);
