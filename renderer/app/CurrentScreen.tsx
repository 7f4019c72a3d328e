import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../ui/Problem.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { FEATURE_ENTRIES, loadScreen, useScreens } from './features.ts';
import { usePlace } from './place.ts';

/** The screen of the place where the window is. */
export const CurrentScreen = () => {
  const { t } = useTranslation();
  const feature = usePlace((state) => state.place.feature);
  const Screen = useScreens((screens) => screens[feature]);
  const [problem, setProblem] = useState<unknown>(null);
  const load = useCallback(() => {
    setProblem(null);
    loadScreen(feature).catch(setProblem);
  }, [feature]);
  useEffect(load, [load]);
  return (
    <>
      <h1 className="visually-hidden">{t(FEATURE_ENTRIES[feature].title)}</h1>
      <ErrorBoundary key={feature}>
        {Screen ? <Screen /> : problem !== null && <Problem error={problem} retry={load} />}
      </ErrorBoundary>
    </>
  );
};
