import type { Editor } from '@tiptap/core';
import { openOverlay } from '../../app/overlays.tsx';
import { useCapture } from '../capture/draft.ts';

/** The selected words, or the paragraph with the caret. */
const wordsAt = (editor: Editor): string => {
  const { doc, selection } = editor.state;
  const { from, to, empty, $from } = selection;
  return (empty ? $from.parent.textContent : doc.textBetween(from, to, ' ', ' ')).replace(/\s+/g, ' ').trim();
};

/** Opens the capture box with the words of the text as the statement; what else stood in the box stays. */
export const captureFrom = (editor: Editor): void => {
  const statement = wordsAt(editor);
  useCapture.setState(({ draft }) => ({ draft: { ...draft, statement: statement || draft.statement } }));
  openOverlay('capture');
};
