import { generateKeyBetween } from 'fractional-indexing';
import { Refusal } from '../refusal.ts';

interface Placed {
  readonly id: string;
  readonly position: string;
}

/**
 * The fractional key that puts a record directly behind `after`, or first when it is null (MERGE.md, M11). `siblings`
 * are in their order, without the record itself. Siblings that share a key after a merge stay together.
 */
export const positionAfter = (siblings: readonly Placed[], after: string | null): string => {
  if (after === null) return generateKeyBetween(null, siblings[0]?.position ?? null);
  const previous = siblings.find(({ id }) => id === after);
  if (!previous) {
    throw new Refusal('NOT_FOUND', 'place-missing', 'The place to put it is gone; look at the order again and retry.');
  }
  const next = siblings.find(({ position }) => position > previous.position);
  return generateKeyBetween(previous.position, next?.position ?? null);
};

/** The fractional key behind the last of the siblings. */
export const positionAtEnd = (siblings: readonly Placed[]): string =>
  generateKeyBetween(siblings.at(-1)?.position ?? null, null);
