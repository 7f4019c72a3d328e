import type { RefObject } from 'react';
import type { Prose } from '#shared/model/prose.ts';
import { isChanged } from '../api/problem.ts';

interface Present {
  readonly revision: string;
  readonly prose: Prose;
}

interface Writing {
  readonly value: Prose;
  readonly seen: string;
  /** The text that the writer started from; moved on by every write. */
  readonly base: RefObject<Prose>;
  readonly write: (prose: Prose, seen: string) => Promise<string>;
  /** The text as the library has it now. */
  readonly read: () => Promise<Present | undefined>;
}

const same = (a: Prose, b: Prose): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Writes a text. When the record moved on, but not its words (a new marking), it is written over that; when the words
 * there are already these (an answer that got lost), all is well. Else the refusal stands, and the analyst chooses.
 */
export const writeProse = async ({ value, seen, base, write, read }: Writing): Promise<string> => {
  const done = (revision: string): string => {
    base.current = value;
    return revision;
  };
  try {
    return done(await write(value, seen));
  } catch (error) {
    if (!isChanged(error)) throw error;
    const present = await read();
    if (!present) throw error;
    if (same(present.prose, value)) return done(present.revision);
    if (same(present.prose, base.current)) return done(await write(value, present.revision));
    throw error;
  }
};
