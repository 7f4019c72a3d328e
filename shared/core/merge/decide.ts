/**
 * The core of merging, as pure functions of the changes that two copies know of one record. A record travels whole
 * (M5), so what a copy holds of it is a set of changes closed under "had seen"; joining two copies is the union of
 * their sets, and everything else is derived from it: the same on every copy, whatever the order of arrival.
 */
import { type Change, compareChanges, dotName, type TagChange } from '../../model/change.ts';
import { hasSeen, type Vector } from '../../model/vector.ts';
import { canonicalJson, isSame } from '../store/canonical.ts';

/** How the fields of one kind of record behave. */
export interface KindRules {
  /** Per field the value that a new record has when its first change tells none; undefined where it is always told. */
  readonly blanks: Readonly<Record<string, unknown>>;
  /** Fields of arrangement, such as order: the last writer wins without a conflict (M11). */
  readonly quiet: ReadonlySet<string>;
  readonly tagged: boolean;
}

/** A value that survives in a field, and the change that wrote it (M6). */
export interface Sibling {
  readonly value: unknown;
  readonly change: Change;
}

/** What a record is, derived from all changes that are known of it. */
export interface Decided {
  /** Per field the surviving values, the displayed one first (M7, M8). */
  readonly fields: Readonly<Record<string, readonly Sibling[]>>;
  readonly tags: readonly string[];
  readonly retired: boolean;
  /** Deletions that an edit which they had not seen overruled, until somebody decides (M10); otherwise empty. */
  readonly overruled: readonly Change[];
  readonly vector: Vector;
}

/** Two sets of changes as one (M3). A dot that stands for two different changes is told apart (M19), the first kept. */
export const join = (
  a: readonly Change[],
  b: readonly Change[],
): { readonly changes: readonly Change[]; readonly clashes: readonly Change[] } => {
  const known = new Map<string, Change>();
  for (const change of a) known.set(dotName(change), change);
  const clashes: Change[] = [];
  for (const change of b) {
    const dot = dotName(change);
    const own = known.get(dot);
    if (!own) known.set(dot, change);
    else if (!isSameChange(own, change)) clashes.push(change);
  }
  return { changes: [...known.values()], clashes };
};

/** What of a change travels: everything but how one file numbers it. */
export const portable = ({ ms, counter, author, kind, record, op, fields, seen, reason, replica, seq }: Change) => ({
  ...{ replica, seq, ms, counter, author, kind, record, op, fields, reason },
  seen: Object.fromEntries(seen),
});

const isSameVector = (a: Vector, b: Vector): boolean => {
  if (a.size !== b.size) return false;
  for (const [replica, seq] of a) if (b.get(replica) !== seq) return false;
  return true;
};

/** True when two changes are the same in every part that travels. */
export const isSameChange = (a: Change, b: Change): boolean =>
  a === b ||
  (a.replica === b.replica &&
    a.seq === b.seq &&
    a.ms === b.ms &&
    a.counter === b.counter &&
    a.author === b.author &&
    a.kind === b.kind &&
    a.record === b.record &&
    a.op === b.op &&
    a.reason === b.reason &&
    isSameVector(a.seen, b.seen) &&
    isSame(a.fields, b.fields));

/** The vector that has seen all of these changes and all that they had seen. */
export const vectorOf = (changes: readonly Change[]): Vector => {
  const vector = new Map<string, number>();
  const see = (replica: string, seq: number): void => {
    if ((vector.get(replica) ?? 0) < seq) vector.set(replica, seq);
  };
  for (const { replica, seq } of changes) see(replica, seq);
  return vector;
};

/** Everything that any of the changes had seen: a change in it is superseded as far as these changes write the same. */
const coverOf = (changes: readonly Change[]): Vector => {
  const cover = new Map<string, number>();
  for (const { seen } of changes) {
    for (const [replica, seq] of seen) if ((cover.get(replica) ?? 0) < seq) cover.set(replica, seq);
  }
  return cover;
};

/** Those that none of the others had seen. */
const surviving = (changes: readonly Change[]): readonly Change[] => {
  if (changes.length < 2) return changes;
  const cover = coverOf(changes);
  return changes.filter(({ replica, seq }) => !hasSeen(cover, replica, seq));
};

const isBy = (vector: Vector, { replica, seq }: Change): boolean => hasSeen(vector, replica, seq);

/** The surviving values of one field. Making a record writes every field, also those left blank (M6). */
const siblingsOf = (field: string, blank: unknown, changes: readonly Change[]): readonly Sibling[] => {
  const wrote = changes.filter(({ op, fields }) => field in fields || (op === 'create' && blank !== undefined));
  const siblings = surviving(wrote).map((change) => ({
    value: field in change.fields ? change.fields[field] : blank,
    change,
  }));
  return siblings.length < 2 ? siblings : siblings.sort((a, b) => compareChanges(b.change, a.change));
};

const tagChangeOf = ({ fields }: Change): TagChange | undefined => fields.tags as TagChange | undefined;

/** A tag stays when somebody added it and no removal had seen that (M9). */
const decideTags = (changes: readonly Change[]): readonly string[] => {
  const adds = new Map<string, Change[]>();
  const removals = new Map<string, Change[]>();
  const note = (into: Map<string, Change[]>, tag: string, change: Change): void => {
    const list = into.get(tag);
    if (list) list.push(change);
    else into.set(tag, [change]);
  };
  for (const change of changes) {
    for (const tag of tagChangeOf(change)?.add ?? []) note(adds, tag, change);
    for (const tag of tagChangeOf(change)?.remove ?? []) note(removals, tag, change);
  }
  const stays = ([tag, added]: [string, Change[]]): boolean => {
    const removed = removals.get(tag);
    if (!removed) return true;
    const cover = coverOf(removed);
    return added.some((change) => !isBy(cover, change));
  };
  return [...adds]
    .filter(stays)
    .map(([tag]) => tag)
    .sort();
};

/** Whether the record is deleted, and the deletions that an edit which did not know of them overrules (M10). */
const decideRetired = (changes: readonly Change[]): Pick<Decided, 'retired' | 'overruled'> => {
  const last = surviving(changes.filter(({ op, fields }) => op === 'create' || 'retired' in fields));
  const deletions = last.filter(({ fields }) => fields.retired === true);
  if (deletions.length === 0) return { retired: false, overruled: [] };
  const cover = coverOf(deletions);
  const rescued = changes.some(
    (change) =>
      change.fields.retired !== true &&
      !isBy(cover, change) &&
      deletions.every((deletion) => !isBy(change.seen, deletion)),
  );
  return rescued ? { retired: false, overruled: deletions } : { retired: true, overruled: [] };
};

/** What a record is, given all changes that are known of it: at least its creation. */
export const decide = (rules: KindRules, changes: readonly Change[]): Decided => ({
  fields: Object.fromEntries(
    Object.entries(rules.blanks).map(([field, blank]) => [field, siblingsOf(field, blank, changes)]),
  ),
  tags: rules.tagged ? decideTags(changes) : [],
  ...decideRetired(changes),
  vector: vectorOf(changes),
});

/** The values that a field is displayed with and in conflict over: more than one only when they differ (M7). */
export const distinct = (siblings: readonly Sibling[]): readonly Sibling[] => {
  const told = new Set<string>();
  return siblings.filter(({ value }) => {
    const text = canonicalJson(value);
    return told.size !== told.add(text).size;
  });
};

/** The fields of a record over which somebody has to decide; `retired` stands for an overruled deletion (M7, M10). */
export const conflictsOf = (rules: KindRules, decided: Decided): readonly string[] => [
  ...Object.entries(decided.fields)
    .filter(([field, siblings]) => !rules.quiet.has(field) && siblings.length > 1 && distinct(siblings).length > 1)
    .map(([field]) => field),
  ...(decided.overruled.length > 0 ? ['retired'] : []),
];

/**
 * True when it shows at a glance that nobody has to decide anything over a record: no field was written by two who had
 * not seen each other, and nobody ever deleted it. Most records are like that. All of a record have seen its making.
 */
export const isUncontested = (rules: KindRules, changes: readonly Change[]): boolean => {
  const writers = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.op === 'create') continue;
    for (const field of Object.keys(change.fields)) {
      const others = writers.get(field);
      if (others) others.push(change);
      else writers.set(field, [change]);
    }
  }
  const isAgreed = ([field, wrote]: [string, Change[]]): boolean =>
    field === 'tags' || rules.quiet.has(field) || surviving(wrote).length < 2;
  return !writers.has('retired') && isMadeOnce(changes) && [...writers].every(isAgreed);
};

const isMadeOnce = (changes: readonly Change[]): boolean => changes.filter(({ op }) => op === 'create').length === 1;

/**
 * Why a set of changes cannot be what one record went through, or undefined: its dots must be whole, each writer must
 * know its own earlier changes and no later ones, and each change must have seen what those that it saw had seen. Then
 * nothing runs in a circle, and every field has a surviving value.
 */
export const flawOf = (changes: readonly Change[]): string | undefined => {
  const byDot = new Map(changes.map((change) => [dotName(change), change]));
  const [first] = changes;
  if (!first || !changes.some(({ op }) => op === 'create')) return 'it has no beginning';
  const previous = new Map<string, number>();
  for (const change of changes.toSorted((a, b) => a.seq - b.seq)) {
    const { replica, seq, seen, op } = change;
    if (change.kind !== first.kind || change.record !== first.record) return 'changes of several records are mixed';
    if ((seen.get(replica) ?? 0) !== (previous.get(replica) ?? 0)) return 'a writer does not know its own changes';
    previous.set(replica, seq);
    if (op === 'create' ? seen.size > 0 : seen.size === 0) return 'a change does not know the beginning';
    for (const [other, top] of seen) {
      const known = byDot.get(`${other}:${top}`);
      if (!known) return 'a change has seen another that is missing';
      for (const [far, deep] of known.seen) {
        if ((seen.get(far) ?? 0) < deep) return 'a change has seen another, but not what that one had seen';
      }
    }
  }
  return undefined;
};
