import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, BlockContent, BlockType } from '#shared/model/briefing.ts';
import type { Marking } from '#shared/model/marking.ts';
import { EMPTY_PROSE, type Prose } from '#shared/model/prose.ts';
import { useApi } from '../../api/context.ts';
import { attempt, notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { showPlace, useBuilder } from './builder-context.tsx';

/** The content of a table or timeline, shown as changed at once and written step by step. */
export const useBlockContent = <T extends BlockContent>(block: Block, content: T) => {
  const { api } = useApi();
  const [own, setOwn] = useState<T | null>(null);
  const seen = useRef(block.revision);
  const waiting = useRef(0);
  useEffect(() => {
    // While steps are on their way, what is shown ahead holds them all; the library has only the first.
    if (waiting.current > 0) return;
    seen.current = block.revision;
    setOwn(null);
  }, [block.revision]);
  const { mutate } = useMutation({
    mutationFn: async (next: T) => {
      const edited = await api.blocks.edit({ id: block.id, patch: { content: next }, seen: seen.current });
      seen.current = edited.revision;
    },
    // One after the other, each on the revision that the one before made.
    scope: { id: block.id },
    onMutate: (next) => {
      waiting.current += 1;
      setOwn(next);
    },
    onError: () => {
      seen.current = block.revision;
      setOwn(null);
    },
    onSettled: () => {
      waiting.current -= 1;
    },
  });
  return { content: own ?? content, set: mutate };
};

/** Puts new blocks into a section and the keyboard into them. */
export const useAddBlock = () => {
  const { api } = useApi();
  const { briefing, change } = useBuilder();
  const contentOf = async (type: BlockType): Promise<BlockContent> => {
    if (type === 'prose') return { type, prose: EMPTY_PROSE };
    if (type !== 'judgements') return { type, caption: '', facts: [] };
    const judgement = await api.judgements.add({ scale: briefing.scale });
    return { type, judgements: [judgement.id] };
  };
  const put = async (
    section: string,
    after: string | null,
    content: BlockContent,
    focus = true,
    marking: Marking = 'CLEAR',
  ): Promise<string> => {
    const known = new Set(briefing.sections.flatMap(({ blocks }) => blocks.map((block) => block.id)));
    const detail = await change((inner) => inner.blocks.add({ section, after, content, marking }));
    const added = detail.sections.flatMap(({ blocks }) => blocks).find((block) => !known.has(block.id));
    if (added && focus) showPlace(section, added.id, true);
    return added?.id ?? '';
  };
  return {
    add: async (type: BlockType, section: string, after: string | null) => put(section, after, await contentOf(type)),
    addProse: (prose: Prose, section: string, after: string | null, focus = true, marking: Marking = 'CLEAR') =>
      put(section, after, { type: 'prose', prose }, focus, marking),
  };
};

/** Moving and retiring a block; retiring says how to get it back. */
export const useArrangeBlock = (block: Block) => {
  const { t } = useTranslation();
  const { briefing, change } = useBuilder();
  const { undo } = useUndo();
  const index = briefing.sections.findIndex((section) => section.id === block.section);
  const siblings = briefing.sections[index]?.blocks ?? [];
  const at = siblings.findIndex((sibling) => sibling.id === block.id);
  const move = (section: string, after: string | null): void =>
    attempt(
      change((api) => api.blocks.move({ id: block.id, section, after })).then(() => showPlace(section, block.id)),
    );
  return {
    canUp: at > 0 || index > 0,
    canDown: at < siblings.length - 1 || index < briefing.sections.length - 1,
    up: () => {
      if (at > 0) return move(block.section, siblings[at - 2]?.id ?? null);
      const above = briefing.sections[index - 1];
      if (above) move(above.id, above.blocks.at(-1)?.id ?? null);
    },
    down: () => {
      if (at < siblings.length - 1) return move(block.section, siblings[at + 1]?.id ?? null);
      const below = briefing.sections[index + 1];
      if (below) move(below.id, null);
    },
    retire: async () => {
      await change((api) => api.blocks.retire({ id: block.id }));
      notice(t('briefings:block.retiredSaid'), { label: t('briefings:undo'), run: undo });
    },
  };
};
