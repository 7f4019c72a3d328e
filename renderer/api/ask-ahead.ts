import type { QueryClient } from '@tanstack/react-query';
import { parsePlace, START } from '../app/address.ts';
import { NO_FILTER } from '../features/facts/filter.ts';
import { type FactSort, FIRST_SORT, listInput, SORT_MEMORY } from '../features/facts/list.ts';
import { PAGE } from '../ui/table/page-size.ts';
import type { Queries } from './access.ts';

/**
 * Asks for what the first screen shows while its code is still on the way. It only fills the cache: what fails here is
 * asked again, and told, by the screen itself.
 */
export const askAhead = async (q: Queries, client: QueryClient): Promise<void> => {
  const [status, settings] = await Promise.all([
    client.fetchQuery(q.library.status.queryOptions()),
    client.fetchQuery(q.settings.get.queryOptions()),
  ]);
  const { feature } = parsePlace(location.hash) ?? START;
  if (!status.open || feature !== 'facts') return;
  const sort = (settings.screens[SORT_MEMORY] as FactSort | undefined) ?? FIRST_SORT;
  const input = { ...listInput(NO_FILTER, sort), offset: 0, limit: PAGE };
  await client.prefetchQuery(q.facts.list.queryOptions({ input }));
};
