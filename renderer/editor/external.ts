import type { Editor, JSONContent } from '@tiptap/core';
import { Fragment, Slice } from '@tiptap/pm/model';

/**
 * Shows a text that came from elsewhere, replacing only what differs, so that the caret stays where it is. With
 * `undoable`, undo brings back what stood there before.
 */
export const showElsewhere = (editor: Editor, content: JSONContent, undoable = false): void => {
  const { state, view } = editor;
  const next = state.schema.nodeFromJSON(content);
  const start = state.doc.content.findDiffStart(next.content);
  if (start === null) return;
  const end = state.doc.content.findDiffEnd(next.content);
  if (!end) return;
  // Where equal words meet, the two searches may overlap; then the shorter side is widened.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const tr = state.tr.setMeta('external', true);
  if (!undoable) tr.setMeta('addToHistory', false);
  try {
    tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap));
  } catch {
    // A change across levels of nesting has no slice that fits; the check below then replaces the whole.
  }
  if (!tr.doc.eq(next)) tr.replace(0, tr.doc.content.size, new Slice(Fragment.from(next.content), 0, 0));
  view.dispatch(tr);
};
