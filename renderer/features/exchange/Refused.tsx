import { IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Exchange.module.css';

interface RefusedProps {
  readonly name: string;
  readonly sentence: string;
  /** The way to another file. */
  readonly choose: ReactNode;
}

/** A file that cannot be merged: why, and that nothing came of it. */
export const Refused = ({ name, sentence, choose }: RefusedProps) => {
  const { t } = useTranslation();
  return (
    <div className={classes.refused} role="alert">
      <IconShieldX aria-hidden size={24} />
      <h2 dir="auto">{t('exchange:receive.refused', { name })}</h2>
      <p>{sentence}</p>
      <p className={classes.quiet}>{t('exchange:receive.untouched')}</p>
      {choose}
    </div>
  );
};
