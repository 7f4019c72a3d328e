import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JoinableKind } from '#shared/model/duplicates.ts';
import { useApi } from '../../api/context.ts';
import { openDuplicates } from '../../app/open-duplicates.ts';
import { formatCount } from '../../i18n/format.ts';
import { shortTitle } from './compare.ts';
import classes from './Duplicates.module.css';

interface RecordDuplicatesProps {
  readonly kind: JoinableKind;
  readonly id: string;
  readonly title: string;
}

/** What a record's own pane says, quietly: of which it is likely a duplicate, and how many it stands for. */
export const RecordDuplicates = ({ kind, id, title }: RecordDuplicatesProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const input = { kind, record: id, limit: 1 };
  const offered = useQuery(q.duplicates.list.queryOptions({ input })).data;
  const joined = useQuery(q.duplicates.list.queryOptions({ input: { ...input, state: 'joined' } })).data?.total ?? 0;
  const [pair] = offered?.items ?? [];
  const twin = pair && (pair.keep.id === id ? pair.other : pair.keep);
  const more = (offered?.total ?? 0) - 1;
  const record = { id, title };
  return (
    <>
      {pair && twin && (
        <p className={classes.line}>
          <IconCopy aria-hidden size={14} />
          <span dir="auto">
            {twin.title === title
              ? t('duplicates:here.sameWords')
              : t('duplicates:here.likely', { title: shortTitle(twin.title) })}
            {more > 0 && t('duplicates:here.more', { count: more, number: formatCount(more) })}
          </span>
          <button onClick={() => openDuplicates({ record }, pair.id)} type="button">
            {t('duplicates:compare')}
          </button>
        </p>
      )}
      {joined > 0 && (
        <p className={classes.line}>
          <IconCopy aria-hidden size={14} />
          <span>{t('duplicates:here.standsFor', { count: joined, number: formatCount(joined) })}</span>
          <button onClick={() => openDuplicates({ state: 'joined', record })} type="button">
            {t('duplicates:separate')}
          </button>
        </p>
      )}
    </>
  );
};
