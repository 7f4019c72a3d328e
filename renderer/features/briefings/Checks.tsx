import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '#shared/contract/briefings.ts';
import { showPlace, useBuilder } from './builder-context.tsx';
import classes from './Outline.module.css';

const Entry = ({ finding, level }: { readonly finding: Finding; readonly level: 'error' | 'warning' }) => {
  const { t } = useTranslation();
  const { briefing } = useBuilder();
  const number = briefing.sections.find((section) => section.id === finding.sectionId)?.number;
  const Icon = level === 'error' ? IconAlertOctagon : IconAlertTriangle;
  return (
    <li>
      <button
        className={classes.finding}
        data-level={level}
        onClick={() => showPlace(finding.sectionId ?? 'cover', finding.block, true)}
        type="button"
      >
        <Icon aria-label={t(`briefings:checks.${level}`)} size={14} />
        <span>
          {number !== undefined && <span className={classes.where}>§ {number} </span>}
          {t(`findings:${finding.rule}`, { defaultValue: finding.reason, ...finding.params })}
        </span>
      </button>
    </li>
  );
};

/** The same finding at the same spot is reported once. */
const keyOf = (finding: Finding): string => [finding.rule, finding.sectionId, finding.block, finding.reason].join(' ');

interface Props {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly ready: boolean;
}

/** What the rules of sourcing, wording, coverage and marking found; each leads to its place. */
export const Checks = ({ errors, warnings, ready }: Props) => {
  const { t } = useTranslation();
  return (
    <section aria-label={t('briefings:checks.label')} className={classes.checks} data-checks>
      <h2 className={classes.head}>{t('briefings:checks.label')}</h2>
      {ready && errors.length + warnings.length === 0 && (
        <p className={classes.allFine}>
          <IconCircleCheck aria-hidden size={14} />
          {t('briefings:checks.fine')}
        </p>
      )}
      <ul className={classes.list}>
        {errors.map((finding) => (
          <Entry finding={finding} key={keyOf(finding)} level="error" />
        ))}
        {warnings.map((finding) => (
          <Entry finding={finding} key={keyOf(finding)} level="warning" />
        ))}
      </ul>
    </section>
  );
};
