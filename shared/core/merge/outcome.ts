import type { MergeEffect } from '../../contract/exchange.ts';
import type { Change } from '../../model/change.ts';
import { compareMarkings, type Marking } from '../../model/marking.ts';
import { conflictsOf, type Decided, decide, isUncontested, type KindRules } from './decide.ts';

/** What changes that come in do to a record. */
export interface Outcome {
  readonly effect: MergeEffect;
  /** The marking that it rises to, if it rises. */
  readonly raised: Marking | null;
}

const markingOf = ({ fields }: Decided): Marking | undefined => fields.marking?.[0]?.value as Marking | undefined;

const risesTo = (before: Decided, after: Decided): Marking | null => {
  const [was, is] = [markingOf(before), markingOf(after)];
  return was && is && compareMarkings(is, was) > 0 ? is : null;
};

const isPlain = ({ fields }: Change): boolean => !('marking' in fields || 'retired' in fields);

/**
 * What a record that is known here becomes (M14). `all` is what is known of it with what comes in, its own changes
 * first. Most need not be decided for that: nobody contradicts, and what is new neither deletes nor marks.
 */
export const outcomeOf = (rules: KindRules, own: readonly Change[], all: readonly Change[]): Outcome => {
  const isMild = all.slice(own.length).every(isPlain);
  if (isMild && isUncontested(rules, all)) return { effect: 'updated', raised: null };
  const after = decide(rules, all);
  const contested = conflictsOf(rules, after);
  if (isMild && contested.length > 0 && isUncontested(rules, own)) return { effect: 'conflict', raised: null };
  const before = decide(rules, own);
  const known = new Set(conflictsOf(rules, before));
  const isDeleted = after.retired && !before.retired;
  const effect = contested.some((field) => !known.has(field)) ? 'conflict' : isDeleted ? 'deleted' : 'updated';
  return { effect, raised: risesTo(before, after) };
};
