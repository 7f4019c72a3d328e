import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Colleagues.module.css';

interface KeyTextProps {
  readonly text: string;
  /** What the button copies, in words. */
  readonly label: string;
}

/** A public key as it is given away: all of it, with a button that copies it. */
export const KeyText = ({ text, label }: KeyTextProps) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLElement>(null);
  /** Where the page may not write to the clipboard, the key is chosen, so that one key press copies it. */
  const choose = (): void => {
    if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
  };
  return (
    <span className={classes.keyText}>
      <code ref={shown}>{text}</code>
      <Button
        aria-label={label}
        leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), choose)}
      >
        {t(copied ? 'colleagues:copied' : 'colleagues:copy')}
      </Button>
    </span>
  );
};
