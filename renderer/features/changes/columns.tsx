import { type Icon, IconArchive, IconArchiveOff, IconPencil, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChangedRecord } from '#shared/contract/changes.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { KindTitle } from '../../ui/KindTitle.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { Title } from '../exchange/Title.tsx';
import { fieldLabel } from '../history/field-text.ts';
import classes from './Changes.module.css';

const ICONS: Readonly<Record<ChangedRecord['effect'], Icon>> = {
  added: IconPlus,
  updated: IconPencil,
  deleted: IconArchive,
  restored: IconArchiveOff,
};

/** What came of a record, with a sign of its own. */
export const Effect = ({ record }: { readonly record: Pick<ChangedRecord, 'effect' | 'takenBack'> }) => {
  const { t } = useTranslation();
  const EffectIcon = ICONS[record.effect];
  return (
    <span className={classes.effect} data-effect={record.effect}>
      <EffectIcon aria-hidden size={14} />
      {t(record.takenBack ? 'changes:takenBack' : `changes:effect.${record.effect}`)}
    </span>
  );
};

const Record = ({ record }: { readonly record: ChangedRecord }) => (
  <span className={classes.record}>
    <KindTitle kind={record.kind} shown={<Title {...record} />} title={record.title || record.partOf} />
    {record.conflict && <ConflictBadge />}
  </span>
);

const Kind = ({ record }: { readonly record: ChangedRecord }) => {
  const { t } = useTranslation();
  return t(`exchange:kind.${record.kind}`);
};

const Fields = ({ record: { kind, fields } }: { readonly record: ChangedRecord }) => {
  const names = fields.map((field) => fieldLabel(kind, field)).join(', ');
  return <span title={names}>{names}</span>;
};

/** The columns of what others changed. */
export const CHANGES_TABLE: readonly Column<ChangedRecord>[] = [
  { id: 'effect', title: 'changes:columns.effect', width: 108, cell: (record) => <Effect record={record} /> },
  {
    id: 'title',
    title: 'changes:columns.title',
    min: 160,
    wants: 260,
    cell: (record) => <Record record={record} />,
  },
  {
    id: 'fields',
    title: 'changes:columns.fields',
    width: 150,
    leaves: 1,
    cell: (record) => <Fields record={record} />,
  },
  {
    id: 'authors',
    title: 'changes:columns.authors',
    width: 120,
    leaves: 2,
    cell: ({ authors }) => (
      <span dir="auto" title={authors.join(', ')}>
        {authors.join(', ')}
      </span>
    ),
  },
  { id: 'kind', title: 'changes:columns.kind', width: 84, leaves: 4, cell: (record) => <Kind record={record} /> },
  {
    id: 'at',
    title: 'changes:columns.at',
    width: 84,
    leaves: 5,
    align: 'end',
    cell: ({ at }) => <span title={formatTime(at)}>{formatTimeShort(at)}</span>,
  },
  {
    id: 'receivedAt',
    title: 'changes:columns.receivedAt',
    width: 84,
    leaves: 3,
    align: 'end',
    cell: ({ receivedAt }) => <span title={formatTime(receivedAt)}>{formatTimeShort(receivedAt)}</span>,
  },
];
