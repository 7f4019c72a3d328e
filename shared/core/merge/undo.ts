import { type Change, dotName, type TagChange } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import { hasSeen, type Vector } from '../../model/vector.ts';
import { paceOf } from '../pace.ts';
import { isSame } from '../store/canonical.ts';
import { changesOf, KIND_RULES, type LoggedChange, rowState, type State, stateAfter } from '../store/history.ts';
import { rootFinder } from '../store/revert.ts';
import type { Write } from '../store/write.ts';
import { conflictsOf, decide } from './decide.ts';

/** What taking a merge back did. */
export interface Undone {
  readonly undone: number;
  /** Fields, tags and records left alone, since they were written again since. */
  readonly kept: number;
}

/** What a record was apart from the merge, is now, and which fields and tags were written since the merge. */
interface Sides {
  readonly before: State;
  readonly now: State;
  readonly since: ReadonlySet<string>;
}

const knows = (seen: Vector, dots: readonly Change[]): boolean =>
  dots.some(({ replica, seq }) => hasSeen(seen, replica, seq));

const partsOf = ({ fields }: Change): string[] => {
  const { add, remove } = (fields.tags ?? { add: [], remove: [] }) as TagChange;
  return [...Object.keys(fields).filter((name) => name !== 'tags'), ...[...add, ...remove].map((tag) => `tag ${tag}`)];
};

type RootOf = ReturnType<typeof rootFinder>;

/** Those that still tell: not of a step after the merge that stands undone, such as an earlier taking back of it. */
const telling = (after: readonly LoggedChange[], rootOf: RootOf): LoggedChange[] =>
  after.filter(({ dot }) => {
    const root = rootOf(dot);
    return !(root?.undone && after.some((other) => other.dot >= root.first && other.dot <= root.last));
  });

const sidesOf = (
  kind: RecordKind,
  changes: readonly LoggedChange[],
  merged: readonly LoggedChange[],
  rootOf: RootOf,
): Sides => {
  const names = new Set(merged.map(dotName));
  const others = changes.filter((change) => !names.has(dotName(change)));
  const after = others.filter(({ seen }) => knows(seen, merged));
  const before = others.filter((change) => !after.includes(change));
  return {
    before: stateAfter(kind, before),
    now: rowState(kind, decide(KIND_RULES[kind], changes)),
    since: new Set(telling(after, rootOf).flatMap(partsOf)),
  };
};

/** Fields to be written so that a record is again what it was; a field in conflict is settled with its earlier value. */
const restore = (kind: RecordKind, changes: readonly Change[], { before, now, since }: Sides) => {
  const conflicts = new Set(conflictsOf(KIND_RULES[kind], decide(KIND_RULES[kind], changes)));
  const told: State = {};
  let kept = 0;
  for (const [name, value] of Object.entries(before)) {
    if (name === 'tags' || (isSame(value, now[name]) && !conflicts.has(name))) continue;
    if (since.has(name)) kept++;
    else told[name] = value;
  }
  const [had, has] = [(before.tags ?? []) as string[], (now.tags ?? []) as string[]];
  const differ = [...had.filter((tag) => !has.includes(tag)), ...has.filter((tag) => !had.includes(tag))];
  const free = differ.filter((tag) => !since.has(`tag ${tag}`));
  kept += differ.length - free.length;
  const tags = { add: free.filter((tag) => had.includes(tag)), remove: free.filter((tag) => has.includes(tag)) };
  if (free.length > 0) told.tags = tags;
  return { told, kept };
};

const opOf = (told: State) => ('retired' in told ? (told.retired ? 'retire' : 'restore') : 'edit');

/** Takes one record back to what it was apart from the merged changes. Returns how many parts were left alone. */
const undoRecord = (
  write: Write,
  { kind, id }: { readonly kind: RecordKind; readonly id: string },
  merged: ReadonlySet<number>,
  rootOf: RootOf,
): number => {
  const changes = changesOf(write.db, id);
  const came = changes.filter(({ dot }) => merged.has(dot));
  if (came.some(({ op }) => op === 'create')) {
    // A record that came with the merge and was worked on since stays.
    const others = changes.filter(({ dot }) => !merged.has(dot));
    if (telling(others, rootOf).length > 0) return 1;
    write.retire(kind, id);
    return 0;
  }
  const { told, kept } = restore(kind, changes, sidesOf(kind, changes, came, rootOf));
  write.apply(kind, id, opOf(told), told);
  return kept;
};

/** Takes a whole merge back as an ordinary edit, without touching what was edited since (M16). */
export const undoMerge = async (write: Write, receipt: number, signal?: AbortSignal): Promise<Undone> => {
  const pace = paceOf(signal);
  const dots = new Set(
    write.db.all('SELECT dot FROM receipt_changes WHERE receipt = ?', receipt).map((row) => row.dot as number),
  );
  const records = write.db.all(
    `SELECT c.kind, c.record, max(c.dot) AS newest FROM receipt_changes r JOIN changes c ON c.dot = r.dot
      WHERE r.receipt = ? GROUP BY c.record ORDER BY newest DESC`,
    receipt,
  );
  const rootOf = rootFinder(write.db);
  let kept = 0;
  for (const { kind, record } of records) {
    await pace();
    kept += undoRecord(write, { kind: kind as RecordKind, id: record as string }, dots, rootOf);
  }
  return { undone: records.length, kept };
};
