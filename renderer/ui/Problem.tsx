import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../api/problem.ts';
import classes from './Problem.module.css';

interface ProblemProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}

/** A problem where the data would stand: what to do next, and a way to try again. */
export const Problem = ({ error, retry }: ProblemProps) => {
  const { t } = useTranslation();
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <p>{problemText(error).sentence}</p>
      {retry && <Button onClick={retry}>{t('app:tryAgain')}</Button>}
    </div>
  );
};
