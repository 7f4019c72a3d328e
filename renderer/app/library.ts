import { createContext, use } from 'react';
import type { LibraryInfo } from '#shared/contract/library.ts';

export const LibraryContext = createContext<LibraryInfo | null>(null);

/** The open library. */
export const useLibrary = (): LibraryInfo => {
  const library = use(LibraryContext);
  if (!library) throw new Error('useLibrary needs an open library.');
  return library;
};
