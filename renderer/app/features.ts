import {
  type Icon,
  IconArrowsExchange,
  IconBook2,
  IconDiamonds,
  IconFileText,
  IconNotes,
  IconSettings,
} from '@tabler/icons-react';
import type { Feature } from './address.ts';
import { type Later, later } from './later.tsx';

interface FeatureEntry {
  /** Key of its name in the screen texts. */
  readonly title: string;
  readonly icon: Icon;
  readonly Screen: Later<object>;
}

/** The screens of the rail. */
export const FEATURE_ENTRIES: Readonly<Record<Feature, FeatureEntry>> = {
  facts: {
    title: 'app:features.facts',
    icon: IconDiamonds,
    Screen: later(() => import('../features/facts/FactsScreen.tsx')),
  },
  sources: {
    title: 'app:features.sources',
    icon: IconBook2,
    Screen: later(() => import('../features/sources/SourcesScreen.tsx')),
  },
  notes: {
    title: 'app:features.notes',
    icon: IconNotes,
    Screen: later(() => import('../features/notes/NotesScreen.tsx')),
  },
  briefings: {
    title: 'app:features.briefings',
    icon: IconFileText,
    Screen: later(() => import('../features/briefings/BriefingsScreen.tsx')),
  },
  exchange: {
    title: 'app:features.exchange',
    icon: IconArrowsExchange,
    Screen: later(() => import('../features/exchange/ExchangeScreen.tsx')),
  },
  settings: {
    title: 'app:features.settings',
    icon: IconSettings,
    Screen: later(() => import('../features/settings/SettingsScreen.tsx')),
  },
};
