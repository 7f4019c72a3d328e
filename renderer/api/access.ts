import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Api } from '#shared/contract/api.ts';

/** Query options and keys of every procedure: `useQuery(q.facts.get.queryOptions({ input: { id } }))`. */
const makeQueries = (api: Api) => createTanstackQueryUtils(api);
export type Queries = ReturnType<typeof makeQueries>;

export interface ApiAccess {
  readonly api: Api;
  readonly q: Queries;
}

export const apiAccess = (api: Api): ApiAccess => ({ api, q: makeQueries(api) });
