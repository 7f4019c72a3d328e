import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../ui/Keys.tsx';
import { runCommand } from './commands.ts';
import { LibraryMenu } from './LibraryMenu.tsx';
import classes from './TopBar.module.css';

/** Library, palette and capture. */
export const TopBar = () => {
  const { t } = useTranslation();
  return (
    <header className={classes.bar}>
      <div className={classes.start}>
        <span className={classes.name}>{t('app:name')}</span>
        <LibraryMenu />
      </div>
      <button type="button" className={classes.search} onClick={() => runCommand('palette.open')}>
        <IconSearch size={14} aria-hidden />
        <span>{t('app:palette.open')}</span>
        <Keys keys="mod+k" />
      </button>
      <div className={classes.end}>
        <button type="button" className={classes.capture} onClick={() => runCommand('fact.capture')}>
          <IconPlus size={14} aria-hidden />
          <span>{t('app:capture')}</span>
          <Keys keys="mod+shift+f" />
        </button>
      </div>
    </header>
  );
};
