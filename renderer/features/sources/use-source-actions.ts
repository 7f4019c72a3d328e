import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';

/** Retires or restores sources; says so and offers the way back. */
export const useSourceActions = () => {
  const { api } = useApi();
  const { t } = useTranslation();
  const { undo } = useUndo();
  return useMutation({
    mutationFn: ({ ids, action }: { ids: readonly string[]; action: 'retire' | 'restore' }) =>
      api.sources[action]({ ids: [...ids] }),
    onSuccess: ({ changed }, { action }) =>
      notice(
        t(`sources:done.${action}`, { count: changed, number: formatCount(changed) }),
        changed > 0 ? { label: t('app:commands.undo'), run: undo } : undefined,
      ),
  });
};
