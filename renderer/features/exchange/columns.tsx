import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MergeItem } from '#shared/contract/exchange.ts';
import { formatTimeShort } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { EFFECT_ICONS } from './effects.ts';
import classes from './Receive.module.css';
import { takeRecords } from './receive.ts';
import { Title } from './Title.tsx';

/** A record of the preview in the list. */
export interface Row extends MergeItem {
  readonly taken: boolean;
}

const Take = ({ row }: { readonly row: Row }) => {
  const { t } = useTranslation();
  return (
    <Checkbox
      aria-label={t('exchange:preview.take', { title: row.title || t('exchange:untitled') })}
      checked={row.taken}
      className={classes.take ?? ''}
      onChange={(event) => takeRecords([row.id], event.currentTarget.checked)}
      // The row below opens the record.
      onClick={(event) => event.stopPropagation()}
      size="xs"
      // The list has the focus; Space ticks the row that it is on.
      tabIndex={-1}
    />
  );
};

const Effect = ({ row }: { readonly row: Row }) => {
  const { t } = useTranslation();
  const EffectIcon = EFFECT_ICONS[row.effect];
  return (
    <span className={classes.effect} data-effect={row.effect}>
      <EffectIcon aria-hidden size={14} />
      {t(`exchange:effect.${row.effect}`)}
    </span>
  );
};

const Kind = ({ row }: { readonly row: Row }) => {
  const { t } = useTranslation();
  return t(`exchange:kind.${row.kind}`);
};

/** The columns of what a merge would do. */
export const ITEM_TABLE: readonly Column<Row>[] = [
  { id: 'take', title: 'exchange:columns.take', width: 54, cell: (row) => <Take row={row} /> },
  { id: 'effect', title: 'exchange:columns.effect', width: 124, cell: (row) => <Effect row={row} /> },
  {
    id: 'title',
    title: 'exchange:columns.title',
    min: 150,
    wants: 220,
    cell: (row) => (
      <span dir="auto" title={row.title}>
        <Title kind={row.kind} title={row.title} />
      </span>
    ),
  },
  { id: 'kind', title: 'exchange:columns.kind', width: 84, leaves: 2, cell: (row) => <Kind row={row} /> },
  { id: 'by', title: 'exchange:columns.by', width: 110, leaves: 3, cell: (row) => <span dir="auto">{row.by}</span> },
  {
    id: 'at',
    title: 'exchange:columns.at',
    width: 78,
    leaves: 4,
    align: 'end',
    cell: (row) => formatTimeShort(row.at),
  },
  {
    id: 'raised',
    title: 'exchange:columns.raised',
    width: 120,
    leaves: 1,
    cell: (row) => row.raised && <TlpLabel marking={row.raised} />,
  },
];
