import type { MergeEffect } from '../../contract/exchange.ts';
import type { Change } from '../../model/change.ts';
import { compareMarkings, type Marking } from '../../model/marking.ts';
import { conflictsOf, type Decided, decide, isLine, type KindRules } from './decide.ts';

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

const effectOf = (rules: KindRules, before: Decided, after: Decided): MergeEffect => {
  const known = new Set(conflictsOf(rules, before));
  if (conflictsOf(rules, after).some((field) => !known.has(field))) return 'conflict';
  return after.retired && !before.retired ? 'deleted' : 'updated';
};

/**
 * What a record that is known here becomes (M14). `all` is what is known of it with what comes in, its own changes
 * first. Most need not be decided for that: one wrote after another, and what is new neither deletes nor marks.
 */
export const outcomeOf = (rules: KindRules, own: readonly Change[], all: readonly Change[]): Outcome => {
  const isPlain =
    isLine(all) && !all.slice(own.length).some(({ fields }) => 'marking' in fields || 'retired' in fields);
  if (isPlain) return { effect: 'updated', raised: null };
  const before = decide(rules, own);
  const after = decide(rules, all);
  return { effect: effectOf(rules, before, after), raised: risesTo(before, after) };
};
