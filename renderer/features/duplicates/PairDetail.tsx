import { Button, TextInput } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DUPLICATE_STATES, DuplicatePair } from '#shared/contract/duplicates.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { formatTime } from '../../i18n/format.ts';
import { Detail } from '../../ui/Detail.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { StepButtons } from '../../ui/StepButtons.tsx';
import { shortTitle } from './compare.ts';
import classes from './Duplicates.module.css';
import { type Keep, PairTable } from './PairTable.tsx';
import { usePairs } from './use-pairs.ts';

interface PairDetailProps {
  readonly pair: DuplicatePair;
  readonly state: (typeof DUPLICATE_STATES)[number];
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
  /** The pair has been decided on and leaves the list. */
  readonly onDone: () => void;
}

/** What brought the two together: what they have in common, or who decided on them, when and why. */
const Why = ({ pair, state }: Pick<PairDetailProps, 'pair' | 'state'>) => {
  const { t } = useTranslation();
  const { by, decided } = pair;
  if (!decided) return <p className={classes.why}>{t(`duplicates:why.${by ?? 'name'}`)}</p>;
  return (
    <>
      <p className={classes.why}>
        {t(state === 'joined' ? 'duplicates:decided.joined' : 'duplicates:decided.dismissed', {
          who: decided.author,
          when: formatTime(decided.at),
        })}
      </p>
      {decided.reason && <p className={classes.reason}>{t('history:reason', { reason: decided.reason })}</p>}
      {decided.unseen > 0 && (
        <p className={classes.unseen}>{t('duplicates:unseen', { count: decided.unseen, number: decided.unseen })}</p>
      )}
    </>
  );
};

interface ActsProps extends Omit<PairDetailProps, 'onClose' | 'onStep'> {
  readonly kept: Keep;
  readonly onKeep: (kept: Keep) => void;
}

/** The ways to decide on the pair; they stay in view while the pair is scrolled. */
const Acts = ({ pair, state, kept, onKeep, onDone }: ActsProps) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const act = usePairs(onDone);
  const [keep, gives] = kept === 'keep' ? [pair.keep, pair.other] : [pair.other, pair.keep];
  const why = reason.trim();
  const both = [{ one: pair.keep.id, other: pair.other.id }];
  const join = (): void => act.join({ keep, others: [gives.id], reason: why });
  const joined = state === 'joined';
  const dismiss = (): void => act.dismiss(both);
  const title = shortTitle(keep.title);
  useCommands([
    {
      id: 'duplicate.keepFirst',
      title: 'duplicates:commands.keepFirst',
      group: 'here',
      keys: '1',
      enabled: () => !joined,
      run: () => onKeep('keep'),
    },
    {
      id: 'duplicate.keepSecond',
      title: 'duplicates:commands.keepSecond',
      group: 'here',
      keys: '2',
      enabled: () => !joined,
      run: () => onKeep('other'),
    },
    {
      id: 'duplicate.join',
      title: 'duplicates:join',
      params: { title },
      group: 'here',
      keys: 'mod+enter',
      enabled: () => !joined && !act.busy,
      run: join,
    },
    {
      id: 'duplicate.dismiss',
      title: 'duplicates:dismiss',
      group: 'here',
      keys: 'n',
      enabled: () => state === 'offered' && !act.busy,
      run: dismiss,
    },
  ]);
  return (
    <section aria-label={t('duplicates:acts')} className={classes.acts}>
      {joined ? (
        <Button
          disabled={act.busy}
          leftSection={<IconArrowsSplit size={14} />}
          onClick={() => act.separate({ id: pair.other.id, reason: why })}
        >
          {t('duplicates:separate')}
        </Button>
      ) : (
        <Button
          className={classes.join ?? ''}
          disabled={act.busy}
          leftSection={<IconArrowMerge size={14} />}
          onClick={join}
          rightSection={<Keys keys="mod+enter" />}
          variant={state === 'offered' ? 'filled' : 'default'}
        >
          {t('duplicates:join', { title })}
        </Button>
      )}
      {state === 'offered' && (
        <Button disabled={act.busy} onClick={dismiss} rightSection={<Keys keys="n" />}>
          {t('duplicates:dismiss')}
        </Button>
      )}
      {state === 'dismissed' && (
        <Button disabled={act.busy} onClick={() => act.offer(both)}>
          {t('duplicates:offerAgain')}
        </Button>
      )}
      <TextInput
        aria-label={t('common:reason')}
        disabled={act.busy}
        maxLength={2000}
        onChange={(event) => setReason(event.currentTarget.value)}
        placeholder={t('conflicts:reasonHint')}
        value={reason}
      />
    </section>
  );
};

/** One pair: both records side by side, and what can be decided on them. */
export const PairDetail = (props: PairDetailProps) => {
  const { pair, state, onClose, onStep, onDone } = props;
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const [kept, setKept] = useState<Keep>('keep');
  const choosing = !readOnly && state !== 'joined';
  return (
    <Detail
      actions={<StepButtons onStep={onStep} />}
      kind={t(`duplicates:pairOf.${pair.kind}`)}
      label={t('duplicates:detail')}
      onClose={onClose}
    >
      <h2 className={classes.title} dir="auto">
        {pair.keep.title || t('conflicts:untitled')}
      </h2>
      <Why pair={pair} state={state} />
      <PairTable kept={kept} onKeep={choosing ? setKept : undefined} pair={pair} state={state} />
      {!readOnly && (
        <p className={classes.what}>{t(state === 'joined' ? 'duplicates:whatSeparate' : 'duplicates:whatJoin')}</p>
      )}
      {choosing && <p className={classes.what}>{t('duplicates:whatDismiss')}</p>}
      {!readOnly && <Acts kept={kept} onDone={onDone} onKeep={setKept} pair={pair} state={state} />}
    </Detail>
  );
};
