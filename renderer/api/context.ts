import { createContext, use } from 'react';
import type { ApiAccess } from './access.ts';

export const ApiContext = createContext<ApiAccess | null>(null);

/** The typed Api and its query options. */
export const useApi = (): ApiAccess => {
  const access = use(ApiContext);
  if (!access) throw new Error('useApi needs an ApiContext above it.');
  return access;
};
