/** A long list on the screen; lengths in pixels. */
export interface Geometry {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the visible part, without the head. */
  readonly viewport: number;
}

/** Engines cut elements off somewhere above 16 million pixels; below this all of them agree. */
const MAX_HEIGHT = 12_000_000;

const fullHeight = ({ rows, rowHeight }: Geometry): number => rows * rowHeight;

/** Height of the element that is scrolled. Lists beyond what an element can be are scrolled in proportion. */
export const scrollHeight = (list: Geometry): number => Math.min(fullHeight(list), MAX_HEIGHT);

const scale = (list: Geometry): number => {
  const travel = scrollHeight(list) - list.viewport;
  return fullHeight(list) <= MAX_HEIGHT || travel <= 0 ? 1 : (fullHeight(list) - list.viewport) / travel;
};

/** The rows to render at a scroll position, and where in the scrolled element the first of them stands. */
export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly top: number;
}

/** The rows that are visible at the scroll position, with some more on both sides. */
export const rowWindow = (list: Geometry, scrollTop: number, overscan: number): RowWindow => {
  const offset = Math.max(0, scrollTop) * scale(list);
  const first = Math.max(0, Math.min(list.rows, Math.floor(offset / list.rowHeight) - overscan));
  const end = Math.min(list.rows, Math.ceil((offset + list.viewport) / list.rowHeight) + overscan);
  return { first, end, top: scrollTop + first * list.rowHeight - offset };
};

/** The scroll position that shows the row whole, as near to the present one as can be. */
export const scrollToRow = (list: Geometry, scrollTop: number, row: number): number => {
  const offset = scrollTop * scale(list);
  const top = row * list.rowHeight;
  const bottom = top + list.rowHeight - list.viewport;
  if (top < offset) return top / scale(list);
  if (bottom > offset) return bottom / scale(list);
  return scrollTop;
};
