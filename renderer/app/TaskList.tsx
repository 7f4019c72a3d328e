import { ActionIcon, Loader, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/context.ts';
import classes from './TaskList.module.css';
import { useAdoptTasks, useTasks } from './tasks.ts';

const Stop = ({ name, onStop }: { name: string; onStop: () => void }) => {
  const { t } = useTranslation();
  return (
    <ActionIcon size={18} aria-label={t('app:tasks.cancel', { name })} onClick={onStop}>
      <IconX size={12} />
    </ActionIcon>
  );
};

/** The long jobs that run now, with progress and a way to stop each. */
export const TaskList = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { tasks, calls } = useTasks();
  useAdoptTasks();
  const waiting = calls.map(({ words, stop }) => (
    <span key={words} className={classes.task}>
      <Loader size={12} aria-hidden />
      <span className={classes.name}>{words}</span>
      <Stop name={words} onStop={stop} />
    </span>
  ));
  const running = Object.values(tasks).map((task) => {
    const name = t(`app:tasks.${task.type}`, { subject: task.subject });
    return (
      <span key={task.id} className={classes.task}>
        <span className={classes.name}>{name}</span>
        <Progress value={task.progress * 100} w={80} size={6} aria-label={name} />
        <Stop name={name} onStop={() => void api.tasks.cancel({ task: task.id }).catch(() => undefined)} />
      </span>
    );
  });
  return [...waiting, ...running];
};
