import './api/no-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/fonts.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { connectApi } from './api/client.ts';
import { App } from './app/App.tsx';
import { loadScreen } from './app/features.ts';
import { usePlace } from './app/place.ts';
import { startI18n } from './i18n/index.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
const { feature } = usePlace.getState().place;
const [api] = await Promise.all([connectApi(), startI18n('en'), loadScreen(feature)]);
createRoot(root).render(<App api={api} />);
