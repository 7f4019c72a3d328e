import { applyMerge } from '#shared/core/merge/apply.ts';
import type { ForeignFile } from '#shared/core/merge/foreign.ts';
import { type PlanControl, planMerge } from '#shared/core/merge/plan.ts';
import { changesOf } from '#shared/core/store/history.ts';
import type { Store } from '#shared/core/store/store.ts';
import { TABLES } from '#shared/core/store/tables/index.ts';
import { readRevision } from '#shared/core/store/vectors.ts';
import { RECORD_KINDS, type RecordKind } from '#shared/model/records.ts';

const AT_ONCE = 100;

/** An open library read as if it were a colleague's file: for tests of merging, not of reading. */
export const trusted = (
  store: Store,
  only?: ReadonlySet<string>,
  withheld: ForeignFile['summary']['withheld'] = [],
): ForeignFile => {
  const rows = RECORD_KINDS.flatMap((kind) =>
    store.read
      .all(`SELECT id, vector FROM ${TABLES[kind].name} WHERE vector <> '' ORDER BY id`)
      .filter((row) => !only || only.has(row.id as string))
      .map((row) => ({ id: row.id as string, kind, revision: readRevision(store.read, row.vector as string) })),
  );
  const count = (kind: RecordKind): number => rows.filter((row) => row.kind === kind).length;
  return {
    summary: {
      kind: 'pack',
      meta: { id: '', library: store.id, createdAt: '', from: 'Colleague', note: '', ceiling: 'RED' },
      records: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, count(kind)])) as ForeignFile['summary']['records'],
      withheld,
      attachments: 0,
      problems: [],
    },
    signature: undefined,
    async *records() {
      for (let at = 0; at < rows.length; at += AT_ONCE) yield rows.slice(at, at + AT_ONCE);
    },
    async *changes(ids) {
      for (const id of ids) yield changesOf(store.read, id);
    },
    attachment: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
};

export const quietly: PlanControl = { signal: new AbortController().signal, progress: () => {} };

/** Merges all of what one copy knows, or only some records, into another. */
export const mergeInto = async (to: Store, from: ForeignFile, now: number, leave: ReadonlySet<string> = new Set()) => {
  const plan = await planMerge(to.read, from, now, quietly);
  const applied = await to.writeLong({ title: 'merge', subject: 'test', author: 'Merger', undoable: false }, (write) =>
    applyMerge(write, from, plan, leave, quietly),
  );
  return { plan, applied };
};
