import { type Fact, factSchema } from '../../model/fact.ts';
import type { Pin } from '../../model/records.ts';
import { isSame } from '../store/canonical.ts';
import type { Readable } from '../store/handle.ts';
import { stateAt } from '../store/history.ts';

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
 * What a pin refers to, given the fact as it is now. Nearly always the fact has not moved, and no history is read.
 */
export const factAtPin = (db: Readable, pin: Pin, current: Fact | null): FactAtPin => {
  if (!current) return { pin, pinned: null, current, stale: true };
  if (current.revision === pin.revision) return { pin, pinned: current, current, stale: current.retired };
  const state = stateAt(db, 'fact', pin.fact, pin.revision);
  if (!state) return { pin, pinned: null, current, stale: true };
  const pinned = factSchema.parse({ ...current, ...state, revision: pin.revision });
  return { pin, pinned, current, stale: current.retired || hasMoved(pinned, current) };
};
