import { Button, Menu } from '@mantine/core';
import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { ITEM_TABLE } from './columns.tsx';
import classes from './Receive.module.css';
import { takeRecords } from './receive.ts';
import type { Items } from './use-items.ts';

/** The order is that of the preview: conflicts first. */
const FIXED_SORT = { by: '', descending: false };

interface ItemTableProps {
  readonly items: Items;
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** The records that a merge would write, with a box at each to take or leave it. */
export const ItemTable = ({ items, openId, onOpen }: ItemTableProps) => {
  const { t } = useTranslation();
  const { rows, selection, takeAll } = items;
  const columns = useColumns('exchange', ITEM_TABLE);
  return (
    <>
      {rows.total > 0 && (
        <div className={classes.listBar}>
          <span role="status">
            {t('exchange:preview.listed', { count: rows.total, number: formatCount(rows.total) })}
          </span>
          <Button onClick={() => takeAll(true)} variant="subtle">
            {t('exchange:preview.takeAll')}
          </Button>
          <Button onClick={() => takeAll(false)} variant="subtle">
            {t('exchange:preview.takeNone')}
          </Button>
        </div>
      )}
      <VirtualTable
        columns={columns}
        empty={<EmptyState sentence={t('exchange:preview.none')} />}
        label={t('exchange:preview.records')}
        menu={(ids) => (
          <>
            <Menu.Item leftSection={<IconSquareCheck size={14} />} onClick={() => takeRecords(ids, true)}>
              {t('exchange:preview.takeMany', { count: ids.length, number: formatCount(ids.length) })}
            </Menu.Item>
            <Menu.Item leftSection={<IconSquare size={14} />} onClick={() => takeRecords(ids, false)}>
              {t('exchange:preview.leaveMany', { count: ids.length, number: formatCount(ids.length) })}
            </Menu.Item>
          </>
        )}
        onClose={() => onOpen(null)}
        onMove={(id) => openId !== null && onOpen(id)}
        onOpen={onOpen}
        onSort={() => undefined}
        openId={openId}
        rows={rows}
        selection={selection}
        sort={FIXED_SORT}
        stateOf={(row) => (row.taken ? undefined : 'left')}
      />
    </>
  );
};
