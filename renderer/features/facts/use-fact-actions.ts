import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FactStatus } from '#shared/model/fact.ts';
import type { Marking } from '#shared/model/marking.ts';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';

export type FactAction =
  | { readonly type: 'retire' }
  | { readonly type: 'restore' }
  | { readonly type: 'status'; readonly status: FactStatus }
  | { readonly type: 'marking'; readonly marking: Marking }
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] };

/** One step on one or many facts; says what it did and offers the way back. */
export const useFactActions = () => {
  const { api } = useApi();
  const { t } = useTranslation();
  const { undo } = useUndo();
  const call = (ids: string[], action: FactAction): Promise<{ changed: number }> => {
    if (action.type === 'retire') return api.facts.retire({ ids });
    if (action.type === 'restore') return api.facts.restore({ ids });
    if (action.type === 'status') return api.facts.editMany({ ids, patch: { status: action.status } });
    if (action.type === 'marking') return api.facts.editMany({ ids, patch: { marking: action.marking } });
    return api.facts.tag({ ids, add: [...action.add], remove: [...action.remove] });
  };
  return useMutation({
    mutationFn: ({ ids, action }: { ids: readonly string[]; action: FactAction }) => call([...ids], action),
    onSuccess: ({ changed }, { action }) =>
      notice(
        t(`facts:done.${action.type}`, {
          count: changed,
          number: formatCount(changed),
          status: action.type === 'status' ? t(`facts:status.${action.status}`) : '',
          marking: action.type === 'marking' ? action.marking : '',
        }),
        changed > 0 ? { label: t('app:commands.undo'), run: undo } : undefined,
      ),
  });
};
