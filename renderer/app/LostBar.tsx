import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../api/events.ts';
import classes from './LostBar.module.css';
import { unsavedWords, useHalfTyped, useUnsaved } from './unsaved.ts';

/** A short break, as when the machine wakes up, is not worth a bar. */
const PATIENCE_MS = 1500;

/** Takes what is not in the library to the clipboard, for a window whose library may not come back. */
const CopyUnsaved = () => {
  const { t } = useTranslation();
  const texts = useUnsaved((state) => state.texts);
  const halfTyped = useHalfTyped((state) => state.words);
  const [copied, setCopied] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed since is not in the copy
  useEffect(() => setCopied(false), [texts, halfTyped]);
  if (texts.size + halfTyped.size === 0) return null;
  return (
    <Button
      leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => void navigator.clipboard.writeText(unsavedWords()).then(() => setCopied(true))}
    >
      {t(copied ? 'app:lost.copied' : 'app:lost.copy')}
    </Button>
  );
};

/** Says how to go on when the library has stopped answering. */
export const LostBar = () => {
  const { t } = useTranslation();
  const lost = useConnection((state) => state.lost);
  const [lasting] = useDebouncedValue(lost, PATIENCE_MS);
  if (!lost || !lasting) return null;
  return (
    <div className={classes.bar} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <p>
        <strong>{t('app:lost.title')}</strong> {t(window.briefwright ? 'app:lost.inElectron' : 'app:lost.inBrowser')}
      </p>
      <CopyUnsaved />
    </div>
  );
};
