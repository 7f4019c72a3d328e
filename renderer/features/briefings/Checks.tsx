import { Button } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
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

/** Of very many findings the first ones are shown until all are asked for. */
const FIRST = 30;

interface Props {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly ready: boolean;
}

/** What the rules of sourcing, wording, coverage and marking found; each leads to its place. */
export const Checks = ({ errors, warnings, ready }: Props) => {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const found = [
    ...errors.map((finding) => ({ finding, level: 'error' as const })),
    ...warnings.map((finding) => ({ finding, level: 'warning' as const })),
  ];
  const shown = all ? found : found.slice(0, FIRST);
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
        {shown.map(({ finding, level }) => (
          <Entry finding={finding} key={keyOf(finding)} level={level} />
        ))}
      </ul>
      {found.length > shown.length && (
        <Button fullWidth onClick={() => setAll(true)} size="compact-sm" variant="subtle">
          {t('briefings:checks.showAll', { count: found.length })}
        </Button>
      )}
    </section>
  );
};
