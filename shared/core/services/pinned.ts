import { type Fact, factSchema } from '../../model/fact.ts';
import type { Pin } from '../../model/records.ts';
import { canonicalId, canonicalIds } from '../store/aliases.ts';
import { isSame } from '../store/canonical.ts';
import type { Readable } from '../store/handle.ts';
import { stateAt } from '../store/history.ts';
import { readMany } from '../store/records.ts';

/** What a reader of the briefing would notice; tags, review days and own columns may change without touching it. */
const TELLING = [
  'statement',
  'subject',
  'quantity',
  'asOf',
  'validUntil',
  'status',
  'supersededBy',
  'marking',
  'retired',
] as const satisfies readonly (keyof Fact)[];

/** A fact with its links read through to the records that stand for those it names (M13). */
export const readThrough = <F extends Pick<Fact, 'subject' | 'supersededBy'>>(db: Readable, fact: F): F => ({
  ...fact,
  subject: fact.subject && canonicalId(db, fact.subject),
  supersededBy: fact.supersededBy && canonicalId(db, fact.supersededBy),
});

/** For each of these ids the fact that stands for it, as it is now. */
export const factsStanding = (db: Readable, ids: readonly string[]): Map<string, Fact> => {
  const canonical = canonicalIds(db, ids);
  const facts = new Map(readMany(db, 'fact', [...new Set(canonical.values())]).map((fact) => [fact.id, fact]));
  return new Map(
    [...canonical].flatMap(([id, standing]): [string, Fact][] => {
      const fact = facts.get(standing);
      return fact ? [[id, fact]] : [];
    }),
  );
};

/** True when a fact says something else now than it did when it was pinned. */
export const hasMoved = (pinned: Fact, current: Fact): boolean =>
  TELLING.some((field) => !isSame(pinned[field], current[field]));

/** A fact as it was when pinned and as it is now. `fact` falls back to the present when the history is not here. */
export interface FactAtPin {
  readonly pin: Pin;
  readonly pinned: Fact | null;
  readonly current: Fact | null;
  readonly stale: boolean;
}

/**
 * What a pin refers to, given the fact as it is now. Nearly always the fact has not moved, and no history is read. A pin
 * of a joined fact keeps the text that was pinned; what it is held against is the fact that stands for it now (M13).
 */
export const factAtPin = (db: Readable, pin: Pin, current: Fact | null): FactAtPin => {
  if (!current) return { pin, pinned: null, current, stale: true };
  if (current.revision === pin.revision) return { pin, pinned: current, current, stale: current.retired };
  const state = stateAt(db, 'fact', pin.fact, pin.revision);
  if (!state) return { pin, pinned: null, current, stale: true };
  const pinned = factSchema.parse({ ...current, ...state, revision: pin.revision });
  const moved = hasMoved(readThrough(db, pinned), readThrough(db, current));
  return { pin, pinned, current, stale: current.retired || moved };
};
