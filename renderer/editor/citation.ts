import { Mark } from '@tiptap/core';
import type { Mark as PMMark, Node as PMNode } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { type Pin, pinSchema } from '#shared/model/records.ts';

export const CITATION = 'factCitation';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    factCitation: {
      /** Cites the fact for the selected words; does nothing when none are selected. */
      citeFact: (pin: Pin) => ReturnType;
      /** Puts the words in at the selection or at `at`, cited. */
      insertCited: (words: string, pin: Pin, at?: number) => ReturnType;
      /** Takes the citation off the whole stretch of words around the selection; all facts when none is named. */
      unciteFact: (fact?: string) => ReturnType;
    };
  }
}

/** A stretch of words under one citation, over text nodes of different bold or italic. */
export interface CitedRange {
  readonly pin: Pin;
  readonly from: number;
  readonly to: number;
}

const pinOf = (mark: PMMark): Pin => ({ fact: String(mark.attrs.fact), revision: String(mark.attrs.revision) });
const samePin = (a: Pin, b: Pin): boolean => a.fact === b.fact && a.revision === b.revision;

const rangesInBlock = (block: PMNode, start: number, into: CitedRange[]): void => {
  const open = new Map<PMMark, { from: number; to: number }>();
  const close = (mark: PMMark): void => {
    const range = open.get(mark);
    if (range) into.push({ pin: pinOf(mark), ...range });
    open.delete(mark);
  };
  block.forEach((child, offset) => {
    const marks = child.marks.filter((mark) => mark.type.name === CITATION);
    for (const mark of [...open.keys()]) if (!marks.some((other) => other.eq(mark))) close(mark);
    for (const mark of marks) {
      const known = [...open.keys()].find((other) => other.eq(mark));
      const to = start + offset + child.nodeSize;
      const range = known && open.get(known);
      if (range) range.to = to;
      else open.set(mark, { from: start + offset, to });
    }
  });
  for (const mark of [...open.keys()]) close(mark);
};

/** Every cited stretch of the document in reading order. */
export const citedRanges = (doc: PMNode): CitedRange[] => {
  const ranges: CitedRange[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    rangesInBlock(node, position + 1, ranges);
    return false;
  });
  return ranges.sort((a, b) => a.from - b.from || a.to - b.to);
};

/** The citations that lie over a place in the text. */
export const citationsAt = (doc: PMNode, position: number): CitedRange[] =>
  citedRanges(doc).filter((range) => range.from <= position && position <= range.to);

const mark = (state: EditorState, pin: Pin): PMMark => {
  const type = state.schema.marks[CITATION];
  if (!type) throw new Error('The schema has no fact citations.');
  return type.create(pin);
};

/** The words of the paragraph on both sides of a place; empty where the place is between paragraphs. */
const wordsAround = (doc: PMNode, position: number): { readonly before: string; readonly after: string } => {
  const { parent, parentOffset } = doc.resolve(position);
  if (!parent.isTextblock) return { before: '', after: '' };
  const text = (from: number, to: number): string => parent.textBetween(from, to, undefined, ' ');
  return { before: text(0, parentOffset), after: text(parentOffset, parent.content.size) };
};

/** A place inside a word moves to the word's end: what is dropped must not cut a word in two. */
const endOfWord = (doc: PMNode, position: number): number => {
  const { before, after } = wordsAround(doc, position);
  const rest = /^[\p{L}\p{N}]+/u.exec(after)?.[0] ?? '';
  return /[\p{L}\p{N}]$/u.test(before) ? position + rest.length : position;
};

const withoutFact = (tr: Transaction, from: number, to: number, fact: string): void => {
  for (const range of citedRanges(tr.doc))
    if (range.pin.fact === fact && range.from < to && range.to > from) {
      const old = tr.doc.type.schema.marks[CITATION]?.create(range.pin);
      if (old) tr.removeMark(Math.max(from, range.from), Math.min(to, range.to), old);
    }
};

/**
 * The mark over words that rest on a fact. Several facts may lie over the same words; words typed behind it are not
 * cited, nor does it go on into the next paragraph.
 */
export const FactCitation = Mark.create({
  name: CITATION,
  excludes: '',
  inclusive: false,
  keepOnSplit: false,

  addAttributes() {
    return {
      fact: { default: '', parseHTML: (element) => element.getAttribute('data-fact'), renderHTML: () => ({}) },
      revision: { default: '', parseHTML: (element) => element.getAttribute('data-revision'), renderHTML: () => ({}) },
    };
  },

  parseHTML() {
    return [
      {
        tag: 'span[data-fact]',
        // Whatever was pasted: a citation must name a fact and a revision in their exact form, else its words stay plain.
        getAttrs: (element) =>
          pinSchema.safeParse({
            fact: element.getAttribute('data-fact'),
            revision: element.getAttribute('data-revision'),
          }).success && null,
      },
    ];
  },

  renderHTML({ mark: { attrs } }) {
    return ['span', { class: 'bw-cite', 'data-fact': attrs.fact, 'data-revision': attrs.revision }, 0];
  },

  addCommands() {
    return {
      citeFact:
        (pin) =>
        ({ tr, state, dispatch }) => {
          const { from, to, empty } = tr.selection;
          if (empty) return false;
          if (dispatch) {
            withoutFact(tr, from, to, pin.fact);
            tr.addMark(from, to, mark(state, pin));
          }
          return true;
        },
      insertCited:
        (words, pin, at) =>
        ({ tr, state, dispatch }) => {
          const [, text = '', stop = ''] = /^(.*?)(\.?)$/.exec(words.replace(/\s+/g, ' ').trim()) ?? [];
          if (!text) return false;
          if (!dispatch) return true;
          const from = at === undefined ? tr.selection.from : endOfWord(tr.doc, at);
          const to = at === undefined ? tr.selection.to : from;
          const gap = /[^\s(“‘«]$/.test(wordsAround(tr.doc, from).before) ? ' ' : '';
          const behind = wordsAround(tr.doc, to).after;
          // The full stop belongs to the sentence, not to what is cited, and is not doubled.
          const end = `${/^\s*[.,;:!?]/.test(behind) ? '' : stop}${/^[\p{L}\p{N}]/u.test(behind) ? ' ' : ''}`;
          const plain = (words: string) => (words ? [state.schema.text(words)] : []);
          tr.replaceWith(from, to, [...plain(gap), state.schema.text(text, [mark(state, pin)]), ...plain(end)]);
          tr.setStoredMarks([]).scrollIntoView();
          return true;
        },
      unciteFact:
        (fact) =>
        ({ tr, state, dispatch }) => {
          const { from, to } = tr.selection;
          const hit = citedRanges(tr.doc).filter(
            (range) => range.from <= to && range.to >= from && (!fact || range.pin.fact === fact),
          );
          if (dispatch) for (const range of hit) tr.removeMark(range.from, range.to, mark(state, range.pin));
          return hit.length > 0;
        },
    };
  },
});

/** The pins of the document, each once, in reading order. */
export const distinctPins = (doc: PMNode): Pin[] => {
  const pins: Pin[] = [];
  for (const { pin } of citedRanges(doc)) if (!pins.some((other) => samePin(other, pin))) pins.push(pin);
  return pins;
};
