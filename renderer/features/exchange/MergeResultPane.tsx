import { Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeResult } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { goTo } from '../../app/place.ts';
import { formatCount } from '../../i18n/format.ts';
import { CameIn } from '../duplicates/CameIn.tsx';
import classes from './Exchange.module.css';
import { COUNTS, countOf } from './effects.ts';
import { TakeBack } from './TakeBack.tsx';

interface MergeResultPaneProps {
  readonly name: string;
  readonly merged: MergeResult;
  readonly onClose: () => void;
}

/** What a merge did, with the ways on: to its conflicts, back, or to the next file. */
export const MergeResultPane = ({ name, merged, onClose }: MergeResultPaneProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [asking, setAsking] = useState(false);
  const receipt = useQuery(q.merges.receipts.queryOptions()).data?.find(({ id }) => id === merged.receipt);
  const undone = receipt?.undoneAt != null;
  const { conflicts } = merged;
  return (
    <section aria-label={t('exchange:result.label')} className={classes.result}>
      <header>
        <IconCircleCheck aria-hidden size={20} />
        <h2 dir="auto">{t(undone ? 'exchange:result.undone' : 'exchange:result.title', { name })}</h2>
      </header>
      <dl className={classes.resultCounts}>
        {COUNTS.filter((count) => countOf(merged, count) > 0).map((count) => (
          <div data-effect={count} key={count}>
            <dd>{formatCount(countOf(merged, count))}</dd>
            <dt>{t(`exchange:effect.${count}`)}</dt>
          </div>
        ))}
      </dl>
      <p className={classes.quiet}>
        {receipt ? t('exchange:result.receipt', { number: receipt.id }) : t('exchange:result.nothing')}
      </p>
      {receipt && !undone && <CameIn receipt={receipt.id} />}
      <Group gap={8}>
        {conflicts > 0 && !undone && (
          <Button onClick={() => goTo('exchange', 'conflicts')} variant="filled">
            {t('exchange:result.settle', { count: conflicts, number: formatCount(conflicts) })}
          </Button>
        )}
        {receipt && !undone && (
          <Button onClick={() => goTo('exchange', 'changes')}>{t('exchange:result.changes')}</Button>
        )}
        {receipt && !undone && (
          <Button leftSection={<IconArrowBackUp size={14} />} onClick={() => setAsking(true)}>
            {t('exchange:result.takeBack')}
          </Button>
        )}
        <Button onClick={() => goTo('exchange', 'received')}>{t('exchange:result.received')}</Button>
        <Button onClick={onClose}>{t('exchange:result.done')}</Button>
      </Group>
      {asking && receipt && <TakeBack onClose={() => setAsking(false)} receipt={receipt} />}
    </section>
  );
};
