import { useTranslation } from 'react-i18next';
import type { Credibility, Reliability } from '#shared/model/grades.ts';
import classes from './GradeBadge.module.css';

interface GradeBadgeProps {
  readonly reliability?: Reliability | undefined;
  readonly credibility?: Credibility | undefined;
}

/** An Admiralty grade, whole or in part: a small outlined `B 2`, its words read out and shown on hover. */
export const GradeBadge = ({ reliability, credibility }: GradeBadgeProps) => {
  const { t } = useTranslation();
  const words = [
    reliability && t(`common:reliability.${reliability}`),
    credibility && t(`common:credibility.${credibility}`),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <span className={classes.grade} title={words}>
      {[reliability, credibility].filter(Boolean).join('\u00a0')}
      <span className="visually-hidden">{` ${words}`}</span>
    </span>
  );
};
