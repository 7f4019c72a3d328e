import { Button, TextInput } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DUPLICATE_STATES } from '#shared/contract/duplicates.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { formatCount } from '../../i18n/format.ts';
import { Detail } from '../../ui/Detail.tsx';
import { pairsOf } from './compare.ts';
import classes from './Duplicates.module.css';
import { usePairs } from './use-pairs.ts';

/** The Api takes no more pairs in one step. */
const MOST = 10_000;

interface ManyPairsProps {
  readonly ids: ReadonlySet<string>;
  readonly state: (typeof DUPLICATE_STATES)[number];
  /** The choice is to be forgotten. */
  readonly onClose: () => void;
}

/** Several pairs are chosen: what joining them all would do, told before, and telling them all apart. */
export const ManyPairs = ({ ids, state, onClose }: ManyPairsProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const [reason, setReason] = useState('');
  const act = usePairs(onClose);
  const said = { count: ids.size, number: formatCount(ids.size) };
  const canJoin = !readOnly && state !== 'joined' && ids.size <= MOST;
  const pairs = canJoin ? pairsOf(ids) : [];
  const dry = useQuery({
    ...q.duplicates.joinMany.queryOptions({ input: { pairs, dryRun: true } }),
    enabled: canJoin,
    // A pair may have been joined elsewhere since.
    gcTime: 0,
  }).data;
  const title = t('duplicates:many.chosen', said);
  return (
    <Detail kind={title} label={title} onClose={onClose}>
      {canJoin && (
        <div className={classes.many}>
          <p role="status">
            {dry &&
              t('duplicates:many.would', {
                count: dry.joined,
                number: formatCount(dry.joined),
                kept: formatCount(dry.kept),
              })}
          </p>
          <p className={classes.what}>{t('duplicates:whatJoin')}</p>
          <TextInput
            description={t('common:reasonHelp')}
            label={t('common:reason')}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
          <div className={classes.ways}>
            <Button
              disabled={act.busy || !dry || dry.joined === 0}
              leftSection={<IconArrowMerge size={14} />}
              onClick={() => act.joinMany({ pairs, reason: reason.trim() })}
              variant="filled"
            >
              {t('duplicates:many.join', said)}
            </Button>
            {state === 'offered' ? (
              <Button disabled={act.busy} onClick={() => act.dismiss(pairs)}>
                {t('duplicates:dismiss')}
              </Button>
            ) : (
              <Button disabled={act.busy} onClick={() => act.offer(pairs)}>
                {t('duplicates:offerAgain')}
              </Button>
            )}
          </div>
          {state === 'offered' && <p className={classes.what}>{t('duplicates:whatDismiss')}</p>}
        </div>
      )}
      {!canJoin && <p>{t(ids.size > MOST ? 'duplicates:many.tooMany' : 'duplicates:many.onlyOne')}</p>}
      <Button mt={16} onClick={onClose}>
        {t('common:list.clear')}
      </Button>
    </Detail>
  );
};
