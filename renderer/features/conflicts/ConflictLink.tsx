import { useTranslation } from 'react-i18next';
import { openConflicts } from '../../app/open-conflicts.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import classes from './Conflicts.module.css';

/** The badge of a record in conflict where it is shown itself: a click leads to where it is settled. */
export const ConflictLink = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  return (
    <button
      aria-label={t('conflicts:commands.open')}
      className={classes.link}
      onClick={() => openConflicts(id)}
      title={t('conflicts:commands.open')}
      type="button"
    >
      <ConflictBadge />
    </button>
  );
};
