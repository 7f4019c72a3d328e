import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '#shared/contract/exchange.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import { KindTitle } from '../../ui/KindTitle.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { fieldLabel } from './fields.ts';

const Fields = ({ item }: { readonly item: ConflictItem }) => {
  const { t } = useTranslation();
  const names = item.fields.map((field) => fieldLabel(t, item.kind, field)).join(', ');
  return <span title={names}>{names}</span>;
};

/** The columns of the inbox of conflicts. */
export const CONFLICT_TABLE: readonly Column<ConflictItem>[] = [
  {
    id: 'title',
    title: 'conflicts:columns.title',
    min: 160,
    cell: ({ kind, title }) => <KindTitle kind={kind} title={title} />,
  },
  { id: 'fields', title: 'conflicts:columns.fields', width: 120, leaves: 1, cell: (item) => <Fields item={item} /> },
  {
    id: 'authors',
    title: 'conflicts:columns.authors',
    width: 150,
    leaves: 2,
    cell: (item) => <span title={item.authors.join(', ')}>{item.authors.join(', ')}</span>,
  },
  {
    id: 'at',
    title: 'conflicts:columns.at',
    width: 84,
    leaves: 3,
    align: 'end',
    cell: (item) => <span title={formatTime(item.at)}>{formatTimeShort(item.at)}</span>,
  },
];
