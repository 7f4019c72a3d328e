import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { formatCount } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Colleagues.module.css';
import type { Person } from './people.ts';

/** What of a colleague can be forgotten: their keys, or what is with them. */
export type Forgettable = 'key' | 'held';

interface ForgetProps {
  readonly person: Person;
  readonly what: Forgettable;
  readonly onClose: () => void;
}

/** Asks before something about a colleague is forgotten, and says first what that means. */
export const Forget = ({ person, what, onClose }: ForgetProps) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { name, records } = person;
  const forget = useMutation({
    mutationFn: () => (what === 'key' ? api.keys.forget({ name }) : api.colleagues.forget({ name })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: what === 'key' ? q.keys.key() : q.colleagues.key() });
      notice(t(`colleagues:forget.${what}.done`, { name }));
    },
    onSettled: onClose,
  });
  return (
    <Dialog onClose={onClose} title={t(`colleagues:forget.${what}.title`, { name })}>
      <div className={classes.form}>
        <p>{t(`colleagues:forget.${what}.question`, { name, count: records, number: formatCount(records) })}</p>
        <p className={classes.quiet}>{t(`colleagues:forget.${what}.help`, { name })}</p>
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button data-autofocus loading={forget.isPending} onClick={() => forget.mutate()} variant="filled">
            {t(`colleagues:forget.${what}.run`)}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
};
