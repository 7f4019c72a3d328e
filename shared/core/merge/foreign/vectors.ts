import { MAX_VECTOR } from './limits.ts';

/** Numbers of replicas in one file, and of edits of one (store/dots.ts). */
export const MAX_REPLICA = 131_071;
export const MAX_SEQ = 2 ** 36 - 1;

const ENTRY = /^[1-9]\d{0,5}:[1-9]\d{0,10}$/;

/**
 * A stored vector, `1:57,2:3` in rising order of the replicas' numbers (store/vectors.ts), as pairs one after another;
 * undefined when it is not in that form or has too many entries.
 */
export const readStored = (stored: string): readonly number[] | undefined => {
  if (stored === '') return [];
  const entries = stored.split(',', MAX_VECTOR + 1);
  if (entries.length > MAX_VECTOR) return undefined;
  const pairs: number[] = [];
  let last = 0;
  for (const entry of entries) {
    if (!ENTRY.test(entry)) return undefined;
    const colon = entry.indexOf(':');
    const replica = Number(entry.slice(0, colon));
    const seq = Number(entry.slice(colon + 1));
    if (replica <= last || replica > MAX_REPLICA || seq > MAX_SEQ) return undefined;
    last = replica;
    pairs.push(replica, seq);
  }
  return pairs;
};
