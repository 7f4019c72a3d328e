import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { openDuplicates } from '../../app/open-duplicates.ts';
import { formatCount } from '../../i18n/format.ts';

/** How many likely duplicates a merge brought in; leads to them. Nothing when there are none. */
export const CameIn = ({ receipt }: { readonly receipt: number }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const count = useQuery(q.duplicates.list.queryOptions({ input: { receipt, limit: 1 } })).data?.total ?? 0;
  if (count === 0) return null;
  return (
    <Button leftSection={<IconCopy size={14} />} onClick={() => openDuplicates({ receipt })} variant="subtle">
      {t('duplicates:cameIn', { count, number: formatCount(count) })}
    </Button>
  );
};
