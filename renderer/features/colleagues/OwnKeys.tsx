import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import classes from './Colleagues.module.css';
import { KeyText } from './KeyText.tsx';

/** The own keys: making them, and their public part to give away. */
export const OwnKeys = () => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const own = useQuery(q.keys.own.queryOptions()).data;
  const make = useMutation({
    mutationFn: () => api.keys.create(),
    onSuccess: (made) => {
      client.setQueryData(q.keys.own.queryKey(), made);
      notice(t('colleagues:own.made'));
    },
  });
  return (
    <section className={classes.card}>
      <h2>{t('colleagues:own.title')}</h2>
      {own === null && (
        <>
          <p>{t('colleagues:own.none')}</p>
          <Button leftSection={<IconKey size={14} />} loading={make.isPending} onClick={() => make.mutate()}>
            {t('colleagues:own.make')}
          </Button>
        </>
      )}
      {own && (
        <dl className={classes.own}>
          <dt>{t('colleagues:own.recipient')}</dt>
          <dd>
            <KeyText label={t('colleagues:own.copy')} text={own.recipient} />
          </dd>
          <dt>{t('colleagues:own.fingerprint')}</dt>
          <dd>
            <code>{own.fingerprint}</code>
          </dd>
        </dl>
      )}
      {own && <p className={classes.quiet}>{t('colleagues:own.help')}</p>}
    </section>
  );
};
