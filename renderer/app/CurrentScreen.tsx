import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FEATURE_ENTRIES } from './features.ts';
import { usePlace } from './place.ts';

/** The screen of the place where the window is. */
export const CurrentScreen = () => {
  const { t } = useTranslation();
  const feature = usePlace((state) => state.place.feature);
  const { title, Screen } = FEATURE_ENTRIES[feature];
  return (
    <>
      <h1 className="visually-hidden">{t(title)}</h1>
      <ErrorBoundary key={feature}>
        <Screen />
      </ErrorBoundary>
    </>
  );
};
