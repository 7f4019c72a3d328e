import { useTranslation } from 'react-i18next';
import type { SourceItem } from '#shared/contract/sources.ts';
import { formatEdtf } from '#shared/model/dates.ts';
import { formatCount, formatDay, formatTimeShort } from '../../i18n/format.ts';
import { ConflictBadge } from '../../ui/ConflictBadge.tsx';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { Column } from '../../ui/table/columns.ts';

const NONE = '–';

const Type = ({ source }: { source: SourceItem }) => {
  const { t } = useTranslation();
  return t(`sources:type.${source.type}`);
};

const text = (value: string) => (value ? <span title={value}>{value}</span> : NONE);

export const SOURCE_TABLE: readonly Column<SourceItem>[] = [
  {
    id: 'title',
    title: 'sources:fields.title',
    min: 240,
    sortable: true,
    cell: (source) => (
      <span title={source.title} dir="auto">
        {source.inConflict && <ConflictBadge />}
        {source.title}
      </span>
    ),
  },
  {
    id: 'type',
    title: 'sources:fields.type',
    width: 128,
    leaves: 5,
    sortable: true,
    cell: (source) => <Type source={source} />,
  },
  {
    id: 'authors',
    title: 'sources:fields.authors',
    width: 140,
    leaves: 7,
    hidden: true,
    cell: (source) => text(source.authors),
  },
  {
    id: 'publisher',
    title: 'sources:fields.publisher',
    width: 140,
    leaves: 6,
    cell: (source) => text(source.publisher),
  },
  {
    id: 'issued',
    title: 'sources:fields.issued',
    width: 124,
    leaves: 4,
    sortable: true,
    cell: (source) => (source.issued ? formatEdtf(source.issued) : NONE),
  },
  {
    id: 'accessed',
    title: 'sources:fields.accessed',
    width: 112,
    leaves: 3,
    sortable: true,
    cell: (source) => (source.accessed ? formatDay(source.accessed) : NONE),
  },
  {
    id: 'reliability',
    title: 'sources:columns.grade',
    width: 68,
    leaves: 1,
    sortable: true,
    cell: (source) => <GradeBadge reliability={source.reliability} />,
  },
  {
    id: 'facts',
    title: 'sources:columns.facts',
    width: 64,
    leaves: 2,
    align: 'end',
    sortable: true,
    cell: (source) => formatCount(source.facts),
  },
  {
    id: 'marking',
    title: 'sources:columns.marking',
    width: 112,
    min: 72,
    leaves: 2,
    cell: (source) => <TlpLabel marking={source.marking} short />,
  },
  {
    id: 'updatedAt',
    title: 'sources:columns.updatedAt',
    width: 96,
    leaves: 10,
    align: 'end',
    sortable: true,
    hidden: true,
    cell: (source) => formatTimeShort(source.updatedAt),
  },
];
