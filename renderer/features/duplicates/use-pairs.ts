import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Joining } from '#shared/model/duplicates.ts';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { tellWhile } from '../../app/tasks.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { shortTitle } from './compare.ts';

interface ToJoin {
  readonly keep: { readonly id: string; readonly title: string };
  readonly others: readonly string[];
  readonly reason: string;
}

/** What can be done with pairs: each says what it did and offers the way back. `onDone` hears when they have left. */
export const usePairs = (onDone: () => void) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { undo } = useUndo();
  const back = { label: t('app:commands.undo'), run: undo };
  const said = (count: number) => ({ count, number: formatCount(count) });
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: q.duplicates.key() });
  };
  const done = (): void => {
    onDone();
    refresh();
  };
  const offer = useMutation({
    mutationFn: (pairs: readonly Joining[]) => api.duplicates.offer({ pairs: [...pairs] }),
    onSuccess: ({ offered }) => {
      notice(t('duplicates:offered', said(offered)));
      refresh();
    },
  });
  const join = useMutation({
    mutationFn: ({ keep, others, reason }: ToJoin) =>
      api.duplicates.join({ keep: keep.id, others: [...others], reason }),
    onSuccess: (_joined, { keep, others }) => {
      notice(t('duplicates:joined', { ...said(others.length), title: shortTitle(keep.title) }), back);
      done();
    },
  });
  const joinMany = useMutation({
    mutationFn: ({ pairs, reason }: { readonly pairs: readonly Joining[]; readonly reason: string }) =>
      tellWhile(t('duplicates:many.doing', said(pairs.length)), () =>
        api.duplicates.joinMany({ pairs: [...pairs], reason }),
      ),
    onSuccess: ({ joined }) => {
      notice(t('duplicates:many.joined', said(joined)), back);
      done();
    },
  });
  const dismiss = useMutation({
    mutationFn: (pairs: readonly Joining[]) => api.duplicates.dismiss({ pairs: [...pairs] }),
    onSuccess: ({ dismissed }, pairs) => {
      notice(t('duplicates:dismissed', said(dismissed)), {
        label: t('duplicates:offerAgain'),
        run: () => offer.mutate(pairs),
      });
      done();
    },
  });
  const separate = useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      api.duplicates.separate({ id, reason }),
    onSuccess: () => {
      notice(t('duplicates:separated'), back);
      done();
    },
  });
  const busy = [offer, join, joinMany, dismiss, separate].some(({ isPending }) => isPending);
  return {
    busy,
    join: join.mutate,
    joinMany: joinMany.mutate,
    dismiss: dismiss.mutate,
    // From a message it may come when another pair is open already; that one stays.
    offer: (pairs: readonly Joining[]) => offer.mutate(pairs, { onSuccess: onDone }),
    separate: separate.mutate,
  };
};
