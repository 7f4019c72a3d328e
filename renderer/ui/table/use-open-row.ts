import { useRef } from 'react';
import type { Rows } from './rows.ts';

const LOOK_AROUND = 1000;

/** Where a row stands in the list, as far as that is loaded; -1 when it is not there. */
const placeOf = <T extends { readonly id: string }>(rows: Rows<T>, id: string | null): number => {
  if (id === null) return -1;
  for (let at = 0; at < Math.min(rows.total, LOOK_AROUND); at += 1) if (rows.get(at)?.id === id) return at;
  return -1;
};

interface OpenRow<T> {
  /** Undefined while it is not in what is loaded of the list. */
  readonly row: T | undefined;
  readonly step: (by: 1 | -1) => void;
  /** Opens the one that stood beside it: it has been dealt with and leaves the list. */
  readonly dealtWith: () => void;
}

/** The open record of a list that is worked off one by one. */
export const useOpenRow = <T extends { readonly id: string }>(
  rows: Rows<T>,
  openId: string | null,
  setOpen: (id: string | null) => void,
): OpenRow<T> => {
  const at = placeOf(rows, openId);
  // Once it is dealt with a record leaves the list, so who stands beside it is kept from before.
  const neighbour = useRef<string | null>(null);
  if (at >= 0) neighbour.current = rows.get(at + 1)?.id ?? rows.get(at - 1)?.id ?? null;
  return {
    row: at < 0 ? undefined : rows.get(at),
    step: (by) => {
      const id = rows.get(Math.max(0, Math.min(rows.total - 1, at < 0 ? 0 : at + by)))?.id;
      if (id !== undefined) setOpen(id);
    },
    dealtWith: () => setOpen(neighbour.current),
  };
};
