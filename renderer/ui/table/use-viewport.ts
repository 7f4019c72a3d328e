import { useCallback, useLayoutEffect, useState } from 'react';
import { useSettings } from '../../api/settings.ts';
import type { Rows } from './rows.ts';
import { type Geometry, type RowWindow, rowWindow, scrollToRow } from './window.ts';

const ROW_HEIGHTS = { normal: 34, compact: 28 } as const;
const HEAD_HEIGHT = 29;
const OVERSCAN = 12;

/** Where each list was scrolled to, for coming back to its screen. */
const places = new Map<string, number>();

export interface Viewport {
  readonly geometry: Geometry;
  readonly rows: RowWindow;
  readonly width: number;
  readonly onScroll: () => void;
  readonly reveal: (row: number) => void;
}

/** What of a long list is in view; follows scrolling, resizing and the density of the rows. */
export const useViewport = (grid: HTMLDivElement | null, list: Rows<unknown>): Viewport => {
  const { density } = useSettings();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [scrollTop, setScrollTop] = useState(places.get(list.key) ?? 0);
  const geometry = {
    rows: list.total,
    rowHeight: ROW_HEIGHTS[density],
    viewport: Math.max(0, size.height - HEAD_HEIGHT),
  };

  useLayoutEffect(() => {
    if (!grid) return;
    const measure = (): void => setSize({ width: grid.clientWidth, height: grid.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(grid);
    return () => observer.disconnect();
  }, [grid]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once the list has a height
  useLayoutEffect(() => {
    if (!grid) return;
    const place = places.get(list.key) ?? 0;
    if (grid.scrollTop !== place) grid.scrollTop = place;
    setScrollTop(grid.scrollTop);
  }, [grid, list.key, list.known]);

  const onScroll = useCallback(() => {
    const top = grid?.scrollTop ?? 0;
    places.set(list.key, top);
    setScrollTop(top);
  }, [grid, list.key]);

  return {
    geometry,
    rows: rowWindow(geometry, scrollTop, OVERSCAN),
    width: size.width,
    onScroll,
    reveal: (row) => {
      if (grid) grid.scrollTop = scrollToRow(geometry, grid.scrollTop, row);
    },
  };
};
