import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiAccess } from '../api/access.ts';
import { ApiContext, useApi } from '../api/context.ts';
import { watchChanges } from '../api/events.ts';
import { isMac } from '../api/platform.ts';
import { useSettings } from '../api/settings.ts';
import { styleNonce } from '../theme/nonce.ts';
import { cssVariablesResolver, theme } from '../theme/theme.ts';
import { Problem } from '../ui/Problem.tsx';
import classes from './App.module.css';
import { listenForKeys, runCommand } from './commands.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { later } from './later.tsx';
import { followAddress } from './place.ts';
import { Shell } from './Shell.tsx';

const StartScreen = later(() => import('../features/start/StartScreen.tsx'));

/** The start screen while no library is open, the window's frame otherwise. */
const Window = () => {
  const { q } = useApi();
  const status = useQuery(q.library.status.queryOptions());
  const settingsRead = useQuery(q.settings.get.queryOptions()).isFetched;
  const { density } = useSettings();
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  if (status.isError) return <Problem error={status.error} retry={() => void status.refetch()} />;
  // Both answers come within milliseconds; showing nothing until then avoids a jump of panes and theme.
  if (!status.data || !settingsRead) return null;
  return status.data.open ? <Shell library={status.data.open} /> : <StartScreen />;
};

/** Menus, boxes and notices are put in here, so that they belong to a landmark of the page. */
const Overlays = () => {
  const { t } = useTranslation();
  return <section id="overlays" aria-label={t('app:overlays')} />;
};

const Themed = () => {
  const { theme: choice } = useSettings();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={styleNonce}
      defaultColorScheme="auto"
      {...(choice === 'system' ? {} : { forceColorScheme: choice })}
    >
      <Overlays />
      <Notifications
        position="bottom-right"
        limit={4}
        zIndex={500}
        containerWidth={400}
        className={classes.notices ?? ''}
      />
      <ErrorBoundary>
        <Window />
      </ErrorBoundary>
    </MantineProvider>
  );
};

/** The whole window on top of an Api. */
export const App = ({ access, client }: { access: ApiAccess; client: QueryClient }) => {
  useEffect(() => {
    const stop = new AbortController();
    void watchChanges(access.api, access.q, client, stop.signal);
    const ends = [
      listenForKeys(isMac()),
      followAddress(),
      window.briefwright?.onCommand((command) => runCommand(command)),
      () => stop.abort(),
    ];
    return () => {
      for (const end of ends) end?.();
    };
  }, [access, client]);
  return (
    <QueryClientProvider client={client}>
      <ApiContext value={access}>
        <Themed />
      </ApiContext>
    </QueryClientProvider>
  );
};
