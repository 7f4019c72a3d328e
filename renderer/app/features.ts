import { type Icon, IconBook2, IconDiamonds, IconFileText, IconNotes, IconSettings } from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import type { Feature } from './place.ts';

interface FeatureEntry {
  /** Key of its name in the screen texts. */
  readonly title: string;
  readonly icon: Icon;
  readonly Screen: ComponentType;
  /** Fetches the screen's code ahead of its first use. */
  readonly load: () => Promise<unknown>;
}

const entry = (title: string, icon: Icon, load: () => Promise<{ default: ComponentType }>): FeatureEntry => ({
  title,
  icon,
  Screen: lazy(load),
  load,
});

/** The screens of the rail; each loads when it is first shown, or when the window has nothing else to do. */
export const FEATURE_ENTRIES: Readonly<Record<Feature, FeatureEntry>> = {
  facts: entry('app:features.facts', IconDiamonds, () => import('../features/facts/FactsScreen.tsx')),
  sources: entry('app:features.sources', IconBook2, () => import('../features/sources/SourcesScreen.tsx')),
  notes: entry('app:features.notes', IconNotes, () => import('../features/notes/NotesScreen.tsx')),
  briefings: entry('app:features.briefings', IconFileText, () => import('../features/briefings/BriefingsScreen.tsx')),
  settings: entry('app:features.settings', IconSettings, () => import('../features/settings/SettingsScreen.tsx')),
};

const LOAD_AHEAD_MS = 1500;

/** Fetches the code of all screens once the first one stands, so that going to another does not wait. */
export const loadAhead = (): (() => void) => {
  const timer = setTimeout(() => {
    for (const { load } of Object.values(FEATURE_ENTRIES)) load().catch(() => undefined);
  }, LOAD_AHEAD_MS);
  return () => clearTimeout(timer);
};
