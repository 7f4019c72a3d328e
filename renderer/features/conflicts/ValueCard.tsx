import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConflictValue } from '#shared/contract/exchange.ts';
import { markingSchema } from '#shared/model/records.ts';
import { useSettings } from '../../api/settings.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { LongText } from '../../ui/LongText.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { OwnWords } from '../../ui/WordDifference.tsx';
import classes from './Conflicts.module.css';

interface ValueCardProps {
  readonly value: ConflictValue;
  /** The value in words, and the one it stands against. */
  readonly words: string;
  readonly other: string;
  /** Counts from one; also the key that takes the value. */
  readonly number: number;
  /** Shows the key. */
  readonly keyed: boolean;
  readonly readOnly: boolean;
  readonly busy: boolean;
  readonly onTake: () => void;
}

/** Who wrote a value, as the analyst thinks of them. */
export const useWriter = (): ((author: string) => string) => {
  const { t } = useTranslation();
  const { author: own } = useSettings();
  return (author) => (own !== '' && author === own ? t('conflicts:you', { author }) : author);
};

/** The evidence that came with a value, in one line each. */
const Evidence = ({ evidence }: Pick<ConflictValue, 'evidence'>) => {
  const { t } = useTranslation();
  return evidence.map(({ id, title, locator, reliability, credibility }) => (
    <p className={classes.evidence} key={id}>
      {t('conflicts:evidence', { title: [title, locator].filter(Boolean).join(', ') })}{' '}
      <GradeBadge credibility={credibility} reliability={reliability} />
    </p>
  ));
};

/** One of the values that survive, with who wrote it, when and why, and from which evidence. */
export const ValueCard = (props: ValueCardProps) => {
  const { value, words, other, number, keyed, readOnly, busy, onTake } = props;
  const { t } = useTranslation();
  const writer = useWriter();
  const marking = markingSchema.safeParse(value.value);
  return (
    <li className={classes.card} data-shown={value.shown || undefined}>
      <div className={classes.cardHead}>
        <strong dir="auto">{writer(value.author)}</strong>
        <span title={formatTime(value.at)}>{formatTimeShort(value.at)}</span>
      </div>
      <div className={classes.value} dir="auto">
        {marking.success ? (
          <TlpLabel marking={marking.data} />
        ) : (
          <LongText shown={(text) => <OwnWords other={other} text={text} />} text={words} />
        )}
        {words === '' && <em className={classes.nothing}>{t('conflicts:nothing')}</em>}
      </div>
      <Evidence evidence={value.evidence} />
      {value.reason && <p className={classes.reason}>{t('history:reason', { reason: value.reason })}</p>}
      <div className={classes.cardFoot}>
        {!readOnly && (
          <Button
            disabled={busy}
            onClick={onTake}
            rightSection={keyed && <Keys keys={String(number)} />}
            variant={number === 1 ? 'filled' : 'default'}
          >
            {t('conflicts:take', { number })}
          </Button>
        )}
        {value.shown && <span className={classes.meanwhile}>{t('conflicts:shown')}</span>}
      </div>
    </li>
  );
};
