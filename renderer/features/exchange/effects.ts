import {
  type Icon,
  IconAlertTriangle,
  IconArchive,
  IconEqual,
  IconEyeOff,
  IconPencil,
  IconPlus,
  IconShieldUp,
} from '@tabler/icons-react';
import { MERGE_EFFECTS, type MergeEffect, type PreviewResult } from '#shared/contract/exchange.ts';

type Counted = Pick<PreviewResult, 'added' | 'updated' | 'unchanged' | 'conflicts' | 'deleted' | 'withheld' | 'raised'>;

/** What is counted of a merge, in the order in which it is told. */
export const COUNTS = ['added', 'updated', 'conflict', 'deleted', 'raised', 'unchanged', 'withheld'] as const;
export type CountName = (typeof COUNTS)[number];

/** How many records it is of each. */
export const countOf = (counts: Counted, name: CountName): number =>
  name === 'conflict' ? counts.conflicts : counts[name];

export const isEffect = (name: CountName): name is MergeEffect => (MERGE_EFFECTS as readonly string[]).includes(name);

/** How many records a merge would write if none were left out. */
export const totalOf = (counts: Counted): number =>
  MERGE_EFFECTS.reduce((sum, effect) => sum + countOf(counts, effect), 0);

/** Each has a sign of its own, since colour alone tells nothing. */
export const EFFECT_ICONS: Readonly<Record<CountName, Icon>> = {
  added: IconPlus,
  updated: IconPencil,
  conflict: IconAlertTriangle,
  deleted: IconArchive,
  raised: IconShieldUp,
  unchanged: IconEqual,
  withheld: IconEyeOff,
};
