import { IconArrowsSplit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SectionDetail } from '#shared/contract/briefings.ts';
import { ConflictLink } from '../conflicts/ConflictLink.tsx';
import { useBuilder } from './builder-context.tsx';
import classes from './Outline.module.css';
import { partsOf } from './parts.ts';

/** Marks a part of the briefing that is in conflict, and leads to where it is settled. */
export const InConflict = ({ id }: { readonly id: string }) => {
  const { briefing } = useBuilder();
  return briefing.inConflict.includes(id) ? <ConflictLink id={id} /> : null;
};

/** Tells in the outline that something is in conflict below a line. */
export const ConflictSign = ({ section }: { readonly section: SectionDetail | 'cover' }) => {
  const { t } = useTranslation();
  const { briefing } = useBuilder();
  if (!partsOf(briefing, section).some((id) => briefing.inConflict.includes(id))) return null;
  return (
    <span className={classes.count} title={t('conflicts:badge')}>
      <IconArrowsSplit aria-hidden size={12} />
      <span className="visually-hidden"> {t('conflicts:badge')}</span>
    </span>
  );
};
