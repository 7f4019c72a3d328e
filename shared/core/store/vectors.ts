import type { Vector } from '../../model/vector.ts';
import type { Readable } from './handle.ts';

/**
 * Inside one file replicas are small numbers, so vectors are stored as `1:57,2:3` in rising order of the number; on the
 * way out they become the portable form of model/vector.ts.
 */
const parse = (stored: string): [number, number][] =>
  stored === '' ? [] : stored.split(',').map((part) => part.split(':').map(Number) as [number, number]);

/** A stored vector in portable form. */
export const readVector = (db: Readable, stored: string): Vector =>
  new Map(parse(stored).map(([n, seq]) => [db.name('replicas', n), seq]));

const readDot = (db: Readable, stored: string): string => {
  const colon = stored.indexOf(':');
  return db.name('replicas', Number(stored.slice(0, colon))) + stored.slice(colon);
};

/** A stored vector as the name of a revision. */
export const readRevision = (db: Readable, stored: string): string => {
  if (stored === '') return '';
  // Nearly every record has one writer; that form needs no sorting.
  if (!stored.includes(',')) return readDot(db, stored);
  return stored
    .split(',')
    .map((dot) => readDot(db, dot))
    .sort()
    .join('+');
};

/** As it is stored, in rising order of the replicas' numbers. */
const stored = (entries: ReadonlyMap<number, number>): string =>
  [...entries]
    .sort(([a], [b]) => a - b)
    .map(([n, top]) => `${n}:${top}`)
    .join(',');

/** The stored vector after one more dot of a replica. */
export const storedVector = (seen: string, replica: number, seq: number): string =>
  seen === '' ? `${replica}:${seq}` : stored(new Map(parse(seen)).set(replica, seq));

/** The stored vector that has seen what either of two has seen. */
export const joinStored = (a: string, b: string): string => {
  if (a === b || b === '') return a;
  if (a === '') return b;
  const entries = new Map(parse(a));
  for (const [n, seq] of parse(b)) if ((entries.get(n) ?? 0) < seq) entries.set(n, seq);
  return stored(entries);
};
