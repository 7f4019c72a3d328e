import { useEffect } from 'react';
import type { LibraryInfo } from '#shared/contract/library.ts';
import { ReasonBox } from './ask-reason.tsx';
import { CurrentScreen } from './CurrentScreen.tsx';
import { loadAhead } from './features.ts';
import { LostBar } from './LostBar.tsx';
import { LibraryContext } from './library.ts';
import { Overlays } from './overlays.tsx';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useLeaveGuard } from './unsaved.ts';
import { useGlobalCommands } from './use-global-commands.ts';

/** The frame: top bar, rail, the screen of the place, status bar. */
export const Shell = ({ library }: { library: LibraryInfo }) => {
  useGlobalCommands(library.readOnly);
  useLeaveGuard();
  useEffect(loadAhead, []);
  return (
    <LibraryContext value={library}>
      <div className={classes.shell}>
        <TopBar />
        <LostBar />
        <Rail />
        <main className={classes.main}>
          <CurrentScreen />
        </main>
        <StatusBar />
      </div>
      <Overlays />
      <ReasonBox />
    </LibraryContext>
  );
};
