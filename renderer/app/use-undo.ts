import { useMutation, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { Edit } from '#shared/contract/edits.ts';
import type {} from '../api/access.ts';
import { useApi } from '../api/context.ts';
import { formatCount } from '../i18n/format.ts';
import { notice, tellStopped } from './notices.tsx';
import { isBusy, tellWhile } from './tasks.ts';

/** A step in words: what it did and to which record, or to how many. */
export const editWords = ({ title, subject }: Pick<Edit, 'title' | 'subject'>): string => {
  // A step on many records has their count in the place of a name.
  const many = /^\d+$/.test(subject) && i18next.exists(`edits:many.${title}`, { count: Number(subject) });
  if (many) return i18next.t(`edits:many.${title}`, { count: Number(subject), number: formatCount(Number(subject)) });
  const words = i18next.t(`edits:${title}`, { defaultValue: i18next.t('edits:other') });
  return subject ? `${words}: ${subject}` : words;
};

/** Undo and redo of whole steps, across sessions; says what was taken back and offers the way back. */
export const useUndo = () => {
  const { api, q } = useApi();
  const client = useQueryClient();
  const call = async (way: 'undo' | 'redo') => {
    const { [way]: next } = await api.edits.state();
    const words = next ? i18next.t(`app:${way}.doing`, { edit: editWords(next) }) : '';
    return tellWhile(words, (signal) => api.edits[way](undefined, { signal }));
  };
  const step = (way: 'undo' | 'redo') => ({
    mutationFn: () => call(way),
    onError: tellStopped,
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
  const unlessBusy = (run: () => void) => () => {
    if (!isBusy()) run();
  };
  return { undo: unlessBusy(undo.mutate), redo: unlessBusy(redo.mutate) };
};
