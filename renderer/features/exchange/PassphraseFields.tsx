import { Checkbox, PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Share.module.css';

/** A passphrase as it is being given; it is never remembered. */
export interface Passphrase {
  readonly wanted: boolean;
  readonly text: string;
  readonly again: string;
  /** Shown in the clear, so that it need not be given twice. */
  readonly shown: boolean;
}

export const NO_PASSPHRASE: Passphrase = { wanted: false, text: '', again: '', shown: false };

/** The passphrase to encrypt with, undefined for none, and null while it is not given or the two differ. */
export const passphraseOf = ({ wanted, text, again, shown }: Passphrase): string | undefined | null => {
  if (!wanted) return undefined;
  return text !== '' && (shown || text === again) ? text : null;
};

interface PassphraseFieldsProps {
  readonly value: Passphrase;
  readonly onChange: (value: Passphrase) => void;
}

/** Whether the pack is encrypted, and by which passphrase. */
export const PassphraseFields = ({ value, onChange }: PassphraseFieldsProps) => {
  const { t } = useTranslation();
  const { wanted, text, again, shown } = value;
  const field = {
    autoComplete: 'new-password',
    maxLength: 1000,
    visible: shown,
    onVisibilityChange: (visible: boolean) => onChange({ ...value, shown: visible }),
    visibilityToggleButtonProps: { 'aria-label': t('exchange:showPassphrase') },
  };
  return (
    <div>
      <Checkbox
        checked={wanted}
        description={t('exchange:share.encryptHelp')}
        label={t('exchange:share.encrypt')}
        onChange={(event) => onChange({ ...NO_PASSPHRASE, wanted: event.currentTarget.checked })}
        size="xs"
      />
      {wanted && (
        <div className={classes.partFields}>
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
        </div>
      )}
    </div>
  );
};
