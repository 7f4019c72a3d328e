import type { MergeEffect, MergeItem } from '#shared/contract/exchange.ts';
import { useApi } from '../../api/context.ts';
import { attempt } from '../../app/notices.tsx';
import { type Rows, useRows } from '../../ui/table/rows.ts';
import { type Selection, useSelection } from '../../ui/table/selection.ts';
import type { Row } from './columns.tsx';
import { takeRecords } from './receive.ts';

export interface Items {
  readonly rows: Rows<Row>;
  readonly selection: Selection;
  /** Takes or leaves everything that is listed. */
  readonly takeAll: (taken: boolean) => void;
}

/** The records of a preview, each with whether it is taken. Space takes or leaves the row, or all chosen rows with it. */
export const useItems = (preview: string, effect: MergeEffect | null, left: ReadonlySet<string>): Items => {
  const { api, q } = useApi();
  const effects = effect === null ? [] : [effect];
  const listed = (): Promise<string[]> => api.merges.ids({ preview, effects });
  const found = useRows<MergeItem>(
    JSON.stringify([preview, effect]),
    (offset, limit) => q.merges.items.queryOptions({ input: { preview, effects, offset, limit } }),
    listed,
  );
  const rows: Rows<Row> = {
    ...found,
    get: (index) => {
      const item = found.get(index);
      return item && { ...item, taken: !left.has(item.id) };
    },
  };
  const chosen = useSelection(rows);
  const toggle = (index: number): void => {
    const row = rows.get(index);
    if (!row) return;
    chosen.setAnchor(index);
    takeRecords(chosen.ids.has(row.id) ? [...chosen.ids] : [row.id], !row.taken);
  };
  return {
    rows,
    selection: { ...chosen, toggle },
    takeAll: (taken) => attempt(listed().then((ids) => takeRecords(ids, taken))),
  };
};
