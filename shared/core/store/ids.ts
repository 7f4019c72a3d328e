import { v7 } from 'uuid';

/** Hex digits of the last group of a UUID, which count up. */
const TAIL = 12;

/**
 * UUIDv7s in rising order within one transaction, where the clock stands still: the random end of the first one is
 * counted up, so that a hundred thousand new rows go to the end of every index instead of all over it (RFC 9562,
 * section 6.2, method 2).
 */
export const idsFrom = (ms: number): (() => string) => {
  const first = v7({ msecs: ms });
  const head = first.slice(0, -TAIL);
  // The upper bit stays free, so that the count cannot run over within one transaction.
  let tail = Number.parseInt(first.slice(-TAIL), 16) % 2 ** (TAIL * 4 - 1);
  return () => head + (tail++).toString(16).padStart(TAIL, '0');
};
