import { isChanged } from './problem.ts';

/**
 * Takes a step that reads a list, adds or takes one entry, and writes it. When somebody else changed the list in
 * between, the step is taken on theirs, so that nothing is lost on either side.
 */
export const onNewest = <T>(step: () => Promise<T>): Promise<T> =>
  step().catch((error) => {
    if (!isChanged(error)) throw error;
    return step();
  });
