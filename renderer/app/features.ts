import {
  type Icon,
  IconArrowsSplit,
  IconBook2,
  IconDiamonds,
  IconFileText,
  IconNotes,
  IconSettings,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { create } from 'zustand';
import { loadOverlays } from './overlays.tsx';
import { FEATURES, type Feature } from './place.ts';

interface FeatureEntry {
  /** Key of its name in the screen texts. */
  readonly title: string;
  readonly icon: Icon;
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** The screens of the rail. */
export const FEATURE_ENTRIES: Readonly<Record<Feature, FeatureEntry>> = {
  facts: {
    title: 'app:features.facts',
    icon: IconDiamonds,
    load: () => import('../features/facts/FactsScreen.tsx'),
  },
  sources: {
    title: 'app:features.sources',
    icon: IconBook2,
    load: () => import('../features/sources/SourcesScreen.tsx'),
  },
  notes: {
    title: 'app:features.notes',
    icon: IconNotes,
    load: () => import('../features/notes/NotesScreen.tsx'),
  },
  briefings: {
    title: 'app:features.briefings',
    icon: IconFileText,
    load: () => import('../features/briefings/BriefingsScreen.tsx'),
  },
  conflicts: {
    title: 'app:features.conflicts',
    icon: IconArrowsSplit,
    load: () => import('../features/conflicts/ConflictsScreen.tsx'),
  },
  settings: {
    title: 'app:features.settings',
    icon: IconSettings,
    load: () => import('../features/settings/SettingsScreen.tsx'),
  },
};

/** The screens whose code is there. Not React.lazy: its Suspense holds a screen back by up to 300 ms. */
export const useScreens = create<Readonly<Partial<Record<Feature, ComponentType>>>>(() => ({}));

/** Fetches the code of a screen unless it is there. */
export const loadScreen = async (feature: Feature): Promise<void> => {
  if (useScreens.getState()[feature]) return;
  const { default: Screen } = await FEATURE_ENTRIES[feature].load();
  useScreens.setState({ [feature]: Screen });
};

const LOAD_AHEAD_MS = 1000;

/** Fetches the code of all screens and boxes once the first screen stands, so that going on does not wait. */
export const loadAhead = (): (() => void) => {
  const timer = setTimeout(() => {
    loadOverlays().catch(() => undefined);
    for (const feature of FEATURES) loadScreen(feature).catch(() => undefined);
  }, LOAD_AHEAD_MS);
  return () => clearTimeout(timer);
};
