import { useState } from 'react';
import { MOST_IDS, type Rows } from './rows.ts';

/** Chosen rows, by id: they stay chosen when the list is sorted or filtered anew. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (index: number) => void;
  /** Chooses exactly the rows between the last toggled one and this. */
  readonly extend: (index: number) => Promise<void>;
  readonly all: () => Promise<void>;
  readonly clear: () => void;
  /** Where a range would begin. */
  readonly setAnchor: (index: number) => void;
}

const NONE: ReadonlySet<string> = new Set();

export const useSelection = <T extends { readonly id: string }>(rows: Rows<T>): Selection => {
  const [ids, setIds] = useState(NONE);
  const [anchor, setAnchor] = useState(0);
  const range = async (from: number, end: number): Promise<string[]> => {
    const loaded = Array.from({ length: end - from }, (_, step) => rows.get(from + step)?.id);
    return loaded.every((id) => id !== undefined) ? loaded : rows.ids(from, end);
  };
  return {
    ids,
    toggle: (index) => {
      const id = rows.get(index)?.id;
      if (id === undefined) return;
      setAnchor(index);
      setIds((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    extend: async (index) => {
      const from = Math.max(Math.min(anchor, index), index - MOST_IDS + 1);
      setIds(new Set(await range(from, Math.min(Math.max(anchor, index) + 1, from + MOST_IDS))));
    },
    all: async () => setIds(new Set(await rows.allIds())),
    clear: () => setIds(NONE),
    setAnchor,
  };
};
