import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { formatCount, formatTime, formatTimeShort } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { CameIn } from '../duplicates/CameIn.tsx';
import { COUNTS, countOf } from './effects.ts';
import classes from './Received.module.css';
import { TakeBack } from './TakeBack.tsx';

/** The counts of a receipt that are worth a column. */
const SHOWN = COUNTS.filter((name) => name !== 'unchanged' && name !== 'raised');

/** Of so many of the newest merges it is said how many likely duplicates came in: each has to be looked through. */
const LOOKED_THROUGH = 10;

interface LineProps {
  readonly receipt: Receipt;
  readonly lookedThrough: boolean;
  readonly onTakeBack: (() => void) | undefined;
}

const Line = ({ receipt, lookedThrough, onTakeBack }: LineProps) => {
  const { t } = useTranslation();
  const { at, from, name, author, undoneAt } = receipt;
  return (
    <tr data-undone={undoneAt !== null || undefined}>
      <td title={formatTime(at)}>{formatTimeShort(at)}</td>
      <th dir="auto" scope="row">
        {from || t('exchange:claims.nobody')}
        <small>{name}</small>
        {lookedThrough && undoneAt === null && <CameIn receipt={receipt.id} />}
      </th>
      <td dir="auto">{author}</td>
      {SHOWN.map((count) => (
        <td className={classes.number} key={count}>
          {formatCount(countOf(receipt, count))}
        </td>
      ))}
      <td className={classes.lastCell}>
        {undoneAt === null
          ? onTakeBack && (
              <Button
                aria-label={t('exchange:received.takeBackFrom', { from: from || name, time: formatTimeShort(at) })}
                onClick={onTakeBack}
              >
                {t('exchange:received.takeBack')}
              </Button>
            )
          : t('exchange:received.undone', { time: formatTimeShort(undoneAt) })}
      </td>
    </tr>
  );
};

/** Every merge of this library, newest first, each with the way back. */
export const ReceivedPane = ({ onReceive }: { readonly onReceive: () => void }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const [asking, setAsking] = useState<Receipt | null>(null);
  const found = useQuery(q.merges.receipts.queryOptions());
  if (found.isError) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return null;
  if (found.data.length === 0)
    return (
      <EmptyState
        action={
          <Button leftSection={<IconFolderOpen size={14} />} onClick={onReceive} variant="filled">
            {t('exchange:receive.choose')}
          </Button>
        }
        example={t('exchange:received.example')}
        sentence={t('exchange:received.none')}
      />
    );
  return (
    <ScrollRegion label={t('exchange:received.label')} className={classes.received}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('exchange:received.at')}</th>
            <th scope="col">{t('exchange:received.from')}</th>
            <th scope="col">{t('exchange:received.author')}</th>
            {SHOWN.map((count) => (
              <th className={classes.number} key={count} scope="col">
                {t(`exchange:effect.${count}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {found.data.map((receipt, at) => (
            <Line
              key={receipt.id}
              lookedThrough={at < LOOKED_THROUGH}
              onTakeBack={readOnly ? undefined : () => setAsking(receipt)}
              receipt={receipt}
            />
          ))}
        </tbody>
      </table>
      {asking && <TakeBack onClose={() => setAsking(null)} receipt={asking} />}
    </ScrollRegion>
  );
};
