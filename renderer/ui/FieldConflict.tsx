import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Inline.module.css';

interface Props {
  /** Who changed the value, in a sentence. */
  readonly sentence: string;
  /** What the library holds now, in words. */
  readonly theirs: string;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Two people, or two windows, changed the same value: shows the other one below the own, and the analyst chooses. */
export const FieldConflict = ({ sentence, theirs, onKeepMine, onTakeTheirs }: Props) => {
  const { t } = useTranslation();
  return (
    <span className={classes.conflict} role="alert">
      <span className={classes.error}>{sentence}</span>
      <span className={classes.theirs} dir="auto">
        {theirs || t('common:none')}
      </span>
      <span className={classes.ways}>
        <Button onClick={onTakeTheirs}>{t('editor:conflict.theirs')}</Button>
        <Button onClick={onKeepMine} variant="filled">
          {t('editor:conflict.mine')}
        </Button>
      </span>
    </span>
  );
};
