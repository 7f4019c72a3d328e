import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { conflictsOf, decide, join } from '#shared/core/merge/decide.ts';
import { outcomeOf } from '#shared/core/merge/outcome.ts';
import type { Change } from '#shared/model/change.ts';
import { compareMarkings, type Marking } from '#shared/model/marking.ts';
import { type Act, anyActs, copiesAfter, RULES } from '../support/copies.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const MARKINGS: Readonly<Record<string, Marking>> = { a: 'CLEAR', b: 'AMBER', c: 'RED' };

const withMarking = (act: Act): Act => {
  if (act.do !== 'edit' || act.fields.marking === undefined) return act;
  return { ...act, fields: { ...act.fields, marking: MARKINGS[act.fields.marking] as string } };
};

/** What is displayed, with all that is decided on the way. */
const stateOf = (changes: readonly Change[]) => {
  const decided = decide(RULES, changes);
  return {
    conflicts: conflictsOf(RULES, decided),
    retired: decided.retired,
    marking: decided.fields.marking?.[0]?.value as Marking,
  };
};

test('what is told of a record before is what it becomes (M14)', () => {
  const met = { conflict: 0, deleted: 0, updated: 0, raised: 0 };
  fc.assert(
    fc.property(anyActs, (acts) => {
      const [own = [], theirs = []] = copiesAfter(acts.map(withMarking)).known;
      const all = join(own, theirs).changes;
      if (all.length === own.length) return;
      const [before, after] = [stateOf(own), stateOf(all)];
      const { effect, raised } = outcomeOf(RULES, own, all);
      const isContested = after.conflicts.some((field) => !before.conflicts.includes(field));
      const isDeleted = after.retired && !before.retired;
      expect(effect).toBe(isContested ? 'conflict' : isDeleted ? 'deleted' : 'updated');
      expect(raised).toBe(compareMarkings(after.marking, before.marking) > 0 ? after.marking : null);
      met[effect as 'updated']++;
      if (raised) met.raised++;
    }),
    { numRuns },
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
});

test('a record that two have made each for themselves is in conflict (M6, M14)', () => {
  const [[made] = []] = copiesAfter([]).known;
  const other = { ...(made as Change), replica: 'b'.repeat(32), fields: { statement: 'other' } };
  expect(outcomeOf(RULES, [made as Change], [made as Change, other])).toEqual({ effect: 'conflict', raised: null });
});

test('a conflict that was here before is not told as one that comes (M14)', () => {
  const [own = [], , theirs = []] = copiesAfter([
    { do: 'edit', copy: 0, clock: 1, fields: { statement: 'a' } },
    { do: 'edit', copy: 1, clock: 2, fields: { statement: 'b' } },
    { do: 'send', copy: 1, to: 0 },
    { do: 'tags', copy: 2, clock: 3, add: ['c'], remove: [] },
  ]).known;
  expect(conflictsOf(RULES, decide(RULES, own))).toEqual(['statement']);
  expect(outcomeOf(RULES, own, join(own, theirs).changes)).toEqual({ effect: 'updated', raised: null });
});
