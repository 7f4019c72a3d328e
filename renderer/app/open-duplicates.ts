import type { DUPLICATE_STATES } from '#shared/contract/duplicates.ts';
import type { JoinableKind } from '#shared/model/duplicates.ts';
import { goTo } from './place.ts';
import { putSession, useSession } from './session.ts';

export interface DuplicateFilter {
  readonly state: (typeof DUPLICATE_STATES)[number];
  readonly kind: JoinableKind | null;
  /** Only pairs with a record that this merge brought in. */
  readonly receipt: number | null;
  /** Only pairs of this record. */
  readonly record: { readonly id: string; readonly title: string } | null;
}

const FILTER = 'duplicates.filter';
const OPEN = 'duplicates.open';
export const ALL_OFFERED: DuplicateFilter = { state: 'offered', kind: null, receipt: null, record: null };

/** Which pairs the list of duplicates shows; may be asked for from any screen. */
export const useDuplicateFilter = () => useSession(FILTER, ALL_OFFERED);

/** The pair that is open in the list, by its id. */
export const useOpenPair = () => useSession<string | null>(OPEN, null);

/** Goes to the list of duplicates, narrowed to what is asked for, and to a pair in it when one is given. */
export const openDuplicates = (filter: Partial<DuplicateFilter>, pair: string | null = null): void => {
  putSession(FILTER, { ...ALL_OFFERED, ...filter });
  putSession(OPEN, pair);
  goTo('exchange', 'duplicates');
};
