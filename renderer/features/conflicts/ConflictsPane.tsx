import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** The records in which more than one value survived. */
export const ConflictsPane = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const found = useQuery(q.conflicts.list.queryOptions({ input: {} })).data;
  if (!found) return null;
  if (found.total === 0) return <EmptyState sentence={t('exchange:conflicts.none')} />;
  return (
    <ul>
      {found.items.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  );
};
