/** What a file from somebody else may cost and hold (SAFETY.md). Whatever is beyond is refused, with the limit in the sentence. */

const MEGABYTE = 1_000_000;

/** The largest file that is read at all. */
export const MAX_FILE_BYTES = 2000 * MEGABYTE;
/** The largest PDF that is looked into. */
export const MAX_PDF_BYTES = 200 * MEGABYTE;
/** The largest pack that a PDF may carry: unpacking it takes several times as much, and a bomb must end before a pack does. */
export const MAX_CARRIED_BYTES = 20 * MEGABYTE;
/** Replicas that one vector may name (MERGE.md, M19). */
export const MAX_VECTOR = 1000;
/** A stored vector is shorter than this when it keeps to MAX_VECTOR: `131071:68719476735,` for each. */
export const MAX_VECTOR_BYTES = MAX_VECTOR * 19;
/** The told fields of one change, as JSON. */
export const MAX_FIELDS_BYTES = 16 * MEGABYTE;
/** Objects and lists within one another in the JSON of a field; prose with many lists in lists stays far below. */
export const MAX_DEPTH = 200;
/** Names, reasons and other single lines. */
export const MAX_LINE = 2000;
/** The cover note of a pack. */
export const MAX_NOTE = 1_000_000;
export const MAX_WITHHELD = 100_000;
export const MAX_ATTACHMENT_BYTES = 200 * MEGABYTE;
export const MAX_CLOCK_MS = 2 ** 48 - 1;
export const MAX_COUNTER = 0xffff;

/**
 * Records in one answer, and changes after which an answer is sent as far as it is. Such an answer crosses in one piece
 * of the channel (64 kB); larger ones are put together from many, which cost the parent a fifth of its whole time.
 */
export const RECORDS_AT_ONCE = 500;
export const CHANGES_AT_ONCE = 200;
/** Records whose changes are asked for in one question: somebody else may ask in between. */
export const IDS_AT_ONCE = 1000;
/** Text after which an answer is sent as far as it is. Several answers may lie ready (protocol.ts, ANSWERS_AHEAD). */
export const TEXT_AT_ONCE = MEGABYTE / 4;

/** Heap of JavaScript in the process, in megabytes; the file itself lies outside of it. */
export const HEAP_MEGABYTES = 160;

/** What reading a file may cost. */
export interface Allowance {
  /** Time for one answer, as the asker waits. */
  readonly answerMs: number;
  /** Time of the processor for all answers together. */
  readonly totalMs: number;
  /** Memory of the process. */
  readonly bytes: number;
}

/** Files up to this size are all granted the same: nothing sound of that size comes near it. */
const FREE_BYTES = MEGABYTE;
const BASE: Allowance = { answerMs: 2000, totalMs: 2000, bytes: 300 * MEGABYTE };

/** Larger files are granted more by their size: they are held in memory, twice for a moment, and every page is checked. */
export const allowanceFor = (fileBytes: number): Allowance => {
  const megabytes = Math.max(0, fileBytes - FREE_BYTES) / MEGABYTE;
  return {
    answerMs: BASE.answerMs + 50 * megabytes,
    totalMs: BASE.totalMs + 200 * megabytes,
    bytes: BASE.bytes + 2 * MEGABYTE * megabytes,
  };
};

/** Time for a process to start. No byte of the file is read before it has, so this one is as long as a busy machine needs. */
export const START_MS = 20_000;
