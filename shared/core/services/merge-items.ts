import type { MergeItem } from '../../contract/exchange.ts';
import type { HistoryEntry } from '../../model/records.ts';
import { conflictsOf, decide, join } from '../merge/decide.ts';
import type { ForeignFile } from '../merge/foreign.ts';
import { byRecord, type Plan, type PlannedRecord } from '../merge/plan.ts';
import { titleOf } from '../merge/title.ts';
import { isSame } from '../store/canonical.ts';
import type { Readable } from '../store/handle.ts';
import { changesOf, KIND_RULES, rowState } from '../store/history.ts';

/** How many records come in how, as a merge tells it. */
export const countsOf = ({ items, unchanged }: Plan) => {
  const count = (effect: PlannedRecord['effect']): number => items.filter((item) => item.effect === effect).length;
  return {
    added: count('added'),
    updated: count('updated'),
    unchanged,
    conflicts: count('conflict'),
    deleted: count('deleted'),
    withheld: 0,
    raised: items.filter(({ raised }) => raised !== null).length,
  };
};

type Json = HistoryEntry['changes'][number]['before'];

/** The records of these effects; all of them when none are named. */
export const withEffect = ({ items }: Plan, effects: readonly MergeItem['effect'][]): readonly PlannedRecord[] =>
  effects.length === 0 ? items : items.filter(({ effect }) => effects.includes(effect));

/** One record of a preview with what changes in it; `whole` tells the fields of a record that is not here yet, too. */
const itemOf = (db: Readable, planned: PlannedRecord, told: Parameters<typeof join>[1], whole: boolean): MergeItem => {
  const { kind, id } = planned;
  const rules = KIND_RULES[kind];
  const own = changesOf(db, id);
  const after = decide(rules, join(own, told).changes);
  const theirs = rowState(kind, decide(rules, told));
  const newest = told.reduce((last, change) => (change.ms >= last.ms ? change : last));
  const mine = own.length > 0 ? rowState(kind, decide(rules, own)) : {};
  const conflicts = new Set(conflictsOf(rules, after));
  const now = rowState(kind, after);
  const changed = Object.keys(now).filter((name) => conflicts.has(name) || !isSame(now[name], mine[name]));
  return {
    ...planned,
    title: titleOf(kind, own.length > 0 ? mine : theirs),
    by: newest.author,
    at: newest.ms,
    fields:
      own.length === 0 && !whole
        ? []
        : changed.map((field) => ({
            field,
            mine: (mine[field] ?? null) as Json,
            theirs: ((conflicts.has(field) ? theirs[field] : now[field]) ?? null) as Json,
            conflict: conflicts.has(field),
          })),
  };
};

/** Records of a preview with what changes in them, read from the file. */
export const pageItems = async (
  db: Readable,
  foreign: ForeignFile,
  page: readonly PlannedRecord[],
  whole = false,
): Promise<MergeItem[]> => {
  const told = new Map<string, MergeItem>();
  const planned = new Map(page.map((item) => [item.id, item]));
  for await (const batch of foreign.changes([...planned.keys()])) {
    for (const changes of byRecord(batch)) {
      const item = planned.get(changes[0]?.record ?? '');
      if (item) told.set(item.id, itemOf(db, item, changes, whole));
    }
  }
  return page.flatMap(({ id }) => told.get(id) ?? []);
};
