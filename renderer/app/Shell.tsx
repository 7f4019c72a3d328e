import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryInfo } from '#shared/contract/library.ts';
import { ReasonBox } from './ask-reason.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FEATURE_ENTRIES, loadAhead } from './features.ts';
import { LibraryContext } from './library.ts';
import { Overlays } from './overlays.tsx';
import { usePlace } from './place.ts';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useLeaveGuard } from './unsaved.ts';
import { useGlobalCommands } from './use-global-commands.ts';

/** The frame: top bar, rail, the screen of the place, status bar. */
export const Shell = ({ library }: { library: LibraryInfo }) => {
  const feature = usePlace((state) => state.place.feature);
  useGlobalCommands();
  useLeaveGuard();
  useEffect(loadAhead, []);
  const { t } = useTranslation();
  const { Screen } = FEATURE_ENTRIES[feature];
  return (
    <LibraryContext value={library}>
      <div className={classes.shell}>
        <TopBar />
        <Rail />
        <main className={classes.main}>
          <h1 className="visually-hidden">{t(FEATURE_ENTRIES[feature].title)}</h1>
          <ErrorBoundary key={feature}>
            <Suspense>
              <Screen />
            </Suspense>
          </ErrorBoundary>
        </main>
        <StatusBar />
      </div>
      <Overlays />
      <ReasonBox />
    </LibraryContext>
  );
};
