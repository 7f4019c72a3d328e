import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../i18n/format.ts';
import classes from './LongText.module.css';

interface LongTextProps {
  readonly text: string;
  /** How what is in view of it is shown, and whether that is all of it; as plain text by default. */
  readonly shown?: (text: string, whole: boolean) => ReactNode;
}

/** Letters shown before the rest is cut. */
const CUT = 600;

/** As much as is shown, up to the end of a word where there is one. */
const beginning = (text: string): string => text.slice(0, CUT).replace(/\s+\S*$/, '');

/** A text as somebody wrote it, cut when it is long, with a way to all of it. */
export const LongText = ({ text, shown }: LongTextProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const long = text.length > CUT;
  const whole = !long || open;
  const inView = whole ? text : beginning(text);
  return (
    <span className={classes.text} dir="auto">
      {shown ? shown(inView, whole) : inView}
      {!whole && '…'}
      {long && (
        <button aria-expanded={open} className={classes.more} onClick={() => setOpen(!open)} type="button">
          {open ? t('common:less') : t('common:more', { number: formatCount(text.length) })}
        </button>
      )}
    </span>
  );
};
