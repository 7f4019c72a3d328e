/** A version vector: per replica (32 hex digits) the highest sequence number known of a record. */
export type Vector = ReadonlyMap<string, number>;

/** The canonical text of a vector, which is also the name of a revision: `replica:seq` in rising order, joined by `+`. */
export const formatVector = (vector: Vector): string =>
  [...vector]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([replica, seq]) => `${replica}:${seq}`)
    .join('+');

/** Reads the canonical text back. The empty text is the vector that has seen nothing. */
export const parseVector = (text: string): Vector => {
  if (text === '') return new Map();
  return new Map(
    text.split('+').map((part): [string, number] => {
      const [replica = '', seq = ''] = part.split(':');
      return [replica, Number(seq)];
    }),
  );
};

/** True when the vector has seen the dot. */
export const hasSeen = (vector: Vector, replica: string, seq: number): boolean => (vector.get(replica) ?? 0) >= seq;

/** The vector after seeing one more dot. */
export const withDot = (vector: Vector, replica: string, seq: number): Vector =>
  hasSeen(vector, replica, seq) ? vector : new Map(vector).set(replica, seq);

/** A replica, 32 digits, and the colon after it, in the text of a vector. */
const NAME = 33;

/** Texts with more dots than these are taken apart: looking for each in all of them would take their square. */
const FEW = 8;

const seqIn = (text: string, name: string): number => {
  const at = text.indexOf(name);
  if (at < 0) return 0;
  const end = text.indexOf('+', at);
  return Number(text.slice(at + NAME, end < 0 ? undefined : end));
};

/**
 * True when a revision has seen all that another has. Compares short texts as they are: merging asks this of every
 * record, and taking both apart costs several times as much.
 */
export const covers = (revision: string, other: string): boolean => {
  if (revision === other || other === '') return true;
  const dots = other.split('+');
  if (dots.length <= FEW) return dots.every((dot) => seqIn(revision, dot.slice(0, NAME)) >= Number(dot.slice(NAME)));
  const seen = parseVector(revision);
  return dots.every((dot) => hasSeen(seen, dot.slice(0, NAME - 1), Number(dot.slice(NAME))));
};
