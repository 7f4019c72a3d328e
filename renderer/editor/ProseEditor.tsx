import { Popover } from '@mantine/core';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Prose } from '#shared/model/prose.ts';
import { notice } from '../app/notices.tsx';
import { carriesFacts, draggedFacts } from '../ui/fact-drag.ts';
import { citeIn, dropActiveEditor, setActiveEditor } from './active.ts';
import { citationsAt } from './citation.ts';
import { type CitationContext, holdSelection, type StaleSlot, showCitations } from './citation-view.ts';
import './editor.css';
import { editorExtensions } from './extensions.ts';
import { showElsewhere } from './external.ts';
import { FactCard } from './FactCard.tsx';
import { FactPicker } from './FactPicker.tsx';
import { StaleBar } from './StaleBar.tsx';
import { fromProse, toProse, withoutStyles } from './schema.ts';
import { useFactHover } from './use-fact-hover.ts';

export interface ProseEditorProps {
  /** The text as the library has it. Another one is shown without moving the caret. */
  readonly prose: Prose;
  readonly label: string;
  readonly placeholder: string;
  readonly context: CitationContext;
  readonly readOnly?: boolean;
  readonly autoFocus?: 'start' | 'end' | null;
  /** After every change, with a way to read the text as it is at this moment. */
  readonly onChange: (read: () => Prose) => void;
  readonly onLeave?: () => void;
  readonly onFocus?: () => void;
  /** `/` in an empty paragraph, with the place of the caret. Without it, `/` is a sign like any other. */
  readonly onSlash?: ((editor: Editor, caret: DOMRect) => void) | undefined;
  /** Stale citations of the fact are accepted, or kept with a reason. */
  readonly onSettle: (editor: Editor, fact: string, keep?: string) => Promise<void>;
  readonly onOpenFact: (fact: string) => void;
}

// The closed form of prose takes a million signs in a stretch and 50,000 paragraphs; a paste stays clear of both.
const LINE_LIMIT = 900_000;
const LINES_LIMIT = 40_000;

const isTooMuch = (text: string): boolean => {
  if (text.length <= LINES_LIMIT) return false;
  const lines = text.split('\n');
  return lines.length > LINES_LIMIT || lines.some((line) => line.length > LINE_LIMIT);
};

const caretRect = (editor: Editor): DOMRect => {
  const { left, top, bottom } = editor.view.coordsAtPos(editor.state.selection.from);
  return new DOMRect(left, top, 0, bottom - top);
};

interface Picking {
  readonly rect: DOMRect;
  readonly typedAt: boolean;
  readonly hasSelection: boolean;
}

/** The analyst's text: closed form, fact citations with their numbers, stale ones marked and settled in place. */
export const ProseEditor = (props: ProseEditorProps) => {
  const { t } = useTranslation();
  const newest = useRef(props);
  newest.current = props;
  const box = useRef<HTMLDivElement>(null);
  const [slots, setSlots] = useState<readonly StaleSlot[]>([]);
  const [picking, setPicking] = useState<Picking | null>(null);
  const hover = useFactHover(box);
  const { show } = hover;

  const actions = useMemo(() => {
    const pickFact = (editor: Editor, typedAt: boolean): boolean => {
      if (newest.current.readOnly) return false;
      const { from, to, empty } = editor.state.selection;
      holdSelection(editor.view, { from, to });
      setPicking({ rect: caretRect(editor), typedAt, hasSelection: !empty });
      return true;
    };
    return {
      onSlots: setSlots,
      onCite: pickFact,
      onSlash: (editor: Editor) => {
        newest.current.onSlash?.(editor, caretRect(editor));
        return newest.current.onSlash !== undefined;
      },
      onShowFact: (editor: Editor) => {
        const cited = citationsAt(editor.state.doc, editor.state.selection.from);
        const facts = [...new Set(cited.map(({ pin }) => pin.fact))];
        if (facts.length > 0) show({ facts, anchor: caretRect(editor), focus: true });
        return facts.length > 0;
      },
      onToTools: () => {
        document.querySelector<HTMLElement>('.bw-tools button:not(:disabled)')?.focus();
        return true;
      },
      placeholder: () => newest.current.placeholder,
    };
  }, [show]);

  const editor = useEditor(
    {
      extensions: editorExtensions(actions),
      content: fromProse(props.prose),
      editable: !props.readOnly,
      autofocus: props.autoFocus ?? false,
      // The policy of the page lets no library add styles of its own; editor.css has them.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { class: 'bw-prose', role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label },
        transformPastedHTML: withoutStyles,
        handlePaste: (_view, event) => {
          if (!isTooMuch(event.clipboardData?.getData('text/plain') ?? '')) return false;
          notice(t('editor:tooMuch'));
          return true;
        },
        handleDrop: (view, event) => {
          const facts = draggedFacts(event.dataTransfer);
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
          // The last one first, so that each keeps its place.
          for (const fact of [...facts].reverse()) if (at !== undefined) citeIn(self.current, fact, at);
          return facts.length > 0;
        },
      },
      onUpdate: ({ transaction }) => {
        const { doc } = transaction;
        if (!transaction.getMeta('external')) newest.current.onChange(() => toProse(doc.toJSON()));
      },
      onFocus: ({ editor: focused }) => {
        setActiveEditor({ editor: focused, pickFact: () => actions.onCite(focused, false) });
        newest.current.onFocus?.();
      },
      onBlur: () => newest.current.onLeave?.(),
    },
    [],
  );
  const self = useRef(editor);
  self.current = editor;
  useEffect(() => () => dropActiveEditor(editor), [editor]);
  useEffect(() => showCitations(editor.view, props.context), [editor, props.context]);
  useEffect(() => editor.setEditable(!props.readOnly, false), [editor, props.readOnly]);
  const shown = useRef(props.prose);
  useEffect(() => {
    if (shown.current !== props.prose) showElsewhere(editor, fromProse(props.prose));
    shown.current = props.prose;
  }, [editor, props.prose]);

  const endPicking = (): void => {
    holdSelection(editor.view, null);
    setPicking(null);
    editor.commands.focus();
  };
  const uncite = (fact: string): void => {
    const range = citationsAt(editor.state.doc, editor.state.selection.from).find(({ pin }) => pin.fact === fact);
    if (!range) return;
    editor.chain().focus().unciteFact(fact).run();
    hover.hide();
  };
  const allowFacts = (event: DragEvent): void => {
    if (carriesFacts(event.dataTransfer)) event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only lets facts be dropped on the text within
    <div className="bw-editor" onDragOver={allowFacts} ref={box}>
      <EditorContent editor={editor} />
      {slots.map(({ element, ...pin }) =>
        createPortal(
          <StaleBar
            onOpenFact={props.onOpenFact}
            onSettle={(fact, keep) => props.onSettle(editor, fact, keep)}
            pin={pin}
            readOnly={props.readOnly ?? false}
          />,
          element,
          pin.fact,
        ),
      )}
      {picking && (
        <Popover
          closeOnEscape={false}
          onChange={endPicking}
          opened
          position="bottom-start"
          withinPortal
          withRoles={false}
        >
          <Popover.Target>
            <span
              className="bw-anchor"
              style={{ left: picking.rect.left, top: picking.rect.top, height: picking.rect.height }}
            />
          </Popover.Target>
          <Popover.Dropdown p={0}>
            <FactPicker
              hint={t(picking.hasSelection ? 'editor:picker.hintSelection' : 'editor:picker.hintInsert')}
              onCancel={(typed) => {
                endPicking();
                if (picking.typedAt && !picking.hasSelection) editor.commands.insertContent(`@${typed}`);
              }}
              onPick={(fact) => {
                endPicking();
                citeIn(editor, fact);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      {hover.hovered && (
        <FactCard
          {...hover.hovered}
          onClose={() => {
            hover.hide();
            editor.commands.focus();
          }}
          onOpenFact={props.onOpenFact}
          onPointer={hover.onPointer}
          onRemove={props.readOnly ? undefined : uncite}
        />
      )}
    </div>
  );
};
