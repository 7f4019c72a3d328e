import { Extension } from '@tiptap/core';
import type { Node as PMNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Pin } from '#shared/model/records.ts';
import { type CitedRange, citedRanges, distinctPins } from './citation.ts';

/** What the screen knows about cited facts; none of it is part of the text. */
export interface CitationContext {
  /** Numbers of the source list, or undefined while they are not known (a citation that is not saved yet). */
  readonly numbersOf: (fact: string) => readonly number[] | undefined;
  readonly isStale: (pin: Pin) => boolean;
  /** True where a text has a source list; notes have none. */
  readonly numbered: boolean;
  /** Word for "source", read out before the number. */
  readonly sourceWord: string;
}

export const NO_CITATIONS: CitationContext = {
  numbersOf: () => undefined,
  isStale: () => false,
  numbered: false,
  sourceWord: '',
};

/** A place below a paragraph for what is said about one stale fact. */
export interface StaleSlot {
  readonly fact: string;
  readonly revision: string;
  readonly element: HTMLElement;
}

interface ViewState {
  readonly context: CitationContext;
  /** Selection kept visible while the keyboard is in a picker. */
  readonly held: { readonly from: number; readonly to: number } | null;
  readonly decorations: DecorationSet;
  readonly stale: readonly Pin[];
}

type Change = { readonly context?: CitationContext; readonly held?: ViewState['held'] };

const key = new PluginKey<ViewState>('citationView');

const superscript = (numbers: readonly number[], context: CitationContext, known: boolean): HTMLElement => {
  const sup = document.createElement('sup');
  sup.className = numbers.length === 0 && known ? 'bw-sup bw-sup-none' : 'bw-sup';
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.textContent = ` ${context.sourceWord} `;
  sup.append(spoken, numbers.length > 0 ? numbers.join(',') : known ? '?' : '·');
  return sup;
};

const numberWidgets = (ranges: readonly CitedRange[], context: CitationContext): Decoration[] => {
  const ends = new Map<number, string[]>();
  for (const { pin, to } of ranges) ends.set(to, [...(ends.get(to) ?? []), pin.fact]);
  return [...ends].map(([position, facts]) => {
    const lists = facts.map((fact) => context.numbersOf(fact));
    const numbers = [...new Set(lists.flatMap((list) => list ?? []))].sort((a, b) => a - b);
    const known = lists.every((list) => list !== undefined);
    return Decoration.widget(position, () => superscript(numbers, context, known), {
      side: -1,
      key: `sup ${numbers.join(',')} ${known}`,
      ignoreSelection: true,
    });
  });
};

const blockEnd = (doc: PMNode, position: number): number => {
  const $position = doc.resolve(position);
  return $position.depth === 0 ? position : $position.after(1);
};

/** The stale pins of the document, one per fact and revision, with the end of the first paragraph they stand in. */
const staleBars = (doc: PMNode, ranges: readonly CitedRange[], context: CitationContext): Map<Pin, number> => {
  const bars = new Map<Pin, number>();
  const seen = new Set<string>();
  for (const { pin, from } of ranges) {
    if (!context.isStale(pin) || seen.has(pin.fact)) continue;
    seen.add(pin.fact);
    bars.set(pin, blockEnd(doc, from));
  }
  return bars;
};

type SlotOf = (fact: string) => HTMLElement;

const build = (doc: PMNode, { context, held }: Pick<ViewState, 'context' | 'held'>, slotOf: SlotOf): ViewState => {
  const ranges = citedRanges(doc);
  const bars = staleBars(doc, ranges, context);
  const decorations = [
    ...(context.numbered ? numberWidgets(ranges, context) : []),
    ...ranges
      .filter(({ pin }) => context.isStale(pin))
      .map(({ from, to }) => Decoration.inline(from, to, { class: 'bw-stale' })),
    ...[...bars].map(([pin, position]) =>
      Decoration.widget(position, () => slotOf(pin.fact), {
        side: 1,
        key: `bar ${pin.fact}`,
        stopEvent: () => true,
        ignoreSelection: true,
      }),
    ),
    ...(held && held.to > held.from && held.to <= doc.content.size
      ? [Decoration.inline(held.from, held.to, { class: 'bw-held' })]
      : []),
  ];
  return { context, held, decorations: DecorationSet.create(doc, decorations), stale: [...bars.keys()] };
};

const plugin = (onSlots: (slots: readonly StaleSlot[]) => void): Plugin<ViewState> => {
  const slots = new Map<string, HTMLElement>();
  const slotOf: SlotOf = (fact) => {
    const known = slots.get(fact);
    if (known) return known;
    const element = document.createElement('div');
    element.className = 'bw-stale-slot';
    element.contentEditable = 'false';
    slots.set(fact, element);
    return element;
  };
  return new Plugin<ViewState>({
    key,
    state: {
      init: (_config, { doc }) => build(doc, { context: NO_CITATIONS, held: null }, slotOf),
      apply: (tr, old) => {
        const change = tr.getMeta(key) as Change | undefined;
        if (!change && !tr.docChanged) return old;
        const held = change?.held !== undefined ? change.held : old.held;
        return build(tr.doc, { context: change?.context ?? old.context, held }, slotOf);
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
    view: () => {
      let told = '';
      return {
        update: (view) => {
          const stale = key.getState(view.state)?.stale ?? [];
          const now = stale.map((pin) => `${pin.fact} ${pin.revision}`).join();
          if (now === told) return;
          told = now;
          onSlots(stale.map((pin) => ({ ...pin, element: slotOf(pin.fact) })));
        },
      };
    },
  });
};

/** Shows source numbers and stale citations as decorations, which never enter the document. */
export const CitationView = Extension.create<{ onSlots: (slots: readonly StaleSlot[]) => void }>({
  name: 'citationView',
  addOptions: () => ({ onSlots: () => undefined }),
  addProseMirrorPlugins() {
    return [plugin(this.options.onSlots)];
  },
});

const tell = (view: EditorView, change: Change): void =>
  view.dispatch(view.state.tr.setMeta(key, change).setMeta('addToHistory', false).setMeta('external', true));

const looks = (pins: readonly Pin[], context: CitationContext): string =>
  `${context.numbered} ${pins.map((pin) => `${context.numbersOf(pin.fact)} ${context.isStale(pin)}`).join()}`;

/**
 * Shows the citations of the text with what is known now. Nothing is touched when they look the same: a caret that the
 * browser has just moved would jump back.
 */
export const showCitations = (view: EditorView, context: CitationContext): void => {
  const pins = distinctPins(view.state.doc);
  const old = key.getState(view.state)?.context ?? NO_CITATIONS;
  if (looks(pins, old) !== looks(pins, context)) tell(view, { context });
};

/** Keeps the selection visible while the keyboard is elsewhere; null gives it back. */
export const holdSelection = (view: EditorView, held: ViewState['held']): void => tell(view, { held });
