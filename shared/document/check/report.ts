import type { Finding } from '../../contract/briefings.ts';
import type { Block, Section } from '../../model/briefing.ts';
import type { BriefingMaterial } from '../material.ts';

/** Where a finding stands; the bottom line and the briefing as a whole have no section. */
export interface Spot {
  readonly section?: Section | null;
  readonly block?: Block | null;
}

export type Level = 'error' | 'warning';
type Params = Finding['params'];

/** What the rules know, and where they put what they find. */
export interface Report {
  readonly material: BriefingMaterial;
  /** The present day, ISO. */
  readonly today: string;
  /** `reason` is a sentence that says what to do. The same finding at the same spot is reported once. */
  add(level: Level, rule: string, reason: string, spot?: Spot, params?: Params): void;
}

/** What stands in the place of the section's heading for what belongs to none. */
export const WHOLE_BRIEFING = 'Briefing';

/** Words of the user's inside a message: quoted, on one line, cut where it gets long. */
export const shown = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  // A cut through a surrogate pair takes the whole character away.
  const cut = line
    .slice(0, 89)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return `“${line.length > 90 ? `${cut}…` : line}”`;
};

export const headingOf = (section: Section | null | undefined): string =>
  section ? section.heading.trim() || 'Untitled section' : WHOLE_BRIEFING;

/** Plural of a regular noun with its number: `1 fact`, `2 facts`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
