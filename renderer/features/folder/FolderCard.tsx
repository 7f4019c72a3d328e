import { Button, Group } from '@mantine/core';
import { IconFolder, IconFolderOff, IconFolderPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../app/place.ts';
import { useSharedFolder } from '../../app/shared-folder.ts';
import { formatCount } from '../../i18n/format.ts';
import classes from './Folder.module.css';
import { useChooseFolder } from './use-choose-folder.tsx';

/** The folder that packs of this library are shared through: choosing it, and what waits there. */
export const FolderCard = () => {
  const { t } = useTranslation();
  const { folder, packs, lookAgain } = useSharedFolder();
  const { choose, choosing, leave, box } = useChooseFolder();
  return (
    <section className={classes.card}>
      <h2>{t('folder:title')}</h2>
      {folder === null && (
        <>
          <p>{t('folder:none')}</p>
          <Button leftSection={<IconFolderPlus size={14} />} loading={choosing} onClick={choose}>
            {t('folder:choose')}
          </Button>
        </>
      )}
      {folder && (
        <>
          <p className={classes.name} data-gone={!folder.reachable || undefined}>
            {folder.reachable ? <IconFolder aria-hidden size={16} /> : <IconFolderOff aria-hidden size={16} />}
            <span dir="auto">{folder.name}</span>
          </p>
          <p className={classes.quiet}>
            {folder.reachable
              ? t('folder:waiting', { count: packs.length, number: formatCount(packs.length) })
              : t('folder:gone')}
          </p>
          <Group gap={8}>
            {packs.length > 0 && <Button onClick={() => goTo('exchange', 'receive')}>{t('folder:showWaiting')}</Button>}
            {!folder.reachable && <Button onClick={lookAgain}>{t('folder:again')}</Button>}
            <Button loading={choosing} onClick={choose}>
              {t('folder:other')}
            </Button>
            <Button onClick={leave}>{t('folder:leave')}</Button>
          </Group>
        </>
      )}
      {box}
    </section>
  );
};
