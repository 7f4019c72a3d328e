import type { AnyExtension, Editor } from '@tiptap/core';
import Placeholder from '@tiptap/extension-placeholder';
import { CitationView, type StaleSlot } from './citation-view.ts';
import { ProseKeys } from './keys.ts';
import { proseExtensions } from './schema.ts';

export interface EditorActions {
  readonly onSlots: (slots: readonly StaleSlot[]) => void;
  readonly onCite: (editor: Editor, typedAt: boolean) => boolean;
  readonly onSlash: (editor: Editor) => boolean;
  readonly onShowFact: (editor: Editor) => boolean;
  readonly onToTools: () => boolean;
  readonly placeholder: () => string;
}

/** Everything an editor on the screen has: the closed schema, what is shown about citations, keys, placeholder. */
export const editorExtensions = ({ onSlots, placeholder, ...keys }: EditorActions): AnyExtension[] => [
  ...proseExtensions(),
  CitationView.configure({ onSlots }),
  ProseKeys.configure(keys),
  Placeholder.configure({ placeholder }),
];
