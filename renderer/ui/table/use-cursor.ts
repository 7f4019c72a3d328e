import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { Viewport } from './use-viewport.ts';
import type { VirtualTableProps } from './VirtualTable.tsx';

/** Where the key takes the cursor; undefined when the key does not move it. */
export const moveCursor = (key: string, index: number, total: number, page: number): number | undefined => {
  const to = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: total - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(total - 1, to));
};

interface Cursor {
  readonly index: number;
  readonly put: (index: number) => void;
  readonly key: (event: KeyboardEvent) => void;
  readonly click: (index: number, event: MouseEvent) => void;
}

/** The row that the keyboard is on. It follows the open record as far as the list holds it. */
export const useCursor = <T extends { readonly id: string }>(props: VirtualTableProps<T>, view: Viewport): Cursor => {
  const { rows, selection, openId, onOpen, onMove, onClose } = props;
  const [at, setIndex] = useState(0);
  const index = Math.max(0, Math.min(at, rows.total - 1));
  const opened = useRef(openId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another record was opened
  useEffect(() => {
    const another = opened.current !== openId;
    opened.current = openId;
    const to = openId === null || rows.get(index)?.id === openId ? -1 : rows.placeOf(openId);
    if (to < 0) return;
    setIndex(to);
    // A list that one comes back to stays where it was scrolled to.
    if (another) view.reveal(to);
  }, [openId, rows.known]);

  /** True while the keyboard is on a row whose page is on the way. */
  const awaited = useRef(false);
  const under = rows.get(index)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the row is there
  useEffect(() => {
    if (!awaited.current || under === undefined) return;
    awaited.current = false;
    onMove?.(under);
  }, [under]);

  const put = (to: number): void => {
    awaited.current = false;
    setIndex(to);
  };
  const go = (to: number): void => {
    put(to);
    view.reveal(to);
    const row = rows.get(to);
    awaited.current = row === undefined;
    if (row) onMove?.(row.id);
  };
  const open = (): void => {
    const row = rows.get(index);
    if (row) onOpen(row.id);
  };
  const key = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(view.geometry.viewport / view.geometry.rowHeight) - 1);
    const to = moveCursor(event.key, index, rows.total, page);
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    if (to !== undefined) {
      go(to);
      if (event.shiftKey) void selection.extend(to);
      else selection.setAnchor(to);
    } else if (event.key === 'Enter') open();
    else if (event.key === ' ') selection.toggle(index);
    else if (mod && event.key.toLowerCase() === 'a') void selection.all();
    else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
    else if (event.key === 'Escape' && openId !== null) onClose?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const click = (row: number, event: MouseEvent): void => {
    put(row);
    if (event.shiftKey) void selection.extend(row);
    else if (event.ctrlKey || event.metaKey) selection.toggle(row);
    else {
      selection.clear();
      selection.setAnchor(row);
      const record = rows.get(row);
      if (record) onOpen(record.id);
    }
  };
  return { index, put, key, click };
};
