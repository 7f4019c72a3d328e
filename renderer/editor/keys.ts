import { type Editor, Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

interface KeyOptions {
  /** `@` at the start of a word, or the key for citing. */
  onCite: (editor: Editor, typedAt: boolean) => boolean;
  /** `/` in an empty paragraph. */
  onSlash: (editor: Editor) => boolean;
  /** Shows what stands behind the cited words at the caret. */
  onShowFact: (editor: Editor) => boolean;
  onToTools: () => boolean;
}

const wordsBefore = (editor: Editor): string => {
  const { $from } = editor.state.selection;
  return $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
};

const inEmptyParagraph = (editor: Editor): boolean => {
  const { $from, empty } = editor.state.selection;
  return empty && $from.depth === 1 && $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
};

const never = () => false;

/** The keys of the analyst's text beside those for formatting. */
export const ProseKeys = Extension.create<KeyOptions>({
  name: 'proseKeys',
  // Below the history, whose keys come first while it has something to undo.
  priority: 10,
  addOptions: () => ({ onCite: never, onSlash: never, onShowFact: never, onToTools: never }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    return [
      new Plugin({
        props: {
          // As text, not as keys: on many keyboards "@" and "/" are typed with modifiers.
          handleTextInput: (_view, _from, _to, text) => {
            // Within a word "@" is a letter of an address.
            if (text === '@')
              return (
                (!editor.state.selection.empty || /(^|[\s(“„«"'])$/.test(wordsBefore(editor))) &&
                options.onCite(editor, true)
              );
            return text === '/' && inEmptyParagraph(editor) && options.onSlash(editor);
          },
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    const { editor, options } = this;
    return {
      'Mod-Shift-e': () => options.onCite(editor, false),
      'Alt-Enter': () => options.onShowFact(editor),
      'Alt-F10': () => options.onToTools(),
      // With nothing left to undo here, the key must not reach the undo of the whole library while somebody types.
      'Mod-z': () => true,
      'Mod-Shift-z': () => true,
      'Mod-y': () => true,
    };
  },
});
