import {
  type Icon,
  IconBook2,
  IconBulb,
  IconDiamonds,
  IconFileText,
  IconLink,
  IconMessage2,
  IconNotes,
  IconTag,
  IconTemplate,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '#shared/contract/exchange.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { formatTime, formatTimeShort } from '../../i18n/format.ts';
import type { Column } from '../../ui/table/columns.ts';
import classes from './Conflicts.module.css';
import { fieldLabel } from './fields.ts';

const ICONS: Readonly<Record<RecordKind, Icon>> = {
  fact: IconDiamonds,
  source: IconBook2,
  evidence: IconLink,
  note: IconNotes,
  subject: IconTag,
  judgement: IconBulb,
  template: IconTemplate,
  briefing: IconFileText,
  section: IconFileText,
  block: IconFileText,
  edition: IconFileText,
  proposal: IconMessage2,
};

const Title = ({ item }: { readonly item: ConflictItem }) => {
  const { t } = useTranslation();
  const KindIcon = ICONS[item.kind];
  return (
    <span className={classes.item} title={item.title}>
      <KindIcon aria-hidden size={15} stroke={1.7} />
      <span className="visually-hidden">{`${t(`conflicts:kinds.${item.kind}`)}: `}</span>
      <span dir="auto">{item.title || t('conflicts:untitled')}</span>
    </span>
  );
};

const Fields = ({ item }: { readonly item: ConflictItem }) => {
  const { t } = useTranslation();
  const names = item.fields.map((field) => fieldLabel(t, item.kind, field)).join(', ');
  return <span title={names}>{names}</span>;
};

/** The columns of the inbox of conflicts. */
export const CONFLICT_TABLE: readonly Column<ConflictItem>[] = [
  { id: 'title', title: 'conflicts:columns.title', min: 160, cell: (item) => <Title item={item} /> },
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
