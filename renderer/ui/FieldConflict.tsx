import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Inline.module.css';

interface Props {
  /** Who changed the value, in a sentence. */
  readonly sentence: string;
  /** The own value in words, where no field beside it shows that. */
  readonly mine?: string;
  /** What the library holds now, in words. */
  readonly theirs: string;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Two people, or two windows, changed the same value: shows the other one below the own, and the analyst chooses. */
export const FieldConflict = ({ sentence, mine, theirs, onKeepMine, onTakeTheirs }: Props) => {
  const { t } = useTranslation();
  return (
    <span className={classes.conflict} role="alert">
      <span className={classes.error}>{sentence}</span>
      {mine !== undefined && (
        <>
          <span className={classes.whose}>{t('editor:conflict.mineHead')}</span>
          <span className={classes.value} dir="auto">
            {mine || t('common:none')}
          </span>
          <span className={classes.whose}>{t('editor:conflict.theirsHead')}</span>
        </>
      )}
      <span className={classes.value} dir="auto">
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
