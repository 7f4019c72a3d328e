import { useRef } from 'react';
import type { Rows } from './rows.ts';

interface OpenRow<T> {
  /** Stays while the list is scrolled elsewhere; undefined while it was never there to be seen. */
  readonly row: T | undefined;
  readonly step: (by: 1 | -1) => Promise<void>;
  /** Opens the one that stood beside it: it has been dealt with and leaves the list. */
  readonly dealtWith: () => void;
}

interface Last<T> {
  readonly row: T;
  readonly at: number;
  /** Once it is dealt with a record leaves the list, so who stands beside it is kept from before. */
  readonly neighbour: string | null;
}

/** The open record of a list that is worked off one by one. */
export const useOpenRow = <T extends { readonly id: string }>(
  rows: Rows<T>,
  openId: string | null,
  setOpen: (id: string | null) => void,
): OpenRow<T> => {
  const last = useRef<Last<T> | null>(null);
  const at = openId === null ? -1 : rows.placeOf(openId);
  const row = rows.get(at);
  if (row) last.current = { row, at, neighbour: rows.get(at + 1)?.id ?? rows.get(at - 1)?.id ?? null };
  const before = last.current?.row.id === openId ? last.current : null;
  // The list was scrolled on, and holds the page no more in which it stands.
  const elsewhere = before !== null && rows.get(before.at) === undefined;
  return {
    row: row ?? (elsewhere ? before.row : undefined),
    step: async (by) => {
      const from = row ? at : (before?.at ?? -by);
      const to = Math.max(0, Math.min(rows.total - 1, from + by));
      const id = rows.get(to)?.id ?? (await rows.ids(to, to + 1))[0];
      if (id !== undefined) setOpen(id);
    },
    dealtWith: () => setOpen(last.current?.neighbour ?? null),
  };
};
