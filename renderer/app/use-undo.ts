import { useMutation, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { Edit } from '#shared/contract/edits.ts';
import { useApi } from '../api/context.ts';
import { notice } from './notices.tsx';

const editWords = (edit: Edit): string =>
  `${i18next.t(`edits:${edit.title}`, { defaultValue: i18next.t('edits:other') })}${edit.subject ? `: ${edit.subject}` : ''}`;

/** Undo and redo of whole steps, across sessions; says what was undone and offers the way back. */
export const useUndo = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const step = (way: 'undo' | 'redo') => ({
    mutationFn: () => api.edits[way](),
    onSuccess: ({ edit, kept }: { edit: Edit | null; kept: number }) => {
      void client.invalidateQueries({ queryKey: q.edits.key() });
      if (!edit) return notice(i18next.t(`app:${way}.nothing`));
      const done = i18next.t(`app:${way}.done`, { edit: editWords(edit) });
      const left = kept > 0 ? ` ${i18next.t('app:undo.kept', { count: kept })}` : '';
      const back = way === 'undo' ? redo : undo;
      notice(done + left, { label: i18next.t(`app:${way}.back`), run: () => back.mutate() });
    },
  });
  const undo = useMutation(step('undo'));
  const redo = useMutation(step('redo'));
  return { undo: () => undo.mutate(), redo: () => redo.mutate() };
};
