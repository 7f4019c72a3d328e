import type { Editor } from '@tiptap/core';
import type { Prose } from '#shared/model/prose.ts';
import { isEmptyProse, toProse } from '../../editor/schema.ts';

/** The text above and below the empty paragraph with the caret; undefined where there are no words. */
export interface CutText {
  readonly head: Prose | undefined;
  readonly tail: Prose | undefined;
  /** Leaves only what stays in this block: the head, or the tail when nothing stands above. */
  readonly cut: () => void;
}

/** Takes a text apart at the paragraph with the caret, where a block of another kind is to stand. */
export const cutAtCaret = (editor: Editor): CutText => {
  const { doc, selection, schema } = editor.state;
  const at = selection.$from.index(0);
  const part = (from: number, to: number): Prose | undefined => {
    const children = Array.from({ length: Math.max(0, to - from) }, (_, index) => doc.child(from + index));
    if (children.length === 0) return undefined;
    const prose = toProse(schema.topNodeType.create(null, children).toJSON());
    return isEmptyProse(prose) ? undefined : prose;
  };
  const head = part(0, at);
  const tail = part(at + 1, doc.childCount);
  const cut = (): void => {
    const start = selection.$from.before(1);
    const end = selection.$from.after(1);
    if (head) editor.view.dispatch(editor.state.tr.delete(start, doc.content.size));
    else editor.view.dispatch(editor.state.tr.delete(start, end));
  };
  return { head, tail, cut };
};
