import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BriefingItem } from '#shared/contract/briefings.ts';
import { formatCount, formatDay, formatTimeShort } from '../../i18n/format.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { Column } from '../../ui/table/columns.ts';
import classes from './List.module.css';

const NONE = '–';

const Stale = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation();
  if (count === 0) return NONE;
  return (
    <span className={classes.stale} title={t('briefings:list.stale', { count })}>
      <IconAlertTriangle aria-hidden size={13} />
      {formatCount(count)}
      <span className="visually-hidden"> {t('briefings:list.stale', { count })}</span>
    </span>
  );
};

/** The columns of the list of briefings. */
export const BRIEFING_TABLE: readonly Column<BriefingItem>[] = [
  {
    id: 'title',
    title: 'briefings:columns.title',
    min: 200,
    cell: (briefing) => (
      <span dir="auto" title={briefing.title}>
        {briefing.inConflict && <ConflictBadge />}
        {briefing.title}
        {briefing.subtitle && <span className={classes.subtitle}> {briefing.subtitle}</span>}
      </span>
    ),
  },
  { id: 'template', title: 'briefings:columns.template', width: 200, leaves: 5, cell: (briefing) => briefing.template },
  {
    id: 'customer',
    title: 'briefings:columns.customer',
    width: 150,
    leaves: 4,
    cell: (briefing) => briefing.customer || NONE,
  },
  {
    id: 'date',
    title: 'briefings:columns.date',
    width: 104,
    leaves: 3,
    cell: (briefing) => (briefing.date ? formatDay(briefing.date) : NONE),
  },
  {
    id: 'words',
    title: 'briefings:columns.words',
    width: 76,
    leaves: 6,
    align: 'end',
    cell: (briefing) => formatCount(briefing.words),
  },
  {
    id: 'stale',
    title: 'briefings:columns.stale',
    width: 120,
    leaves: 1,
    align: 'end',
    cell: (briefing) => <Stale count={briefing.stale} />,
  },
  {
    id: 'updatedAt',
    title: 'briefings:columns.updatedAt',
    width: 92,
    leaves: 2,
    align: 'end',
    cell: (briefing) => formatTimeShort(briefing.updatedAt),
  },
  {
    id: 'banner',
    title: 'briefings:columns.banner',
    width: 124,
    cell: (briefing) => <TlpLabel marking={briefing.banner} short />,
  },
];
