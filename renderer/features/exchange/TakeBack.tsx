import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { notice, tellStopped } from '../../app/notices.tsx';
import { tellWhile } from '../../app/tasks.ts';
import { formatCount, formatTime } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Exchange.module.css';

interface TakeBackProps {
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

/** Asks before a whole merge is taken back, and says what comes of it. */
export const TakeBack = ({ receipt, onClose }: TakeBackProps) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const from = receipt.from || receipt.name;
  const undo = useMutation({
    mutationFn: () =>
      tellWhile(t('exchange:takeBack.doing', { from }), (signal) =>
        api.merges.undo({ receipt: receipt.id }, { signal }),
      ),
    onError: tellStopped,
    onSuccess: ({ undone, kept }) => {
      const done = t('exchange:takeBack.done', { count: undone, number: formatCount(undone), from });
      notice(kept > 0 ? `${done} ${t('exchange:takeBack.kept', { count: kept, number: formatCount(kept) })}` : done);
    },
    onSettled: onClose,
  });
  return (
    <Dialog onClose={onClose} title={t('exchange:takeBack.title')}>
      <div className={classes.question}>
        <p>{t('exchange:takeBack.question', { from, time: formatTime(receipt.at) })}</p>
        <p className={classes.quiet}>{t('exchange:takeBack.help')}</p>
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button data-autofocus loading={undo.isPending} onClick={() => undo.mutate()} variant="filled">
            {t('exchange:takeBack.run')}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
};
