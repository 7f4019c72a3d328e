import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PreviewResult } from '#shared/contract/exchange.ts';
import { formatCount } from '../../i18n/format.ts';
import classes from './Receive.module.css';

interface WarningsProps {
  readonly found: PreviewResult;
  /** Why the merge was not done. */
  readonly problem: string | null;
  readonly readOnly: boolean;
  /** True when the file brings nothing. */
  readonly nothing: boolean;
}

/** What the user should know before merging: what is odd about the file, and why nothing can be merged. */
export const Warnings = ({ found, problem, readOnly, nothing }: WarningsProps) => {
  const { t } = useTranslation();
  const lines = [
    ...(readOnly ? [t('exchange:preview.readOnly')] : []),
    ...(nothing
      ? [t('exchange:preview.nothing', { count: found.unchanged, number: formatCount(found.unchanged) })]
      : []),
    ...found.warnings,
  ];
  return (
    <>
      {problem && (
        <p className={classes.problem} role="alert">
          <IconAlertTriangle aria-hidden size={16} />
          {problem}
        </p>
      )}
      {lines.length > 0 && (
        <ul aria-label={t('exchange:preview.warnings')} className={classes.warnings}>
          {lines.map((line) => (
            <li key={line}>
              <IconAlertTriangle aria-hidden size={16} />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
