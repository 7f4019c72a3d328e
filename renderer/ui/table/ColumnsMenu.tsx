import { Button, Menu } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isShown, orderColumns, type TableColumns } from './columns.ts';

/** Which columns are shown. */
export const ColumnsMenu = <T,>({ columns }: { columns: TableColumns<T> }) => {
  const { t } = useTranslation();
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconColumns3 size={14} />}>{t('common:table.columns')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {orderColumns(columns.all, columns.choice)
          .filter((column) => column.width !== undefined)
          .map((column) => {
            const shown = isShown(column, columns.choice);
            return (
              <Menu.CheckboxItem
                key={column.id}
                checked={shown}
                checkIcon={<IconCheck size={14} />}
                onChange={(next) => columns.show(column.id, next)}
              >
                {t(column.title)}
              </Menu.CheckboxItem>
            );
          })}
        <Menu.Divider />
        <Menu.Item onClick={columns.reset}>{t('common:table.reset')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
