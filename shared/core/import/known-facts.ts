import { fingerprint } from '../../model/duplicates.ts';
import type { FactFields } from '../../model/fact.ts';
import { canonicalId, standing } from '../store/aliases.ts';
import type { Readable, Row } from '../store/handle.ts';

const COLUMNS = `statement, ${standing('facts.subject')} AS subject, as_of, value, unit, qualifier`;

/** What a fact says, in one text: absent parts are empty, which no present one is except a unit. */
const meaningOf = ({ statement, asOf, quantity }: FactFields, subject: string | null): string =>
  `${statement}\u0001${subject ?? ''}\u0001${asOf ?? ''}\u0001${quantity?.value ?? ''}\u0001${quantity?.unit ?? ''}\u0001${quantity?.qualifier ?? ''}`;

const meaningOfRow = (row: Row): string =>
  [row.statement, row.subject, row.as_of, row.value, row.unit, row.qualifier].join('\u0001');

/**
 * The facts of a library by what they say: statement, subject, date and quantity. They are read once; an index that
 * every edit has to keep up would cost more than it saves.
 */
export class KnownFacts {
  readonly #db: Readable;
  /** By fingerprint: the number of a row that was there, or the id of a fact written since. */
  readonly #rows = new Map<number, number | string>();
  #meaning = '';
  #fingerprint = 0;

  constructor(db: Readable) {
    this.#db = db;
    for (const row of db.iterate(`SELECT n, ${COLUMNS} FROM facts WHERE retired = 0`)) {
      this.#rows.set(fingerprint(meaningOfRow(row)), row.n as number);
    }
  }

  /** The id of the fact that says the same or stands for one that does, if there is one; otherwise `add` makes this one known. */
  find(fact: FactFields, subject: string | null): string | undefined {
    this.#meaning = meaningOf(fact, subject);
    this.#fingerprint = fingerprint(this.#meaning);
    const known = this.#rows.get(this.#fingerprint);
    if (known === undefined) return undefined;
    const key = typeof known === 'number' ? 'n' : 'id';
    const row = this.#db.get(`SELECT id, ${COLUMNS} FROM facts WHERE ${key} = ?`, known);
    return row && meaningOfRow(row) === this.#meaning ? canonicalId(this.#db, row.id as string) : undefined;
  }

  /** Takes note of the fact that was looked for last and has been written since. */
  add(id: string): void {
    this.#rows.set(this.#fingerprint, id);
  }
}
