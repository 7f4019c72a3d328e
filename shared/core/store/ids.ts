import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const RANDOM_BYTES = 16;
const POOL_BYTES = RANDOM_BYTES * 512;

/**
 * UUIDv7s in rising order within one transaction, where the clock stands still: a counter fills the sequence bits, so
 * that a hundred thousand new rows go to the end of every index instead of all over it (RFC 9562, section 6.2).
 */
export const idsFrom = (ms: number): (() => string) => {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  const random = (): Uint8Array => {
    if (used === POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += RANDOM_BYTES;
    return pool.subarray(used - RANDOM_BYTES, used);
  };
  // The upper bit stays free, so that the counter cannot run over within one transaction.
  let sequence = new DataView(random().slice().buffer).getUint32(0) >>> 1;
  return () => v7({ msecs: ms, seq: sequence++, random: random() });
};
