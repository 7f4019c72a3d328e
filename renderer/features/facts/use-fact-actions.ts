import { useIsMutating, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Marking } from '#shared/model/marking.ts';
import type { FactStatus } from '#shared/model/statuses.ts';
import { useApi } from '../../api/context.ts';
import { notice, tellStopped } from '../../app/notices.tsx';
import { tellWhile } from '../../app/tasks.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';

export type FactAction =
  | { readonly type: 'retire' }
  | { readonly type: 'restore' }
  | { readonly type: 'status'; readonly status: FactStatus }
  | { readonly type: 'marking'; readonly marking: Marking }
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] };

interface Step {
  readonly ids: readonly string[];
  readonly action: FactAction;
}

/** Every such step, so that none is begun while another one runs. */
const KEY = ['facts', 'many'];

/** One step on one or many facts; says what it does while it takes long, and offers the way back. */
export const useFactActions = () => {
  const { api } = useApi();
  const { t } = useTranslation();
  const { undo } = useUndo();
  const busy = useIsMutating({ mutationKey: KEY }) > 0;
  const call = (ids: string[], action: FactAction, signal: AbortSignal): Promise<{ changed: number }> => {
    const stoppable = { signal };
    if (action.type === 'retire') return api.facts.retire({ ids }, stoppable);
    if (action.type === 'restore') return api.facts.restore({ ids }, stoppable);
    if (action.type === 'status') return api.facts.editMany({ ids, patch: { status: action.status } }, stoppable);
    if (action.type === 'marking') return api.facts.editMany({ ids, patch: { marking: action.marking } }, stoppable);
    return api.facts.tag({ ids, add: [...action.add], remove: [...action.remove] }, stoppable);
  };
  const words = (said: 'doing' | 'done', count: number, action: FactAction): string =>
    t(`facts:${said}.${action.type === 'tag' ? (action.add.length > 0 ? 'addTags' : 'removeTags') : action.type}`, {
      count,
      number: formatCount(count),
      status: action.type === 'status' ? t(`facts:status.${action.status}`) : '',
      marking: action.type === 'marking' ? action.marking : '',
    });
  const { mutate } = useMutation({
    mutationKey: KEY,
    mutationFn: ({ ids, action }: Step) =>
      tellWhile(words('doing', ids.length, action), (signal) => call([...ids], action, signal)),
    onError: tellStopped,
    onSuccess: ({ changed }, { action }) =>
      notice(words('done', changed, action), changed > 0 ? { label: t('app:commands.undo'), run: undo } : undefined),
  });
  const run = (ids: readonly string[], action: FactAction, onDone?: () => void): void => {
    if (!busy) mutate({ ids, action }, onDone ? { onSuccess: onDone } : {});
  };
  return { run, busy, doing: (count: number, action: FactAction) => words('doing', count, action) };
};
