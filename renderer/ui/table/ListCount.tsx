import { useTranslation } from 'react-i18next';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import classes from './ListCount.module.css';
import type { Rows } from './rows.ts';

interface ListCountProps {
  readonly rows: Pick<Rows<unknown>, 'known' | 'error' | 'total' | 'ms'>;
  /** Key of the text, which takes `count`, `number`, `time` and what else is given. */
  readonly words: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** How many rows a list has, and how long the library took to find them. */
export const ListCount = ({ rows: { known, error, total, ms }, words, more }: ListCountProps) => {
  const { t } = useTranslation();
  if (!known || error) return null;
  return (
    <span className={classes.count} role="status">
      {t(words, { count: total, number: formatCount(total), time: formatDuration(ms), ...more })}
    </span>
  );
};
