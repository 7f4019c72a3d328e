import { RECORD_KINDS, type RecordKind } from '../../../model/records.ts';
import type { Pace } from '../../pace.ts';
import { heldBy } from '../../store/colleagues.ts';
import type { Readable, Row } from '../../store/handle.ts';
import { decodeRecord } from '../../store/records.ts';
import { joinStored } from '../../store/vectors.ts';
import { ownersOf } from '../links.ts';
import { ById, type Chosen } from './choose.ts';

/** Records that are compared together. */
const BATCH = 500;

/**
 * Parts of these are nothing without their whole, and no place can be held for it: it goes along even when it has not
 * changed, so that packs may arrive in any order.
 */
const WITH_WHOLE: readonly RecordKind[] = ['edition', 'block', 'section'];

class Since {
  readonly #db: Readable;
  readonly #chosen: Chosen;
  readonly #colleague: number;
  readonly #fresh: ById;

  constructor(db: Readable, chosen: Chosen, colleague: number) {
    this.#db = db;
    this.#chosen = chosen;
    this.#colleague = colleague;
    this.#fresh = new ById(db, chosen.withheld);
  }

  #compare(kind: RecordKind, rows: readonly (readonly [id: string, vector: string])[]): void {
    const held = heldBy(
      this.#db,
      this.#colleague,
      rows.map(([id]) => id),
    );
    for (const [id, vector] of rows) {
      const known = held.get(id) ?? '';
      if (known !== vector && joinStored(known, vector) !== known) this.#fresh.add(kind, id);
    }
  }

  async #addChanged(kind: RecordKind, pace: Pace): Promise<void> {
    let rows: [string, string][] = [];
    for (const row of this.#chosen.rows(kind)) {
      rows.push([row.id as string, row.vector as string]);
      if (rows.length === BATCH) {
        this.#compare(kind, rows);
        rows = [];
      }
      await pace();
    }
    this.#compare(kind, rows);
  }

  #addWholes(kind: RecordKind): void {
    const wholes = [...this.#fresh.rows(kind)].flatMap((row: Row) => ownersOf(kind, decodeRecord(this.#db, kind, row)));
    for (const whole of wholes) if (this.#chosen.has(whole.kind, whole.id)) this.#fresh.add(whole.kind, whole.id);
  }

  async choose(pace: Pace): Promise<Chosen> {
    for (const kind of RECORD_KINDS) await this.#addChanged(kind, pace);
    for (const kind of WITH_WHOLE) this.#addWholes(kind);
    return this.#fresh;
  }
}

/** What of a choice a colleague is not known to have, or to have in an earlier state only. */
export const newSince = (db: Readable, chosen: Chosen, colleague: number, pace: Pace): Promise<Chosen> =>
  new Since(db, chosen, colleague).choose(pace);
