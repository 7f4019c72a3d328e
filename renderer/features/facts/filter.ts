import type { FactFilter } from '#shared/contract/facts.ts';
import type { Marking } from '#shared/model/marking.ts';
import type { FactStatus } from '#shared/model/statuses.ts';
import type { WantedFacts } from '../../app/wanted-facts.ts';

/** What the filter bar holds. Records stand with their names, so that a chip can show them. */
export interface Filter {
  readonly query: string;
  readonly subject: { readonly id: string; readonly name: string } | null;
  readonly tags: readonly string[];
  readonly statuses: readonly FactStatus[];
  readonly markings: readonly Marking[];
  /** Days, `YYYY-MM-DD`. */
  readonly since: string | null;
  readonly until: string | null;
  readonly reviewDue: boolean;
  readonly unsourced: boolean;
  readonly retired: boolean;
}

export const NO_FILTER: Filter = {
  query: '',
  subject: null,
  tags: [],
  statuses: [],
  markings: [],
  since: null,
  until: null,
  reviewDue: false,
  unsourced: false,
  retired: false,
};

export const CONDITIONS = [
  'subject',
  'tags',
  'statuses',
  'markings',
  'since',
  'until',
  'reviewDue',
  'unsourced',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Conditions that hold or do not, without a value. */
export const isSwitch = (condition: Condition): condition is 'reviewDue' | 'unsourced' =>
  condition === 'reviewDue' || condition === 'unsourced';

export const isSet = (filter: Filter, condition: Condition): boolean => {
  const value = filter[condition];
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
};

export const without = (filter: Filter, condition: Condition): Filter => ({
  ...filter,
  [condition]: NO_FILTER[condition],
});

/** The filter as the Api takes it. */
export const toApi = (filter: Filter): FactFilter => ({
  query: filter.query,
  tags: [...filter.tags],
  statuses: [...filter.statuses],
  markings: [...filter.markings],
  reviewDue: filter.reviewDue,
  unsourced: filter.unsourced,
  retired: filter.retired,
  ...(filter.subject ? { subject: filter.subject.id } : {}),
  ...(filter.since ? { since: filter.since } : {}),
  ...(filter.until ? { until: filter.until } : {}),
});

/** What another part of the window asked for, as a filter. */
export const fromWanted = (wanted: WantedFacts): Filter => {
  if (wanted === 'reviewDue') return { ...NO_FILTER, reviewDue: true };
  if (wanted === 'disputed') return { ...NO_FILTER, statuses: ['disputed'] };
  return { ...NO_FILTER, subject: wanted.subject };
};
