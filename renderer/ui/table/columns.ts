import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useScreenMemory } from '../../api/settings.ts';

export interface Column<T> {
  readonly id: string;
  /** Key of its name in the screen texts. */
  readonly title: string;
  /** Width in pixels at first; the one column without takes what is left. */
  readonly width?: number;
  /** Never narrower; 48 when not given. */
  readonly min?: number;
  /** Of the column that takes what is left: below this width others leave, to give it slack. */
  readonly wants?: number;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  /** When room is short, columns of the highest number leave first; 0 stays always. */
  readonly leaves?: number;
  /** Not shown until the user asks for it. */
  readonly hidden?: boolean;
  readonly cell: (row: T) => ReactNode;
}

/** What the user made of the columns of one table. */
export interface ColumnChoice {
  readonly order: string[];
  readonly shown: Record<string, boolean>;
  readonly widths: Record<string, number>;
}

const MIN_WIDTH = 48;
const minOf = <T>(column: Column<T>): number => column.min ?? MIN_WIDTH;
const widthOf = <T>(column: Column<T>, choice: ColumnChoice): number =>
  column.width === undefined ? (column.wants ?? minOf(column)) : (choice.widths[column.id] ?? column.width);

export const isShown = <T>(column: Column<T>, choice: ColumnChoice): boolean =>
  choice.shown[column.id] ?? !column.hidden;

/** The columns in the user's order; new ones keep their own place at the end. */
export const orderColumns = <T>(columns: readonly Column<T>[], choice: ColumnChoice): Column<T>[] => {
  const rank = (column: Column<T>): number => {
    const place = choice.order.indexOf(column.id);
    return place < 0 ? choice.order.length + columns.indexOf(column) : place;
  };
  return [...columns].sort((a, b) => rank(a) - rank(b));
};

/** The shown columns that fit into the width: the least important leave until they do. */
export const fitColumns = <T>(columns: readonly Column<T>[], choice: ColumnChoice, available: number): Column<T>[] => {
  const fitting = orderColumns(columns, choice).filter((column) => isShown(column, choice));
  const needed = (): number => fitting.reduce((sum, column) => sum + widthOf(column, choice), 0);
  while (needed() > available) {
    const leaving = fitting.reduce<Column<T> | undefined>(
      (least, column) => ((column.leaves ?? 0) > (least?.leaves ?? 0) ? column : least),
      undefined,
    );
    if (!leaving) break;
    fitting.splice(fitting.indexOf(leaving), 1);
  }
  return fitting;
};

/** The CSS grid template of the columns. */
export const gridTemplate = <T>(columns: readonly Column<T>[], choice: ColumnChoice): string =>
  columns
    .map((column) => (column.width === undefined ? `minmax(${minOf(column)}px, 1fr)` : `${widthOf(column, choice)}px`))
    .join(' ');

/** The order with one column put before or after its shown neighbour. */
export const moveColumn = <T>(
  columns: readonly Column<T>[],
  choice: ColumnChoice,
  id: string,
  to: number,
): string[] => {
  const order = orderColumns(columns, choice).map((column) => column.id);
  const shown = order.filter((name) => columns.some((column) => column.id === name && isShown(column, choice)));
  const target = shown[Math.max(0, Math.min(shown.length - 1, to))];
  if (target === undefined || target === id) return order;
  const forward = order.indexOf(target) > order.indexOf(id);
  const rest = order.filter((name) => name !== id);
  rest.splice(rest.indexOf(target) + (forward ? 1 : 0), 0, id);
  return rest;
};

export interface TableColumns<T> {
  readonly all: readonly Column<T>[];
  readonly choice: ColumnChoice;
  readonly show: (id: string, shown: boolean) => void;
  readonly resize: (id: string, width: number) => void;
  /** To a place among the shown columns. */
  readonly move: (id: string, to: number) => void;
  readonly reset: () => void;
}

const NO_CHOICE = { order: [] as string[], shown: {} as Record<string, boolean>, widths: {} as Record<string, number> };

/** The columns of a table with what the user made of them, remembered under the name. */
export const useColumns = <T>(name: string, all: readonly Column<T>[]): TableColumns<T> => {
  const [choice, set] = useScreenMemory(`columns.${name}`, NO_CHOICE);
  return useMemo(
    () => ({
      all,
      choice,
      show: (id, shown) => set({ ...choice, shown: { ...choice.shown, [id]: shown } }),
      resize: (id, width) => {
        const column = all.find((known) => known.id === id);
        const least = column ? minOf(column) : MIN_WIDTH;
        set({ ...choice, widths: { ...choice.widths, [id]: Math.round(Math.max(least, width)) } });
      },
      move: (id, to) => set({ ...choice, order: moveColumn(all, choice, id, to) }),
      reset: () => set(NO_CHOICE),
    }),
    [all, choice, set],
  );
};
