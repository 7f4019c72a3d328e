import { Menu } from '@mantine/core';
import { IconChevronDown, IconDatabase, IconDoorExit, IconLock, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/context.ts';
import classes from './LibraryMenu.module.css';
import { useLibrary } from './library.ts';
import { goTo } from './place.ts';
import { useSwitchLibrary } from './use-switch-library.ts';

/** The open library's name; a menu of the others that are known. */
export const LibraryMenu = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const library = useLibrary();
  const known = useQuery(q.library.status.queryOptions()).data?.known ?? [];
  const { open, close } = useSwitchLibrary();
  const others = known.filter((entry) => !entry.missing && entry.name !== library.name).slice(0, 8);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes.button} title={library.notice ?? undefined}>
          {library.readOnly && <IconLock size={14} aria-label={t('app:library.readOnly')} />}
          <span>{library.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.length > 0 && <Menu.Label>{t('app:library.switch')}</Menu.Label>}
        {others.map((entry) => (
          <Menu.Item key={entry.key} leftSection={<IconDatabase size={14} />} onClick={() => open.mutate(entry.key)}>
            {entry.name}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<IconSettings size={14} />} onClick={() => goTo('settings')}>
          {t('app:library.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDoorExit size={14} />} onClick={() => close.mutate()}>
          {t('app:library.close')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
