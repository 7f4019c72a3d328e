import type { Change, Op, TagChange } from '../../model/change.ts';
import type { RecordKind } from '../../model/records.ts';
import { hasSeen } from '../../model/vector.ts';
import { paceOf } from '../pace.ts';
import { isSame } from './canonical.ts';
import type { Readable, Row } from './handle.ts';
import { changesOf, type LoggedChange, type State, stateAfter } from './history.ts';
import type { Write } from './write.ts';

/** A step of this library, as far as taking back asks: its dots, and the step that it took back itself. */
interface Step {
  readonly n: number;
  readonly first: number;
  readonly last: number;
  readonly reverts: number | null;
  /** True while it stands undone. */
  readonly undone: boolean;
}

const STEP = 'SELECT n, first_dot, last_dot, reverts, undone_by FROM edits';

const asStep = (row: Row): Step => ({
  n: row.n as number,
  first: row.first_dot as number,
  last: row.last_dot as number,
  reverts: row.reverts as number | null,
  undone: row.undone_by !== null,
});

/** Which step a change belongs to; undefined for changes that came from elsewhere. */
const stepFinder = (db: Readable): ((dot: number) => Step | undefined) => {
  let last: Step | undefined;
  return (dot) => {
    if (last && dot >= last.first && dot <= last.last) return last;
    const row = db.get(`${STEP} WHERE first_dot <= ? ORDER BY first_dot DESC, n DESC LIMIT 1`, dot);
    last = row && asStep(row);
    return last && dot <= last.last ? last : undefined;
  };
};

/**
 * Finds the step that a change goes back to: its own, or of a change that took steps back and forth, the one that this
 * began with.
 */
export const rootFinder = (db: Readable): ((dot: number) => Step | undefined) => {
  const find = stepFinder(db);
  return (dot) => {
    let step = find(dot);
    while (step && step.reverts !== null) {
      const row = db.get(`${STEP} WHERE n = ?`, step.reverts);
      step = row && asStep(row);
    }
    return step;
  };
};

/** What a value goes back to: the step that wrote it, or the dot of a change from elsewhere. */
type Origin = number | string | undefined;
type Origins = Map<string, Origin>;

/** The parts of a record that a change writes. A tag is a part of its own, and making a record writes them all. */
const partsOf = (change: Change): string[] => {
  const names = Object.keys(change.fields).filter((name) => name !== 'tags');
  const { add, remove } = (change.fields.tags ?? { add: [], remove: [] }) as TagChange;
  if (change.op === 'create') names.push('retired');
  return [...names, ...[...add, ...remove].map((tag) => `tag ${tag}`)];
};

/** How the parts of a record came to be what they are, with the state before the step and the origins after it. */
interface Past {
  readonly before: State;
  readonly now: State;
  readonly wrote: ReadonlySet<string>;
  readonly created: boolean;
  readonly after: Origins;
  readonly current: Origins;
}

/**
 * Follows a record through its history. A step that took another back leaves each part as that one found it, so its
 * origin is the earlier one again: undoing and redoing leave no trace that would stand in the way of the next undo.
 */
const pastOf = (
  changes: readonly LoggedChange[],
  kind: RecordKind,
  step: Step,
  find: (dot: number) => Step | undefined,
): Past => {
  const found = new Map<number, Origins>();
  const current: Origins = new Map();
  const wrote = new Set<string>();
  let before: State = {};
  let after: Origins = new Map();
  let created = false;
  for (const change of changes) {
    const by = find(change.dot);
    const own = by?.n === step.n;
    if (own && wrote.size === 0) before = stateAfter(kind, seenOf(change, changes));
    for (const part of partsOf(change)) {
      if (by) {
        const ofStep = found.get(by.n) ?? new Map<string, Origin>();
        found.set(by.n, ofStep);
        if (!ofStep.has(part)) ofStep.set(part, current.get(part));
      }
      const takesBack = by?.reverts ?? null;
      current.set(part, takesBack === null ? (by?.n ?? `${change.dot}`) : found.get(takesBack)?.get(part));
      if (own) wrote.add(part);
    }
    if (own) {
      created ||= change.op === 'create';
      after = new Map(current);
    }
  }
  return { before, now: stateAfter(kind, changes), wrote, created, after, current };
};

const seenOf = ({ seen }: Change, changes: readonly LoggedChange[]): LoggedChange[] =>
  changes.filter(({ replica, seq }) => hasSeen(seen, replica, seq));

/** What is to be written to take a step back on one record, leaving alone what was written again since. */
const inverse = (past: Past): { told: State; kept: number } => {
  const { before, now, wrote, created, after, current } = past;
  const since = (part: string): boolean => current.get(part) !== after.get(part);
  if (created) {
    // A record that somebody went on working on stays.
    const touched = [...current.keys()].some((part) =>
      wrote.has(part) ? since(part) : current.get(part) !== undefined,
    );
    if (touched || now.retired === true) return { told: {}, kept: touched ? 1 : 0 };
    return { told: { retired: true }, kept: 0 };
  }
  const told: State = {};
  const tags = { add: [] as string[], remove: [] as string[] };
  let kept = 0;
  for (const part of wrote) {
    if (since(part)) kept += 1;
    else if (part.startsWith('tag ')) {
      const tag = part.slice(4);
      const had = (before.tags as string[]).includes(tag);
      const has = (now.tags as string[]).includes(tag);
      if (had !== has) tags[had ? 'add' : 'remove'].push(tag);
    } else if (!isSame(before[part], now[part])) told[part] = before[part];
  }
  if (tags.add.length + tags.remove.length > 0) told.tags = tags satisfies TagChange;
  return { told, kept };
};

const opOf = (told: State): Op => ('retired' in told ? (told.retired ? 'retire' : 'restore') : 'edit');

/**
 * Takes a step back as an ordinary edit that restores the earlier values, without touching what was changed since.
 * Returns how many parts were left alone for that reason.
 */
export const revertStep = async (write: Write, n: number, signal?: AbortSignal): Promise<number> => {
  const pace = paceOf(signal);
  const row = write.db.get(`${STEP} WHERE n = ?`, n);
  if (!row) return 0;
  const step = asStep(row);
  const records = write.db.all(
    'SELECT record, kind, max(dot) AS newest FROM changes WHERE dot BETWEEN ? AND ? GROUP BY record ORDER BY newest DESC',
    step.first,
    step.last,
  );
  const find = stepFinder(write.db);
  let kept = 0;
  for (const { record, kind } of records) {
    await pace();
    const past = pastOf(changesOf(write.db, record as string), kind as RecordKind, step, find);
    const back = inverse(past);
    kept += back.kept;
    write.apply(kind as RecordKind, record as string, opOf(back.told), back.told);
  }
  write.db.run('UPDATE edits SET reverts = ? WHERE n = ?', n, write.edit);
  return kept;
};
