import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/fonts.css';
import './theme/theme.css';
import type { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import type { ApiAccess } from './api/access.ts';
import { App } from './app/App.tsx';
import { FEATURE_ENTRIES } from './app/features.ts';
import { problemNotice } from './app/notices.tsx';
import { usePlace } from './app/place.ts';
import { startI18n } from './i18n/index.ts';

/** Raises a notice about a problem. */
export const tell = problemNotice;

/** Puts the window on the page. */
export const show = async (access: ApiAccess, client: QueryClient): Promise<void> => {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root element.');
  await Promise.all([startI18n('en'), FEATURE_ENTRIES[usePlace.getState().place.feature].Screen.load()]);
  createRoot(root).render(<App access={access} client={client} />);
};
