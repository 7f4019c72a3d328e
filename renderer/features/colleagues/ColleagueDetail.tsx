import { Button, Group } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLibrary } from '../../app/library.ts';
import { formatCount, formatTime } from '../../i18n/format.ts';
import { Detail, DetailPart } from '../../ui/Detail.tsx';
import { Field, Fields } from '../../ui/Field.tsx';
import classes from './Colleagues.module.css';
import { Forget, type Forgettable } from './Forget.tsx';
import { KeyText } from './KeyText.tsx';
import type { Person } from './people.ts';

interface ColleagueDetailProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onRemember: () => void;
}

const KeyPart = ({
  person,
  onRemember,
  onForget,
}: Omit<ColleagueDetailProps, 'onClose'> & { onForget: () => void }) => {
  const { t } = useTranslation();
  const { name, recipient, fingerprint } = person;
  return (
    <DetailPart title={t('colleagues:key.title')}>
      {recipient === null ? (
        <p className={classes.quiet}>{t('colleagues:key.none', { name })}</p>
      ) : (
        <>
          <p className={classes.quiet}>{t('colleagues:key.recipient', { name })}</p>
          <KeyText label={t('colleagues:key.copy', { name })} text={recipient} />
        </>
      )}
      {fingerprint === null ? (
        <p className={classes.quiet}>{t('colleagues:key.unsigned', { name })}</p>
      ) : (
        <>
          <p className={classes.quiet}>{t('colleagues:key.fingerprint', { name })}</p>
          <code>{fingerprint}</code>
        </>
      )}
      <Group gap={8} mt={10}>
        <Button leftSection={<IconKey size={14} />} onClick={onRemember}>
          {t(recipient === null ? 'colleagues:key.remember' : 'colleagues:key.replace')}
        </Button>
        {(recipient !== null || fingerprint !== null) && (
          <Button onClick={onForget}>{t('colleagues:forget.key.open')}</Button>
        )}
      </Group>
    </DetailPart>
  );
};

/** One colleague: what went and came, what is with them, and their key. */
export const ColleagueDetail = ({ person, onClose, onRemember }: ColleagueDetailProps) => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const [forgetting, setForgetting] = useState<Forgettable | null>(null);
  const { name, sentAt, receivedAt, records, exchanged } = person;
  const time = (at: number | null): string => (at === null ? t('colleagues:never') : formatTime(at));
  return (
    <Detail kind={t('colleagues:colleague')} label={t('colleagues:open')} onClose={onClose}>
      <h2 className={classes.title} dir="auto">
        {name}
      </h2>
      <Fields>
        <Field label={t('colleagues:columns.sent')}>
          <span className={classes.value}>{time(sentAt)}</span>
        </Field>
        <Field label={t('colleagues:columns.received')}>
          <span className={classes.value}>{time(receivedAt)}</span>
        </Field>
        <Field label={t('colleagues:with')}>
          <span className={classes.value}>
            {t('colleagues:records', { count: records, number: formatCount(records) })}
          </span>
        </Field>
      </Fields>
      <p className={classes.quiet}>{t(exchanged ? 'colleagues:heldHelp' : 'colleagues:notExchanged', { name })}</p>
      {exchanged && !readOnly && (
        <Button mt={8} onClick={() => setForgetting('held')}>
          {t('colleagues:forget.held.open')}
        </Button>
      )}
      <KeyPart onForget={() => setForgetting('key')} onRemember={onRemember} person={person} />
      {forgetting && <Forget onClose={() => setForgetting(null)} person={person} what={forgetting} />}
    </Detail>
  );
};
