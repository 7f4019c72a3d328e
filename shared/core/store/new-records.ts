import type { RecordKind } from '../../model/records.ts';
import type { Writable } from './handle.ts';
import { indexNewFacts } from './indexing.ts';
import type { Journal } from './journal.ts';
import { TABLES } from './tables/index.ts';

/** New records that wait before they enter the log and the indexes together. */
const WAITING = 1000;

interface Rows {
  readonly first: number;
  last: number;
}

/**
 * The records made in a transaction that are not yet in the log and in the indexes of tags and facts. One statement for
 * many costs a fraction of a statement for each, which is what a large import spends its time on.
 */
export class NewRecords {
  readonly #db: Writable;
  readonly #journal: Journal | null;
  /** Row numbers count up within a transaction, so a range holds just the new ones. */
  readonly #rows = new Map<RecordKind, Rows>();
  readonly #facts = new Set<string>();
  #waiting = 0;

  /** Without a journal for records whose changes are in the log already, since they were made elsewhere. */
  constructor(db: Writable, journal: Journal | null) {
    this.#db = db;
    this.#journal = journal;
  }

  /** Called before a record is made. Evidence never parts from its fact, so that both are indexed once. */
  before(kind: RecordKind): void {
    if (this.#waiting >= WAITING && kind !== 'evidence') this.finish();
  }

  add(kind: RecordKind, n: number, id: string): void {
    const rows = this.#rows.get(kind);
    if (rows) rows.last = n;
    else this.#rows.set(kind, { first: n, last: n });
    if (kind === 'fact') this.#facts.add(id);
    this.#waiting++;
  }

  /** True when the fact waits to be indexed with its evidence. */
  hasFact(id: string): boolean {
    return this.#facts.has(id);
  }

  /** Brings log and indexes up to the records. */
  finish(): void {
    if (this.#waiting === 0) return;
    for (const [kind, { first, last }] of this.#rows) {
      const { name, tagged } = TABLES[kind];
      this.#journal?.tellNew(kind, name, first, last);
      if (tagged)
        this.#db.run(
          `INSERT INTO tags (kind, tag, record)
            SELECT ?, j.value, t.n FROM ${name} t, json_each(t.tags) j WHERE t.n BETWEEN ? AND ? AND t.tags <> '[]'`,
          kind,
          first,
          last,
        );
      if (kind === 'fact') indexNewFacts(this.#db, first, last);
    }
    this.#journal?.toldNew();
    this.#rows.clear();
    this.#facts.clear();
    this.#waiting = 0;
  }
}
