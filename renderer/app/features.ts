import { type Icon, IconBook2, IconDiamonds, IconFileText, IconNotes, IconSettings } from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import type { Feature } from './place.ts';

interface FeatureEntry {
  /** Key of its name in the screen texts. */
  readonly title: string;
  readonly icon: Icon;
  readonly Screen: ComponentType;
}

/** The screens of the rail; each loads when it is first shown. */
export const FEATURE_ENTRIES: Readonly<Record<Feature, FeatureEntry>> = {
  facts: {
    title: 'app:features.facts',
    icon: IconDiamonds,
    Screen: lazy(() => import('../features/facts/FactsScreen.tsx')),
  },
  sources: {
    title: 'app:features.sources',
    icon: IconBook2,
    Screen: lazy(() => import('../features/sources/SourcesScreen.tsx')),
  },
  notes: {
    title: 'app:features.notes',
    icon: IconNotes,
    Screen: lazy(() => import('../features/notes/NotesScreen.tsx')),
  },
  briefings: {
    title: 'app:features.briefings',
    icon: IconFileText,
    Screen: lazy(() => import('../features/briefings/BriefingsScreen.tsx')),
  },
  settings: {
    title: 'app:features.settings',
    icon: IconSettings,
    Screen: lazy(() => import('../features/settings/SettingsScreen.tsx')),
  },
};
