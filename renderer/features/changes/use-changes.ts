import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { formatCount } from '../../i18n/format.ts';

/** How many records others changed, by colleague and kind; `all` counts earlier ones with them. */
export const useOverview = (all: boolean) => {
  const { q } = useApi();
  return useQuery({
    ...q.changes.overview.queryOptions({ input: { all } }),
    // What stood there stays until the other count has come.
    placeholderData: (previous) => previous,
  }).data;
};

/** Takes note that everything up to a receipt was seen, with the way back to where one was before. */
export const useLooked = () => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: q.changes.key() });
  const back = useMutation({
    mutationFn: (receipt: number) => api.changes.looked({ receipt }),
    onSuccess: refresh,
  });
  const { isPending, mutate } = useMutation({
    mutationFn: ({ newest }: { newest: number; total: number }) => api.changes.looked({ receipt: newest }),
    onSuccess: async ({ before }, { total }) => {
      const words = t('changes:seen', { count: total, number: formatCount(total) });
      notice(words, { label: t('changes:undo'), run: () => back.mutate(before) });
      await refresh();
    },
  });
  return { busy: isPending, looked: mutate };
};
