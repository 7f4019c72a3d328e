import type { MergeEffect } from '../../contract/exchange.ts';
import type { Change } from '../../model/change.ts';
import { type Link, RECORD_KINDS, type RecordKind } from '../../model/records.ts';
import { Refusal } from '../refusal.ts';
import type { Readable, Row } from '../store/handle.ts';
import { changesOfMany, rowsOf, stateAfter } from '../store/history.ts';
import type { Known } from '../store/receive.ts';
import type { Write } from '../store/write.ts';
import type { ForeignFile } from './foreign.ts';
import { needsOf, ownersOf, type TiedLink } from './links.ts';
import { byKind, type Plan, type PlanControl, type PlannedRecord, type Told, withKnown } from './plan.ts';

/** What a merge wrote. */
export interface Applied {
  readonly counts: Readonly<Record<MergeEffect, number>> & { readonly raised: number; readonly withheld: number };
  /** The dots in this file of everything that came in. */
  readonly dots: readonly number[];
  /** Changes that claim the dot of another, kept aside (M19). */
  readonly clashes: readonly Change[];
}

const refuseDangling = ({ kind }: Link): Refusal =>
  new Refusal(
    'INVALID',
    'pack-dangling',
    `The file points to a ${kind} that it does not hold; ask its sender for a new one.`,
    { kind },
  );

/** One merge on its way into the library. */
class Application {
  readonly #write: Write;
  readonly #effects: ReadonlyMap<string, PlannedRecord>;
  /** What is not taken: left by choice, or a part of what was left. */
  readonly #left: Set<string>;
  readonly #taken = new Set<string>();
  readonly #needs = new Map<string, TiedLink>();
  readonly #withheld: ReadonlySet<string>;
  readonly counts = { added: 0, updated: 0, conflict: 0, deleted: 0, raised: 0, withheld: 0 };
  readonly dots: number[] = [];
  readonly clashes: Change[] = [];

  constructor(write: Write, plan: Plan, leave: ReadonlySet<string>, withheld: ReadonlySet<string>) {
    this.#write = write;
    this.#effects = new Map(plan.items.map((item) => [item.id, item]));
    this.#left = new Set(leave);
    this.#withheld = withheld;
  }

  #isHere({ kind, id }: Link): boolean {
    return this.#write.holds(kind, id);
  }

  #isPartOfLeft(kind: RecordKind, told: readonly Change[]): boolean {
    return ownersOf(kind, stateAfter(kind, told)).some((owner) => this.#left.has(owner.id) && !this.#isHere(owner));
  }

  take({ kind, id, told, known }: Told<Known>): void {
    if (this.#left.size > 0 && this.#isPartOfLeft(kind, told)) {
      this.#left.add(id);
      return;
    }
    const received = this.#write.receive(kind, id, told, known);
    this.clashes.push(...received.clashes);
    if (!received.state) return;
    for (const dot of received.dots) this.dots.push(dot);
    this.#taken.add(id);
    for (const need of needsOf(kind, received.state)) if (!this.#taken.has(need.id)) this.#note(need);
    const planned = this.#effects.get(id);
    this.counts[planned?.effect ?? 'updated']++;
    if (planned?.raised) this.counts.raised++;
  }

  /** What somebody cannot do without counts for more than what a proposal waits for. */
  #note(need: TiedLink): void {
    if (need.tie !== 'proposes' || !this.#needs.has(need.id)) this.#needs.set(need.id, need);
  }

  /** Links lead to what is here, or to a place held for what was held back or left; to nothing else. */
  settleLinks(): void {
    for (const { kind, id, tie } of this.#needs.values()) {
      if (this.#taken.has(id) || this.#isHere({ kind, id })) continue;
      const isMeant = this.#withheld.has(id) || this.#left.has(id);
      const held = isMeant && this.#write.holdPlace(kind, id);
      // Of some kinds no place can be held; a proposal for one waits without.
      if (!held && (!isMeant || tie !== 'proposes')) throw refuseDangling({ kind, id });
      if (held) this.counts.withheld++;
    }
  }
}

/** What is known here of some records: their rows and all their changes. */
const knownOf = (db: Readable, records: readonly Link[]): Map<string, Known> => {
  const rows = new Map<string, Row>();
  for (const [kind, some] of byKind(records)) {
    const ids = some.map(({ id }) => id);
    for (const [id, row] of rowsOf(db, kind, ids)) if (row.vector !== '') rows.set(id, row);
  }
  const held = records.filter(({ id }) => rows.has(id));
  const changes = changesOfMany(db, held, rows);
  return new Map([...rows].map(([id, row]) => [id, { row, changes: changes.get(id) ?? [] }]));
};

const kindOrder = (a: Link, b: Link): number =>
  RECORD_KINDS.indexOf(a.kind) - RECORD_KINDS.indexOf(b.kind) || (a.id < b.id ? -1 : 1);

/** Writes what was planned, but for what is left, inside a transaction of the caller's (M15). */
export const applyMerge = async (
  write: Write,
  foreign: ForeignFile,
  plan: Plan,
  leave: ReadonlySet<string>,
  { signal, progress }: PlanControl,
): Promise<Applied> => {
  const application = new Application(write, plan, leave, new Set(foreign.summary.withheld.map(({ id }) => id)));
  // What others are parts of comes first, so that a part knows whether its whole was left.
  const items = [...plan.items, ...plan.clashes].filter(({ id }) => !leave.has(id)).sort(kindOrder);
  let done = 0;
  for await (const batch of withKnown(foreign, items, (records) => knownOf(write.db, records))) {
    signal.throwIfAborted();
    for (const record of batch) application.take(record);
    done += batch.length;
    progress((done / items.length) * 0.9, 'merge');
  }
  application.settleLinks();
  return { counts: application.counts, dots: application.dots, clashes: application.clashes };
};
