import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A passphrase as it is being given; it is never remembered. */
export interface Passphrase {
  readonly text: string;
  readonly again: string;
  /** Shown in the clear, so that it need not be given twice. */
  readonly shown: boolean;
}

export const NO_PASSPHRASE: Passphrase = { text: '', again: '', shown: false };

/** The passphrase to encrypt with; null while it is not given or the two differ. */
export const passphraseOf = ({ text, again, shown }: Passphrase): string | null =>
  text !== '' && (shown || text === again) ? text : null;

interface PassphraseFieldsProps {
  readonly value: Passphrase;
  readonly onChange: (value: Passphrase) => void;
}

/** By which passphrase the pack is encrypted. */
export const PassphraseFields = ({ value, onChange }: PassphraseFieldsProps) => {
  const { t } = useTranslation();
  const { text, again, shown } = value;
  const field = {
    autoComplete: 'new-password',
    maxLength: 1000,
    visible: shown,
    onVisibilityChange: (visible: boolean) => onChange({ ...value, shown: visible }),
    visibilityToggleButtonProps: { 'aria-label': t('exchange:showPassphrase') },
  };
  return (
    <>
      <PasswordInput
        {...field}
        description={t('exchange:share.passphraseHelp')}
        label={t('exchange:passphrase')}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        value={text}
      />
      {!shown && (
        <PasswordInput
          {...field}
          error={again !== '' && again !== text && t('exchange:share.differs')}
          label={t('exchange:share.again')}
          onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
          value={again}
        />
      )}
    </>
  );
};
