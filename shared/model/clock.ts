/** Hybrid logical clock: wall milliseconds and a 16-bit counter for what happens within one (MERGE.md, M2). */
export interface Stamp {
  readonly ms: number;
  readonly counter: number;
}

export const ZERO_STAMP: Stamp = { ms: 0, counter: 0 };
const COUNTER_LIMIT = 0xffff;

/** The stamp of the next local event: never behind the last one, whatever the wall clock says. */
export const nextStamp = (last: Stamp, wallMs: number): Stamp => {
  if (wallMs > last.ms) return { ms: wallMs, counter: 0 };
  return last.counter < COUNTER_LIMIT ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 };
};

/** Order of stamps; ties between replicas are broken by the replica's id, by the caller. */
export const compareStamps = (a: Stamp, b: Stamp): number => a.ms - b.ms || a.counter - b.counter;
