import { type QueryKey, type QueryObserverOptions, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { PAGE } from './page-size.ts';

export interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
  readonly ms: number;
}

type PageQuery<T> = QueryObserverOptions<Page<T>, Error, Page<T>, Page<T>, QueryKey>;

/** Rows of a long list, of which only the pages in view are held. */
export interface Rows<T> {
  /** Changes exactly when it is another list: another filter or sort. */
  readonly key: string;
  /** How many there are in all; 0 while that is not known yet. */
  readonly total: number;
  /** False until the first page has come. */
  readonly known: boolean;
  /** Milliseconds that the store took. */
  readonly ms: number;
  /** Undefined while its page is on the way. */
  readonly get: (index: number) => T | undefined;
  /** Where the record stands, as far as its page is held; -1 otherwise. */
  readonly placeOf: (id: string) => number;
  /** Tells which rows are in view. */
  readonly look: (first: number, end: number) => void;
  /** The ids of a range, fetched where needed. */
  readonly ids: (from: number, end: number) => Promise<string[]>;
  /** The ids of the whole list in any order, at most `MOST_IDS`. */
  readonly allIds: () => Promise<string[]>;
  /** Why nothing of this list could be had. */
  readonly error: Error | null;
  readonly retry: () => void;
}

interface Snapshot<T> {
  readonly total: number;
  readonly ms: number;
  readonly pages: ReadonlyMap<number, readonly T[]>;
}

/** The most rows that one step may act on; the Api takes no more. */
export const MOST_IDS = 100_000;

/** The most that one call may ask for. */
const BIG_PAGE = 1000;

const placeIn = <T extends { readonly id: string }>(pages: Snapshot<T>['pages'], id: string): number => {
  for (const [number, items] of pages) {
    const at = items.findIndex((item) => item.id === id);
    if (at >= 0) return number * PAGE + at;
  }
  return -1;
};

/**
 * Fetches the pages of a list that are in view. While another list (a new filter) or a fresh copy of this one is on its
 * way, what was there stays on the screen. `wholeList` gives all ids in one call where the Api has one.
 */
export const useRows = <T extends { readonly id: string }>(
  key: string,
  page: (offset: number, limit: number) => PageQuery<T>,
  wholeList?: () => Promise<string[]>,
): Rows<T> => {
  const client = useQueryClient();
  const [view, setView] = useState({ key, first: 0, last: 0 });
  const { first, last } = view.key === key ? view : { first: 0, last: 0 };
  const numbers = useMemo(() => Array.from({ length: last - first + 1 }, (_, index) => first + index), [first, last]);
  const results = useQueries({ queries: numbers.map((number) => page(number * PAGE, PAGE)) });

  const before = useRef<Snapshot<T> | null>(null);
  const pages = new Map<number, readonly T[]>();
  let newest: { data: Page<T>; at: number } | undefined;
  results.forEach(({ data, dataUpdatedAt }, index) => {
    if (!data) return;
    pages.set(numbers[index] ?? 0, data.items);
    if (!newest || dataUpdatedAt > newest.at) newest = { data, at: dataUpdatedAt };
  });
  const snapshot: Snapshot<T> | null = newest
    ? { total: newest.data.total, ms: newest.data.ms, pages }
    : before.current;
  useLayoutEffect(() => {
    before.current = snapshot;
  });

  const look = useCallback(
    (from: number, end: number) => {
      const next = { key, first: Math.floor(from / PAGE), last: Math.floor(Math.max(from, end - 1) / PAGE) };
      setView((now) => (now.key === key && now.first === next.first && now.last === next.last ? now : next));
    },
    [key],
  );
  const ids = async (from: number, end: number): Promise<string[]> => {
    const found: string[] = [];
    for (let offset = from; offset < end; offset += BIG_PAGE) {
      const { items } = await client.fetchQuery({ ...page(offset, Math.min(BIG_PAGE, end - offset)), gcTime: 0 });
      for (const item of items) found.push(item.id);
    }
    return found;
  };
  const total = snapshot?.total ?? 0;
  return {
    key,
    total,
    known: snapshot !== null,
    ms: snapshot?.ms ?? 0,
    get: (index) => snapshot?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    placeOf: (id) => (snapshot ? placeIn(snapshot.pages, id) : -1),
    look,
    ids,
    allIds: wholeList ?? (() => ids(0, Math.min(total, MOST_IDS))),
    error: newest ? null : (results.find((result) => result.error)?.error ?? null),
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
  };
};
