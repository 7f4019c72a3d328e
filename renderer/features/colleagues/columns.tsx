import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatTimeShort } from '../../i18n/format.ts';
import type { Column } from '../../ui/table/columns.ts';
import classes from './Colleagues.module.css';
import type { Person } from './people.ts';

const Key = ({ row }: { readonly row: Person }) => {
  const { t } = useTranslation();
  if (row.recipient === null && row.fingerprint === null) return null;
  return (
    <span className={classes.key}>
      <IconKey aria-hidden size={14} />
      {t(row.recipient === null ? 'colleagues:key.signsOnly' : 'colleagues:key.known')}
    </span>
  );
};

const Time = ({ at }: { readonly at: number | null }) => {
  const { t } = useTranslation();
  return at === null ? <span className={classes.quiet}>{t('colleagues:never')}</span> : formatTimeShort(at);
};

/** The columns of the colleagues. */
export const PEOPLE_TABLE: readonly Column<Person>[] = [
  {
    id: 'name',
    title: 'colleagues:columns.name',
    min: 120,
    wants: 180,
    cell: ({ name }) => (
      <span dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  { id: 'sent', title: 'colleagues:columns.sent', width: 100, leaves: 1, cell: (row) => <Time at={row.sentAt} /> },
  {
    id: 'received',
    title: 'colleagues:columns.received',
    width: 110,
    leaves: 2,
    cell: (row) => <Time at={row.receivedAt} />,
  },
  {
    id: 'records',
    title: 'colleagues:columns.records',
    width: 132,
    leaves: 3,
    align: 'end',
    cell: ({ records }) => formatCount(records),
  },
  { id: 'key', title: 'colleagues:columns.key', width: 130, cell: (row) => <Key row={row} /> },
];
