import { IconArrowsSplit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './ConflictBadge.module.css';

/** Marks a record of which more than one value survives. */
export const ConflictBadge = () => {
  const { t } = useTranslation();
  return (
    <span className={classes.badge}>
      <IconArrowsSplit aria-hidden size={12} />
      {t('conflicts:badge')}
    </span>
  );
};
