import type { Editor } from '@tiptap/core';
import { create } from 'zustand';
import type { FactItem } from '#shared/contract/facts.ts';

/** The editor that toolbars and panes act on: the one that had the keyboard last. */
export interface ActiveEditor {
  readonly editor: Editor;
  /** Opens the fact picker at the caret. */
  readonly pickFact: () => void;
}

export const useActiveEditor = create<{ readonly active: ActiveEditor | null }>(() => ({ active: null }));

export const setActiveEditor = (active: ActiveEditor): void => useActiveEditor.setState({ active });

/** Forgets the editor when it leaves the screen. */
export const dropActiveEditor = (editor: Editor): void => {
  if (useActiveEditor.getState().active?.editor === editor) useActiveEditor.setState({ active: null });
};

/** Runs once the editor of the block has the keyboard: at once, or when it gets it. */
export const whenActive = (block: string, run: (editor: Editor) => void): void => {
  const look = ({ active }: { readonly active: ActiveEditor | null }): boolean => {
    if (!active?.editor.view.dom.closest(`[data-block="${block}"]`)) return false;
    run(active.editor);
    return true;
  };
  if (look(useActiveEditor.getState())) return;
  const stop = useActiveEditor.subscribe((state) => {
    if (look(state)) stop();
  });
};

export type CitableFact = Pick<FactItem, 'id' | 'revision' | 'statement'>;

/** Cites the fact for the selected words, or puts its statement in as cited words when none are selected. */
export const citeIn = (editor: Editor, fact: CitableFact, at?: number): void => {
  const pin = { fact: fact.id, revision: fact.revision };
  const { from, to, empty } = editor.state.selection;
  const onSelection = !empty && (at === undefined || (at >= from && at <= to));
  if (onSelection) editor.chain().focus().citeFact(pin).setTextSelection(to).run();
  else editor.chain().focus().insertCited(fact.statement, pin, at).run();
};
