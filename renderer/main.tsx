import './api/no-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/fonts.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { connectApi } from './api/client.ts';
import { apiAccess } from './api/context.ts';
import { createQueryClient } from './api/query-client.ts';
import { App } from './app/App.tsx';
import { loadScreen } from './app/features.ts';
import { problemNotice } from './app/notices.tsx';
import { usePlace } from './app/place.ts';
import { startI18n } from './i18n/index.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
const { feature } = usePlace.getState().place;
const access = apiAccess(await connectApi());
const client = createQueryClient(problemNotice);
// What the window needs to know before it shows anything is asked for while the code of the screen comes.
void client.prefetchQuery(access.q.library.status.queryOptions());
void client.prefetchQuery(access.q.settings.get.queryOptions());
await Promise.all([startI18n('en'), loadScreen(feature)]);
createRoot(root).render(<App access={access} client={client} />);
