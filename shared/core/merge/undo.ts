import { type Change, dotName, type TagChange } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import { hasSeen, type Vector } from '../../model/vector.ts';
import { paceOf } from '../pace.ts';
import { isSame } from '../store/canonical.ts';
import { changesOf, KIND_RULES, type LoggedChange, rowState, type State, stateAfter } from '../store/history.ts';
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

const sidesOf = (kind: RecordKind, changes: readonly Change[], merged: readonly Change[]): Sides => {
  const names = new Set(merged.map(dotName));
  const others = changes.filter((change) => !names.has(dotName(change)));
  const after = others.filter(({ seen }) => knows(seen, merged));
  const before = others.filter((change) => !after.includes(change));
  return {
    before: stateAfter(kind, before),
    now: rowState(kind, decide(KIND_RULES[kind], changes)),
    since: new Set(after.flatMap(partsOf)),
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
const undoRecord = (write: Write, kind: RecordKind, id: string, merged: ReadonlySet<number>): number => {
  const changes = changesOf(write.db, id);
  const came = changes.filter(({ dot }) => merged.has(dot));
  if (came.length === changes.length) {
    write.retire(kind, id);
    return 0;
  }
  // A record that came with the merge and was worked on since stays.
  if (came.some(({ op }: LoggedChange) => op === 'create')) return 1;
  const { told, kept } = restore(kind, changes, sidesOf(kind, changes, came));
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
  let kept = 0;
  for (const { kind, record } of records) {
    await pace();
    kept += undoRecord(write, kind as RecordKind, record as string, dots);
  }
  return { undone: records.length, kept };
};
