import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conflictsOf, decide, distinct, flawOf, isSameChange, join } from '#shared/core/merge/decide.ts';
import { canonicalJson } from '#shared/core/store/canonical.ts';
import { type Change, compareChanges, dotName } from '#shared/model/change.ts';
import { formatVector, hasSeen } from '#shared/model/vector.ts';
import { anyActs, copiesAfter, RULES } from '../support/copies.ts';

/** More in the nightly run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

type Known = readonly Change[];

/** Everything that a copy shows of a record, as text. */
const shown = (changes: Known): string => {
  const { vector, overruled, fields, ...rest } = decide(RULES, changes);
  return canonicalJson({
    ...rest,
    vector: formatVector(vector),
    overruled: overruled.map(dotName).sort(),
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, siblings]) => [
        name,
        siblings.map(({ value, change }) => `${dotName(change)} ${canonicalJson(value)}`),
      ]),
    ),
  });
};
const together = (...sets: Known[]): Known => sets.reduce((all, set) => join(all, set).changes, []);

const property = (check: (known: readonly Known[]) => void): void =>
  fc.assert(
    fc.property(anyActs, (acts) => check(copiesAfter(acts).known)),
    { numRuns },
  );

describe('joining what copies know of a record', () => {
  test('does not depend on order: commutative and associative (M3, M8)', () => {
    property(([a = [], b = [], c = []]) => {
      expect(shown(together(a, b))).toBe(shown(together(b, a)));
      expect(shown(together(together(a, b), c))).toBe(shown(together(a, together(b, c))));
    });
  });

  test('changes nothing the second time, nor with an older state (M17)', () => {
    property(([a = [], b = []]) => {
      const both = together(a, b);
      expect(shown(together(both, b))).toBe(shown(both));
      expect(shown(together(both, a))).toBe(shown(both));
    });
  });

  test('brings all copies to one state in any order of exchange (M7)', () => {
    fc.assert(
      fc.property(anyActs, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (acts, order) => {
        const { known } = copiesAfter(acts);
        const straight = together(...known);
        const shuffled = together(...order.map((at) => known[at] ?? []));
        expect(shown(shuffled)).toBe(shown(straight));
      }),
      { numRuns },
    );
  });

  test('loses no acknowledged change, and vectors only grow (M3, M4)', () => {
    property(([a = [], b = []]) => {
      const both = together(a, b);
      const dots = new Set(both.map(dotName));
      for (const change of [...a, ...b]) expect(dots.has(dotName(change))).toBe(true);
      const { vector } = decide(RULES, both);
      for (const side of [a, b])
        for (const [replica, seq] of decide(RULES, side).vector) expect(hasSeen(vector, replica, seq)).toBe(true);
    });
  });

  test('tells a dot that stands for two changes, and keeps the first (M19)', () => {
    property(([a = []]) => {
      const [first] = a;
      if (!first) return;
      const forged = { ...first, reason: 'forged' };
      const { changes, clashes } = join(a, [forged]);
      expect(clashes).toEqual([forged]);
      expect(shown(changes)).toBe(shown(a));
      expect(isSameChange(first, { ...first, seen: new Map(first.seen) })).toBe(true);
    });
  });
});

describe('what is decided', () => {
  const everywhere = (check: (changes: Known) => void): void => property((known) => check(together(...known)));

  test('a value survives exactly when no other write of its field had seen it (M6)', () => {
    everywhere((changes) => {
      const { fields } = decide(RULES, changes);
      for (const [name, siblings] of Object.entries(fields)) {
        const writers = changes.filter(
          ({ op, fields: told }) => name in told || (op === 'create' && RULES.blanks[name] !== undefined),
        );
        const alive = writers.filter((one) => !writers.some(({ seen }) => hasSeen(seen, one.replica, one.seq)));
        expect(new Set(siblings.map(({ change }) => dotName(change)))).toEqual(new Set(alive.map(dotName)));
        expect(siblings.length).toBeGreaterThan(0);
      }
    });
  });

  test('differing survivors are a conflict, the newest is shown, and none is dropped (M7)', () => {
    everywhere((changes) => {
      const decided = decide(RULES, changes);
      const conflicts = conflictsOf(RULES, decided);
      for (const [name, siblings] of Object.entries(decided.fields)) {
        const values = new Set(siblings.map(({ value }) => canonicalJson(value)));
        expect(conflicts.includes(name)).toBe(values.size > 1 && name !== 'position');
        expect(distinct(siblings)).toHaveLength(values.size);
        const newest = siblings
          .map(({ change }) => change)
          .sort(compareChanges)
          .at(-1);
        expect(siblings[0]?.change).toBe(newest);
      }
    });
  });

  test('other clocks show other values, and nothing else differs (M8)', () => {
    fc.assert(
      fc.property(anyActs, fc.array(fc.nat(1000), { minLength: 41, maxLength: 41 }), (acts, clocks) => {
        const all = together(...copiesAfter(acts).known);
        const moved = all.map((change, n) => ({ ...change, ms: clocks[n] ?? 0 }));
        const sorted = (changes: Known) => {
          const { fields, tags, retired, overruled } = decide(RULES, changes);
          const values = Object.entries(fields).map(([name, siblings]) => [
            name,
            siblings.map(({ value, change }) => `${dotName(change)} ${canonicalJson(value)}`).sort(),
          ]);
          return { values, tags, retired, overruled: overruled.map(dotName).sort() };
        };
        expect(sorted(moved)).toEqual(sorted(all));
      }),
      { numRuns },
    );
  });

  test('a tag is there exactly when an addition of it was seen by no removal (M9)', () => {
    everywhere((changes) => {
      const tagsOf = (change: Change) => change.fields.tags as { add: string[]; remove: string[] } | undefined;
      const { tags } = decide(RULES, changes);
      for (const tag of ['a', 'b', 'c']) {
        const adds = changes.filter((change) => tagsOf(change)?.add.includes(tag));
        const removals = changes.filter((change) => tagsOf(change)?.remove.includes(tag));
        const there = adds.some((add) => !removals.some(({ seen }) => hasSeen(seen, add.replica, add.seq)));
        expect(tags.includes(tag)).toBe(there);
      }
    });
  });

  test('an edit that did not know of a deletion wins over it and is told; one that everybody saw stands (M10)', () => {
    property((known) => {
      for (const changes of [...known, together(...known)]) {
        const { retired, overruled } = decide(RULES, changes);
        const states = changes.filter(({ op, fields }) => op === 'create' || 'retired' in fields);
        const last = states.filter((one) => !states.some(({ seen }) => hasSeen(seen, one.replica, one.seq)));
        const deletions = last.filter(({ fields }) => fields.retired === true);
        const unaware = changes.some(
          (one) =>
            one.fields.retired !== true &&
            deletions.every(
              (deletion) =>
                !hasSeen(deletion.seen, one.replica, one.seq) && !hasSeen(one.seen, deletion.replica, deletion.seq),
            ),
        );
        expect(retired).toBe(deletions.length > 0 && !unaware);
        expect(overruled.map(dotName).sort()).toEqual(
          deletions.length > 0 && unaware ? deletions.map(dotName).sort() : [],
        );
      }
    });
  });

  test('writing after having seen all values settles a conflict on every copy (M7, M10)', () => {
    everywhere((changes) => {
      const decided = decide(RULES, changes);
      const settle: Change = {
        ...(changes[0] as Change),
        replica: 'f'.repeat(32),
        seq: 1,
        op: 'restore',
        fields: { statement: 'settled', marking: 'settled', retired: false },
        seen: decided.vector,
      };
      const after = decide(RULES, [...changes, settle]);
      expect(conflictsOf(RULES, after)).toEqual([]);
      expect(after.fields.statement?.map(({ value }) => value)).toEqual(['settled']);
      expect(after.retired).toBe(false);
    });
  });

  test('order, and the like, never is a conflict (M11)', () => {
    everywhere((changes) => {
      expect(conflictsOf(RULES, decide(RULES, changes))).not.toContain('position');
    });
  });
});

describe('what a stranger sends', () => {
  test('is sound when it was made by exchange', () => {
    property((known) => {
      for (const changes of [...known, together(...known)]) expect(flawOf(changes)).toBeUndefined();
    });
  });

  test('is refused when a change that others saw is left out', () => {
    property((known) => {
      const all = together(...known);
      for (const gone of all) {
        const rest = all.filter((change) => change !== gone);
        const wasSeen = rest.some(({ seen }) => hasSeen(seen, gone.replica, gone.seq));
        if (wasSeen) expect(flawOf(rest)).toBeDefined();
      }
    });
  });

  test('is refused when changes have seen each other in a circle', () => {
    const [create] = copiesAfter([]).known[0] ?? [];
    if (!create) throw new Error('There is no first change.');
    const edit = (replica: string, seen: [string, number][]): Change => ({
      ...create,
      replica: replica.repeat(32),
      op: 'edit',
      seen: new Map([[create.replica, 1], ...seen]),
    });
    const circle = [create, edit('a', [['b'.repeat(32), 1]]), edit('b', [['a'.repeat(32), 1]])];
    expect(flawOf(circle)).toBeDefined();
    expect(flawOf([edit('a', [['a'.repeat(32), 1]]), create])).toBeDefined();
    expect(flawOf([{ ...create, op: 'edit' }])).toBeDefined();
    expect(flawOf([])).toBeDefined();
  });
});
