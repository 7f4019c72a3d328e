import { useTranslation } from 'react-i18next';
import { dateBounds, formatEdtf } from '#shared/model/dates.ts';
import { formatDay } from '../i18n/format.ts';
import { InlineText } from './InlineText.tsx';
import type { Save } from './use-draft.ts';

interface DateFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly save: Save<string | null>;
  /** Takes a single day only, not a period or an uncertain date. */
  readonly day?: boolean;
  readonly readOnly?: boolean;
  readonly className?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A date or period in EDTF, shown in words, edited as text with help; empty means none. */
export const DateField = ({ label, value, save, day = false, readOnly = false, className }: DateFieldProps) => {
  const { t } = useTranslation();
  const help = t(day ? 'common:dayHelp' : 'common:dateHelp');
  const valid = (text: string): boolean => (!day || DAY.test(text)) && dateBounds(text) !== undefined;
  return (
    <InlineText
      label={label}
      value={value ?? ''}
      shown={value && (day ? formatDay(value) : formatEdtf(value))}
      save={(text) => save(text.trim() || null)}
      check={(text) => (text.trim() === '' || valid(text.trim()) ? null : help)}
      help={help}
      readOnly={readOnly}
      className={className}
    />
  );
};
