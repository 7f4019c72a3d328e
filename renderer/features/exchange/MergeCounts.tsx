import { useTranslation } from 'react-i18next';
import type { MergeEffect, PreviewResult } from '#shared/contract/exchange.ts';
import { formatCount } from '../../i18n/format.ts';
import { COUNTS, countOf, EFFECT_ICONS, isEffect, totalOf } from './effects.ts';
import classes from './Receive.module.css';

interface MergeCountsProps {
  readonly found: PreviewResult;
  /** The effect whose records are listed; null for all. */
  readonly effect: MergeEffect | null;
  readonly onEffect: (effect: MergeEffect | null) => void;
}

interface LineProps {
  readonly icon?: (typeof EFFECT_ICONS)['added'];
  readonly name: string;
  readonly help: string;
  readonly count: number;
}

const Line = ({ icon: LineIcon, name, help, count }: LineProps) => (
  <>
    {LineIcon ? <LineIcon aria-hidden size={16} /> : <span />}
    <span>
      {name}
      <small>{help}</small>
    </span>
    <strong>{formatCount(count)}</strong>
  </>
);

/** What a merge would do, counted; a click lists only those records. */
export const MergeCounts = ({ found, effect, onEffect }: MergeCountsProps) => {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('exchange:preview.counts')} className={classes.counts}>
      <li>
        <button aria-pressed={effect === null} className={classes.count} onClick={() => onEffect(null)} type="button">
          <Line count={totalOf(found)} help={t('exchange:preview.allHelp')} name={t('exchange:preview.all')} />
        </button>
      </li>
      {COUNTS.map((name) => {
        const count = countOf(found, name);
        const line = (
          <Line
            count={count}
            help={t(`exchange:effectHelp.${name}`)}
            icon={EFFECT_ICONS[name]}
            name={t(`exchange:effect.${name}`)}
          />
        );
        return (
          <li data-effect={count > 0 ? name : undefined} key={name}>
            {isEffect(name) && count > 0 ? (
              <button
                aria-pressed={effect === name}
                className={classes.count}
                onClick={() => onEffect(effect === name ? null : name)}
                type="button"
              >
                {line}
              </button>
            ) : (
              <div className={classes.count}>{line}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
};
