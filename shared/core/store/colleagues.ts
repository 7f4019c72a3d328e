import { colleagueKey } from '../../model/colleague.ts';
import { parseVector } from '../../model/vector.ts';
import type { Readable, Row, Writable } from './handle.ts';
import { joinStored } from './vectors.ts';

/** A record, and the vector as stored up to which somebody has it. */
export type Held = readonly [record: string, vector: string];

/** Records that are looked up together. */
const BATCH = 1000;

/** The number of a colleague in this file; undefined when nothing was exchanged with them. */
export const colleagueNamed = (db: Readable, name: string): number | undefined =>
  db.get('SELECT n FROM colleagues WHERE key = ?', colleagueKey(name))?.n as number | undefined;

/** Notes that a pack went to, or came from, a colleague and returns their number. */
export const noteExchange = (db: Writable, name: string, way: 'sent_at' | 'received_at', at: number): number => {
  const key = colleagueKey(name);
  db.run(
    `INSERT INTO colleagues (name, key, ${way}) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET ${way} = excluded.${way}`,
    name,
    key,
    at,
  );
  return db.get('SELECT n FROM colleagues WHERE key = ?', key)?.n as number;
};

/** Up to where a colleague is known to have these records. */
export const heldBy = (db: Readable, colleague: number, records: readonly string[]): Map<string, string> =>
  new Map(
    db
      .all(
        'SELECT record, vector FROM held WHERE colleague = ? AND record IN (SELECT value FROM json_each(?))',
        colleague,
        JSON.stringify(records),
      )
      .map((row) => [row.record as string, row.vector as string]),
  );

const writeHeld = (db: Writable, colleague: number, batch: readonly Held[]): void => {
  const before = heldBy(
    db,
    colleague,
    batch.map(([record]) => record),
  );
  const after = batch
    .map(([record, vector]): Held => [record, joinStored(before.get(record) ?? '', vector)])
    .filter(([record, vector]) => vector !== (before.get(record) ?? ''));
  if (after.length === 0) return;
  db.run(
    `INSERT INTO held (colleague, record, vector)
      SELECT CAST(? AS INTEGER), value ->> 0, value ->> 1 FROM json_each(?) WHERE true
      ON CONFLICT (colleague, record) DO UPDATE SET vector = excluded.vector`,
    colleague,
    JSON.stringify(after),
  );
};

/** Adds to what a colleague is known to have; what was known before is never taken back. */
export const noteHeld = (db: Writable, colleague: number, held: readonly Held[]): void => {
  for (let from = 0; from < held.length; from += BATCH) writeHeld(db, colleague, held.slice(from, from + BATCH));
};

/**
 * Reads the revisions of a foreign file in the numbers of this one. Writers that are unknown here are left out: what
 * they wrote is not here to be sent.
 */
export const storedRevisions = (db: Readable): ((revision: string) => string) => {
  const numbers = new Map(db.all('SELECT n, id FROM replicas').map(({ n, id }) => [id as string, n as number]));
  return (revision) =>
    [...parseVector(revision)]
      .flatMap(([replica, seq]): [number, number][] => {
        const n = numbers.get(replica);
        return n === undefined ? [] : [[n, seq]];
      })
      .sort(([a], [b]) => a - b)
      .map(([n, seq]) => `${n}:${seq}`)
      .join(',');
};

/** Everybody that packs were exchanged with, by name. */
export const allColleagues = (db: Readable): Row[] =>
  db.all(
    `SELECT name, sent_at, received_at, (SELECT count(*) FROM held WHERE colleague = n) AS records
      FROM colleagues ORDER BY key`,
  );

/** Forgets a colleague and what is with them. */
export const forgetColleague = (db: Writable, colleague: number): void => {
  db.run('DELETE FROM held WHERE colleague = ?', colleague);
  db.run('DELETE FROM colleagues WHERE n = ?', colleague);
};

/** Notes a pack, by its bytes, as one that is done with: merged whole, written here, or dismissed. */
export const noteHandled = (db: Writable, sha256: string, at: number): void => {
  db.run('INSERT INTO handled (sha256, at) VALUES (?, ?) ON CONFLICT DO NOTHING', sha256, at);
};

/** True for a pack that is done with. */
export const isHandled = (db: Readable, sha256: string): boolean =>
  db.get('SELECT 1 FROM handled WHERE sha256 = ?', sha256) !== undefined;

/** True for a pack of which at least some records were merged. */
export const isMerged = (db: Readable, sha256: string): boolean =>
  db.get('SELECT 1 FROM receipts WHERE sha256 = ?', sha256) !== undefined;
