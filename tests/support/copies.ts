import * as fc from 'fast-check';
import { decide, join, type KindRules, vectorOf } from '#shared/core/merge/decide.ts';
import type { Change, Op } from '#shared/model/change.ts';

/** Rules of a made-up kind with everything in it: a text, a value with no blank, an order, tags. */
export const RULES: KindRules = {
  blanks: { statement: '', marking: undefined, position: '' },
  quiet: new Set(['position']),
  tagged: true,
};

export const RECORD = '01900000-0000-7000-8000-000000000001';

/** What somebody does to one record on one of the copies; `clock` is what the wall clock there says. */
export type Act =
  | { readonly do: 'edit'; readonly copy: number; readonly clock: number; readonly fields: Record<string, string> }
  | {
      readonly do: 'tags';
      readonly copy: number;
      readonly clock: number;
      readonly add: string[];
      readonly remove: string[];
    }
  | { readonly do: 'retire' | 'restore'; readonly copy: number; readonly clock: number }
  | { readonly do: 'send'; readonly copy: number; readonly to: number };

const copies = 5;
const copy = fc.nat(copies - 1);
/** Clocks that jump about, also backwards. */
const clock = fc.nat(1000);
const word = fc.constantFrom('a', 'b', 'c');

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      copy,
      clock,
      fields: fc.record({ statement: word, marking: word, position: word }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tags' as const),
      copy,
      clock,
      add: fc.uniqueArray(word, { maxLength: 2 }),
      remove: fc.uniqueArray(word, { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('retire' as const, 'restore' as const), copy, clock }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), copy, to: copy }) },
);

const replicaOf = (at: number): string => String(at).padStart(32, '0');

/** Several copies of a library that hold one record, and what each knows of it. */
export class Copies {
  readonly known: (readonly Change[])[];
  readonly #seqs = Array.from({ length: copies }, () => 0);

  constructor() {
    const first = this.#change(0, 'create', 0, { statement: 'first', marking: 'GREEN' }, []);
    this.known = Array.from({ length: copies }, () => [first]);
  }

  #change(at: number, op: Op, ms: number, fields: Record<string, unknown>, saw: readonly Change[]): Change {
    const seq = (this.#seqs[at] ?? 0) + 1;
    this.#seqs[at] = seq;
    const base = { counter: 0, author: `Author ${at}`, kind: 'fact' as const, record: RECORD, reason: '' };
    return { ...base, replica: replicaOf(at), seq, ms, op, fields, seen: vectorOf(saw) };
  }

  /** Writes on a copy what the act says, or hands what one copy knows to another. */
  act(act: Act): void {
    const own = this.known[act.copy] ?? [];
    if (act.do === 'send') {
      this.known[act.to] = join(this.known[act.to] ?? [], own).changes;
      return;
    }
    const state = decide(RULES, own);
    const write = (op: Op, fields: Record<string, unknown>): void => {
      this.known[act.copy] = [...own, this.#change(act.copy, op, act.clock, fields, own)];
    };
    if (act.do === 'edit') write('edit', act.fields);
    else if (act.do === 'tags')
      write('edit', { tags: { add: act.add, remove: act.remove.filter((tag) => state.tags.includes(tag)) } });
    else write(act.do, { retired: act.do === 'retire' });
  }
}

/** Copies after some acts, with no further rule than that they happened. */
export const copiesAfter = (acts: readonly Act[]): Copies => {
  const all = new Copies();
  for (const act of acts) all.act(act);
  return all;
};

export const anyActs = fc.array(anyAct, { maxLength: 40 });
