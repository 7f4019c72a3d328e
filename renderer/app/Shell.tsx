import { useEffect } from 'react';
import type { LibraryInfo } from '#shared/contract/library.ts';
import { ReasonBox } from './ask-reason.tsx';
import { CurrentScreen } from './CurrentScreen.tsx';
import { FEATURE_ENTRIES } from './features.ts';
import { LostBar } from './LostBar.tsx';
import { loadAhead } from './later.tsx';
import { LibraryContext } from './library.ts';
import { BOXES_AHEAD, Overlays } from './overlays.tsx';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useLeaveGuard } from './unsaved.ts';
import { useGlobalCommands } from './use-global-commands.ts';

const AHEAD = [...BOXES_AHEAD, ...Object.values(FEATURE_ENTRIES).map(({ Screen }) => Screen)];

/** The frame: top bar, rail, the screen of the place, status bar. */
export const Shell = ({ library }: { library: LibraryInfo }) => {
  useGlobalCommands(library.readOnly);
  useLeaveGuard();
  useEffect(() => loadAhead(AHEAD), []);
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
