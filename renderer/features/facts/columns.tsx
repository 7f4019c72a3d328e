import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { formatQuantity, type Quantity } from '#shared/model/quantity-text.ts';
import { daysUntil, formatCount, formatDay, formatTimeShort } from '../../i18n/format.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { Column } from '../../ui/table/columns.ts';
import classes from './Facts.module.css';

const NONE = '–';

type Alarm = 'disputed' | 'contested' | 'review';

/** What of the fact wants attention first. */
export const alarmOf = (fact: FactItem): Alarm | undefined => {
  if (fact.status === 'disputed') return 'disputed';
  if (fact.contested) return 'contested';
  return fact.reviewBy !== null && daysUntil(fact.reviewBy) <= 0 ? 'review' : undefined;
};

const Dot = ({ alarm }: { alarm: Alarm }) => {
  const { t } = useTranslation();
  const words = t(`facts:alarm.${alarm}`);
  return (
    <span className={classes.dot} data-alarm={alarm} title={words}>
      <span className="visually-hidden">{`${words}: `}</span>
    </span>
  );
};

/** The statement; before it, where the list was searched and nothing else shows why, by which other name it was found. */
const Statement = ({ fact }: { fact: FactItem }) => {
  const { t } = useTranslation();
  const alarm = alarmOf(fact);
  const names = fact.foundBy?.join(', ');
  const title = names
    ? `${fact.statement} – ${fact.subject?.name}, ${t('common:alsoCalled', { names })}`
    : fact.statement;
  return (
    <span title={title} dir="auto">
      {fact.inConflict && <ConflictBadge />}
      {alarm && <Dot alarm={alarm} />}
      {names && <span className={classes.foundBy}>{`${names} · `}</span>}
      {fact.statement}
    </span>
  );
};

const Status = ({ fact }: { fact: FactItem }) => {
  const { t } = useTranslation();
  return t(fact.retired ? 'facts:status.retired' : `facts:status.${fact.status}`);
};

/** The number stands out; its unit may be cut off, the number not. */
const Value = ({ quantity }: { quantity: Quantity | null }) => {
  if (!quantity) return NONE;
  return (
    <span title={formatQuantity(quantity)}>
      {formatQuantity({ ...quantity, unit: '' })}
      {quantity.unit && <span className={classes.unit}>{`\u00a0${quantity.unit}`}</span>}
    </span>
  );
};

export const FACT_TABLE: readonly Column<FactItem>[] = [
  {
    id: 'statement',
    title: 'facts:columns.statement',
    min: 260,
    wants: 380,
    sortable: true,
    cell: (fact) => <Statement fact={fact} />,
  },
  {
    id: 'subject',
    title: 'facts:columns.subject',
    width: 132,
    leaves: 4,
    sortable: true,
    cell: (fact) => (
      <span title={fact.subject?.name} dir="auto">
        {fact.subject?.name ?? NONE}
      </span>
    ),
  },
  {
    id: 'value',
    title: 'facts:columns.value',
    width: 124,
    leaves: 3,
    align: 'end',
    sortable: true,
    cell: (fact) => <Value quantity={fact.quantity} />,
  },
  {
    id: 'asOf',
    title: 'facts:columns.asOf',
    width: 152,
    leaves: 2,
    sortable: true,
    cell: (fact) => fact.asOf ?? NONE,
  },
  {
    id: 'grade',
    title: 'facts:columns.grade',
    width: 56,
    cell: (fact) => (fact.grade ? <GradeBadge {...fact.grade} /> : NONE),
  },
  {
    id: 'sources',
    title: 'facts:columns.sources',
    width: 68,
    leaves: 6,
    align: 'end',
    cell: (fact) => formatCount(fact.sources),
  },
  {
    id: 'status',
    title: 'facts:columns.status',
    width: 96,
    leaves: 7,
    sortable: true,
    hidden: true,
    cell: (fact) => <Status fact={fact} />,
  },
  {
    id: 'marking',
    title: 'facts:columns.marking',
    width: 112,
    min: 72,
    leaves: 1,
    sortable: true,
    cell: (fact) => <TlpLabel marking={fact.marking} short />,
  },
  {
    id: 'tags',
    title: 'facts:columns.tags',
    width: 160,
    leaves: 8,
    hidden: true,
    cell: (fact) => <span title={fact.tags.join(', ')}>{fact.tags.join(', ') || NONE}</span>,
  },
  {
    id: 'reviewBy',
    title: 'facts:columns.reviewBy',
    width: 104,
    leaves: 9,
    hidden: true,
    cell: (fact) => (fact.reviewBy ? formatDay(fact.reviewBy) : NONE),
  },
  {
    id: 'updatedAt',
    title: 'facts:columns.updatedAt',
    width: 96,
    leaves: 10,
    align: 'end',
    sortable: true,
    hidden: true,
    cell: (fact) => formatTimeShort(fact.updatedAt),
  },
];
