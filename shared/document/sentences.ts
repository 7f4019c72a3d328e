import type { InlineNode, Prose, ProseNode } from '../model/prose.ts';
import type { Pin } from '../model/records.ts';
import { splitSentences } from '../model/words.ts';
import { pinKey } from './material.ts';

/** One paragraph of prose as plain text, with the words that rest on facts. */
export interface PlainParagraph {
  readonly text: string;
  readonly heading: boolean;
  /** True inside a block quotation: those words are somebody else's. */
  readonly quoted: boolean;
  readonly citations: readonly { readonly pin: Pin; readonly start: number; readonly end: number }[];
}

const plain = (content: readonly InlineNode[]): Pick<PlainParagraph, 'text' | 'citations'> => {
  const citations: { pin: Pin; start: number; end: number }[] = [];
  let text = '';
  for (const node of content) {
    const start = text.length;
    text += node.type === 'text' ? node.text : '\n';
    for (const mark of node.type === 'text' ? (node.marks ?? []) : []) {
      if (mark.type !== 'factCitation') continue;
      const open = citations.findLast(({ pin }) => pinKey(pin) === pinKey(mark.attrs));
      if (open?.end === start) open.end = text.length;
      else citations.push({ pin: mark.attrs, start, end: text.length });
    }
  }
  return { text, citations };
};

/** The paragraphs and headings of a prose document in reading order, those of lists and quotations included. */
export const plainParagraphs = (prose: Prose): PlainParagraph[] => {
  const paragraphs: PlainParagraph[] = [];
  const walk = (node: ProseNode, quoted: boolean): void => {
    const content = node.content ?? [];
    if (node.type === 'paragraph' || node.type === 'heading') {
      const inlines = content.filter((child) => child.type === 'text' || child.type === 'hardBreak');
      paragraphs.push({ ...plain(inlines), heading: node.type === 'heading', quoted });
      return;
    }
    const inQuote = quoted || node.type === 'blockquote';
    for (const child of content) if (child.type !== 'text' && child.type !== 'hardBreak') walk(child, inQuote);
  };
  for (const node of prose.content) walk(node, false);
  return paragraphs;
};

/** The sentences, joined by a blank, that the words from `start` to `end` of a paragraph touch. */
export const sentencesAround = (text: string, start: number, end: number, language: string): string =>
  splitSentences(text, language)
    .filter((sentence) => sentence.start < end && sentence.end > start)
    .map((sentence) => sentence.text)
    .filter((words) => words !== '')
    .join(' ');

/** The sentences of a prose document in which words rest on the fact, whichever revision of it they cite. */
export const sentencesOn = (prose: Prose, fact: string, language: string): string =>
  plainParagraphs(prose)
    .flatMap(({ text, citations }) => {
      const spans = citations.filter(({ pin }) => pin.fact === fact);
      if (spans.length === 0) return [];
      return splitSentences(text, language).filter(({ start, end }) =>
        spans.some((span) => span.start < end && span.end > start),
      );
    })
    .map(({ text }) => text)
    .filter((words) => words !== '')
    .join(' ');
