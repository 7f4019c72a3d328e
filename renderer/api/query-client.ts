import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    /** `quiet`: the caller shows the problem in place, so no notice is raised. */
    mutationMeta: { readonly quiet?: boolean };
  }
}

/** True when a newer call made this one needless. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Queries never grow stale by time: the change stream says when. `notify` raises a notice about a problem. */
export const createQueryClient = (notify: (error: unknown) => void): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
    queryCache: new QueryCache({
      // A query without data shows its problem where the data would stand.
      onError: (error, query) => {
        if (query.state.data !== undefined && !isAbort(error)) notify(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.quiet && !isAbort(error)) notify(error);
      },
    }),
  });
