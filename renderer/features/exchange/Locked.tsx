import { Button, Group, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAtOnce } from '../../ui/focus.ts';
import classes from './Exchange.module.css';
import type { Receiving } from './receive.ts';

interface LockedProps {
  readonly now: Extract<Receiving, { step: 'locked' }>;
  readonly onUnlock: (passphrase: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the passphrase of an encrypted file. It is kept nowhere. */
export const Locked = ({ now, onUnlock, onClose }: LockedProps) => {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      className={classes.locked}
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase) void onUnlock(passphrase);
      }}
    >
      <IconLock aria-hidden size={24} />
      <h2 dir="auto">{t('exchange:locked.title', { name: now.file.name })}</h2>
      <PasswordInput
        autoComplete="off"
        description={t('exchange:locked.help')}
        error={now.wrong}
        label={t('exchange:passphrase')}
        maxLength={1000}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        ref={focusAtOnce}
        value={passphrase}
        visibilityToggleButtonProps={{ 'aria-label': t('exchange:showPassphrase') }}
        w="100%"
      />
      <Group gap={8} justify="flex-end" w="100%">
        <Button onClick={onClose}>{t('exchange:locked.leave')}</Button>
        <Button disabled={!passphrase} type="submit" variant="filled">
          {t('exchange:locked.open')}
        </Button>
      </Group>
    </form>
  );
};
