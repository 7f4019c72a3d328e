import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTasks } from '../../app/tasks.ts';
import classes from './Exchange.module.css';

interface WorkingProps {
  readonly sentence: string;
  readonly task: string | null;
  readonly onCancel: () => void;
}

/** A job of this screen, in the middle of it: how far it is and how to stop it. */
export const Working = ({ sentence, task, onCancel }: WorkingProps) => {
  const { t } = useTranslation();
  const state = useTasks(({ tasks }) => (task === null ? undefined : tasks[task]));
  const phase = state && t(`exchange:phase.${state.phase}`, { defaultValue: '' });
  return (
    <div aria-busy className={classes.working}>
      <p role="status">{sentence}</p>
      <Progress
        animated={!state?.progress}
        aria-label={sentence}
        value={state?.progress ? state.progress * 100 : 100}
        w="100%"
      />
      <p className={classes.quiet}>{phase}</p>
      <Button disabled={task === null} onClick={onCancel}>
        {t('exchange:stop')}
      </Button>
    </div>
  );
};
