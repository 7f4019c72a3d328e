import { FACT_COLUMNS } from '#shared/contract/fact-columns.ts';
import { type Filter, toApi } from './filter.ts';

export interface FactSort {
  readonly by: string;
  readonly descending: boolean;
}

/** Under which name the window remembers the sort, and what it is in a new profile. */
export const SORT_MEMORY = 'facts.sort';
export const FIRST_SORT = { by: 'asOf', descending: true };

/** The filter and sort of the table as the Api takes them. A column that there is no more sorts nothing. */
export const listInput = (filter: Filter, sort: FactSort) => {
  const by = FACT_COLUMNS.find((column) => column === sort.by);
  return { filter: toApi(filter), ...(by ? { sort: { by, descending: sort.descending } } : {}) };
};
