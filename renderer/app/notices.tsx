import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';
import { problemText } from '../api/problem.ts';
import { isAbort } from '../api/query-client.ts';

/** A button beside a notice: the way back, or on. */
export interface Way {
  readonly label: string;
  readonly run: () => void;
}

const body = (id: string, sentence: string, way?: Way) => (
  <Group gap="sm" justify="space-between" wrap="nowrap">
    <Text size="sm">{sentence}</Text>
    {way && (
      <Button
        onClick={() => {
          notifications.hide(id);
          way.run();
        }}
        style={{ flexShrink: 0 }}
      >
        {way.label}
      </Button>
    )}
  </Group>
);

let count = 0;
let offered: string | undefined;

/**
 * Says what happened, with the way back or on where there is one. Only the newest way stays on offer: an older "Undo"
 * would undo what came after it.
 */
export const notice = (sentence: string, way?: Way): void => {
  count += 1;
  const id = `notice-${count}`;
  if (way && offered) notifications.hide(offered);
  if (way) offered = id;
  notifications.show({
    id,
    color: 'green',
    icon: <IconCheck size={16} />,
    message: body(id, sentence, way),
    autoClose: way ? 10_000 : 5_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
  });
};

/** Says what went wrong and what to do next. The same sentence is not stacked. */
export const problemNotice = (error: unknown): void => {
  const { sentence } = problemText(error);
  notifications.hide(sentence);
  notifications.show({
    id: sentence,
    color: 'red',
    icon: <IconAlertTriangle size={16} />,
    message: body(sentence, sentence),
    autoClose: 15_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    role: 'alert',
  });
};

/** Says that a step was stopped, when that is why it failed; any other problem is told by whoever made the call. */
export const tellStopped = (error: unknown): void => {
  if (isAbort(error)) notice(i18next.t('app:tasks.stopped'));
};

/** Lets a call run on its own; what goes wrong with it is told. */
export const attempt = (call: Promise<unknown>): void => {
  call.catch(problemNotice);
};
