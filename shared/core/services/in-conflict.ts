import type { Readable } from '../store/handle.ts';

/** Which of these records have a field in conflict, or a deletion that met an edit (M7, M10). */
export const inConflict = (db: Readable, ids: readonly string[]): ReadonlySet<string> =>
  new Set(
    db
      .all('SELECT DISTINCT record FROM siblings WHERE record IN (SELECT value FROM json_each(?))', JSON.stringify(ids))
      .map((row) => row.record as string),
  );
