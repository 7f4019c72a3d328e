import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../i18n/format.ts';
import classes from './LongText.module.css';

interface LongTextProps {
  readonly text: string;
  /** How it is shown once it is short enough or opened; the plain text by default. */
  readonly shown?: ReactNode;
}

/** Letters shown before the rest is cut. */
const CUT = 600;

/** A text as somebody wrote it, cut when it is long, with a way to all of it. */
export const LongText = ({ text, shown }: LongTextProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const long = text.length > CUT;
  return (
    <span className={classes.text} dir="auto">
      {long && !open ? `${text.slice(0, CUT).trimEnd()}…` : (shown ?? text)}
      {long && (
        <button aria-expanded={open} className={classes.more} onClick={() => setOpen(!open)} type="button">
          {open ? t('common:less') : t('common:more', { number: formatCount(text.length) })}
        </button>
      )}
    </span>
  );
};
