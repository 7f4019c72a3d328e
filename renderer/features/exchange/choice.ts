import type { PackChoice } from '#shared/contract/exchange.ts';
import type { Marking } from '#shared/model/marking.ts';

export const SHARED_PARTS = ['all', 'briefing', 'facts'] as const;
export type SharedPart = (typeof SHARED_PARTS)[number];

/** What the analyst chose to share, as the screen remembers it for this library. */
export type ShareChoice = {
  part: SharedPart;
  briefing: string | null;
  query: string;
  tags: string[];
  /** With their names, to be shown before the library is asked. */
  subjects: { id: string; name: string }[];
  ceiling: Marking;
};

export const FIRST_CHOICE: ShareChoice = {
  part: 'all',
  briefing: null,
  query: '',
  tags: [],
  subjects: [],
  ceiling: 'GREEN',
};

/** The choice as the library takes it; null while it says too little: no briefing, or nothing to find facts by. */
export const packChoice = ({ part, briefing, query, tags, subjects, ceiling }: ShareChoice): PackChoice | null => {
  const none = { tags: [], subjects: [], proposals: false, ceiling };
  if (part === 'all') return none;
  if (part === 'briefing') return briefing === null ? null : { ...none, briefing };
  const words = query.trim();
  if (words === '' && tags.length === 0 && subjects.length === 0) return null;
  return { ...none, tags, subjects: subjects.map(({ id }) => id), ...(words ? { query: words } : {}) };
};
