import { goTo } from './place.ts';
import { putSession, useSession } from './session.ts';

const KEY = 'conflicts.open';

/** The record in conflict that is open in the inbox; it may stand on any screen, so no place of a screen holds it. */
export const useOpenConflict = () => useSession<string | null>(KEY, null);

/** Goes to the inbox of conflicts, and to a record in it when one is given. */
export const openConflicts = (id?: string): void => {
  if (id !== undefined) putSession(KEY, id);
  goTo('exchange', 'conflicts');
};
