import type { FactFields } from '../../model/fact.ts';
import type { Row, SqlValue, Writable } from '../store/handle.ts';

type Meaning = readonly [
  statement: string,
  subject: string | null,
  asOf: string | null,
  value: string | null,
  unit: string | null,
  qualifier: string | null,
];

const COLUMNS = 'statement, subject, as_of, value, unit, qualifier';

const meaningOf = ({ statement, asOf, quantity }: FactFields, subject: string | null): Meaning => [
  statement,
  subject,
  asOf,
  quantity?.value ?? null,
  quantity?.unit ?? null,
  quantity?.qualifier ?? null,
];

const meaningOfRow = (row: Row): Meaning =>
  [row.statement, row.subject, row.as_of, row.value, row.unit, row.qualifier] as SqlValue[] as unknown as Meaning;

/** 53 bits of a text: enough that two facts of a library hardly ever share them, and small to keep a million of. */
const fingerprint = (text: string): number => {
  let high = 0x9e3779b1;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low + code, 0xc2b2ae35) ^ (low >>> 15);
  }
  return (high >>> 0) * 0x200000 + ((low ^ (high >>> 7)) & 0x1fffff);
};

/**
 * The facts of a library by what they say: statement, subject, date and quantity. They are read once; an index that
 * every edit has to keep up would cost more than it saves.
 */
export class KnownFacts {
  readonly #db: Writable;
  /** By fingerprint: the number of a row that was there, or the id of a fact written since. */
  readonly #rows = new Map<number, number | string>();

  constructor(db: Writable) {
    this.#db = db;
    for (const row of db.iterate(`SELECT n, ${COLUMNS} FROM facts WHERE retired = 0`)) {
      this.#rows.set(fingerprint(meaningOfRow(row).join('\u0001')), row.n as number);
    }
  }

  /** The id of a fact that says the same, or undefined. */
  find(fact: FactFields, subject: string | null): string | undefined {
    const meaning = meaningOf(fact, subject);
    const known = this.#rows.get(fingerprint(meaning.join('\u0001')));
    if (known === undefined) return undefined;
    const key = typeof known === 'number' ? 'n' : 'id';
    const row = this.#db.get(`SELECT id, ${COLUMNS} FROM facts WHERE ${key} = ?`, known);
    const same = row && meaningOfRow(row).every((part, index) => part === meaning[index]);
    return same ? (row.id as string) : undefined;
  }

  /** Takes note of a fact that was just written. */
  add(fact: FactFields, subject: string | null, id: string): void {
    this.#rows.set(fingerprint(meaningOf(fact, subject).join('\u0001')), id);
  }
}
