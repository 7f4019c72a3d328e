import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '#shared/model/briefing.ts';
import type { Prose } from '#shared/model/prose.ts';
import { useApi } from '../../api/context.ts';
import { attempt } from '../../app/notices.tsx';
import { useActiveEditor } from '../../editor/active.ts';
import { ConflictBar } from '../../editor/ConflictBar.tsx';
import { ProseEditor } from '../../editor/ProseEditor.tsx';
import { isAtLeast, useAutosave } from '../../editor/use-autosave.ts';
import { writeProse } from '../../editor/write-prose.ts';
import { BlockFrame } from './BlockFrame.tsx';
import { openFact, useBuilder, useBuilderPlace } from './builder-context.tsx';
import { type Insertion, InsertMenu } from './InsertMenu.tsx';
import { cutAtCaret } from './split-prose.ts';
import { useAddBlock } from './use-block.ts';

interface Props {
  readonly block: Block;
  readonly prose: Prose;
  readonly label: string;
}

/** What Enter in the insert menu does inside a text: format it, or put a block where the caret stands. */
const useInsert = (block: Block, flush: () => Promise<boolean>) => {
  const { briefing, change } = useBuilder();
  const { add, addProse } = useAddBlock();
  const before = (): string | null => {
    const siblings = briefing.sections.find((section) => section.id === block.section)?.blocks ?? [];
    return siblings[siblings.findIndex((sibling) => sibling.id === block.id) - 1]?.id ?? null;
  };
  return async (editor: Editor, insertion: Insertion): Promise<void> => {
    if (insertion === 'cite') return void useActiveEditor.getState().active?.pickFact();
    if (insertion === 'heading') return void editor.chain().focus().setHeading({ level: 2 }).run();
    if (insertion === 'bulletList') return void editor.chain().focus().toggleBulletList().run();
    if (insertion === 'orderedList') return void editor.chain().focus().toggleOrderedList().run();
    if (insertion === 'blockquote') return void editor.chain().focus().toggleBlockquote().run();
    const { head, tail, cut } = cutAtCaret(editor);
    if (!head && !tail) {
      await add(insertion, block.section, block.id);
      await change((api) => api.blocks.retire({ id: block.id }));
      return;
    }
    cut();
    await flush();
    const added = await add(insertion, block.section, head ? block.id : before());
    // Words that move into a block of their own keep their marking.
    if (head && tail) await addProse(tail, block.section, added, false, block.marking);
  };
};

/** Running text with fact citations, saved while it is written. */
export const ProseBlock = ({ block, prose, label }: Props) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { briefing, change, citations, readOnly } = useBuilder();
  const [menu, setMenu] = useState<{ editor: Editor; caret: DOMRect } | null>(null);
  const base = useRef(prose);
  const readBlock = async () => {
    const detail = await api.briefings.get({ briefing: briefing.id });
    client.setQueryData(q.briefings.get.queryKey({ input: { briefing: briefing.id } }), detail);
    const found = detail.sections.flatMap(({ blocks }) => blocks).find((other) => other.id === block.id);
    return found?.content.type === 'prose' ? { revision: found.revision, prose: found.content.prose } : undefined;
  };
  const text = useAutosave<Prose>({
    id: block.id,
    value: prose,
    revision: block.revision,
    write: (value, seen) =>
      writeProse({
        value,
        seen,
        base,
        write: async (content, from) =>
          (await api.blocks.edit({ id: block.id, patch: { content: { type: 'prose', prose: content } }, seen: from }))
            .revision,
        read: readBlock,
      }),
  });
  if (text.state.kind === 'clean' && isAtLeast(block.revision, text.revision())) base.current = prose;
  const insert = useInsert(block, text.flush);
  const close = (): void => setMenu(null);

  return (
    <BlockFrame block={block} label={label}>
      {text.state.kind === 'conflict' && (
        <ConflictBar mine={text.mine} onKeepMine={text.keepMine} onTakeTheirs={text.takeTheirs} read={readBlock} />
      )}
      <ProseEditor
        context={citations}
        label={label}
        onChange={text.change}
        onFocus={() => useBuilderPlace.setState({ section: block.section })}
        onLeave={() => void text.flush()}
        onOpenFact={openFact}
        onSettle={async (_editor, fact, keep) => {
          if (!(await text.flush())) return;
          await change((inner) =>
            inner.briefings.acceptFact({ block: block.id, fact, ...(keep === undefined ? {} : { keep }) }),
          );
        }}
        onSlash={(editor, caret) => setMenu({ editor, caret })}
        placeholder={t('briefings:block.placeholder')}
        prose={text.shown}
        readOnly={readOnly}
      />
      {menu && (
        <InsertMenu
          inText
          onCancel={(typed, byKey) => {
            close();
            menu.editor
              .chain()
              .focus()
              .insertContent(byKey ? `/${typed}` : '')
              .run();
          }}
          onChoose={(insertion) => {
            close();
            attempt(insert(menu.editor, insertion));
          }}
          place={menu.caret}
        />
      )}
    </BlockFrame>
  );
};
