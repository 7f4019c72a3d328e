import type { Readable, Row } from '../store/handle.ts';

const namesIn = (row: Row): string[] => [row.name as string, ...(JSON.parse(row.aliases as string) as string[])];

/** What each of these subjects goes by beside its name: its aliases, and the names of those joined to it. */
export const otherNames = (db: Readable, subjects: readonly Row[]): Map<string, string[]> => {
  const found = new Map(subjects.map((row) => [row.id as string, new Set(namesIn(row).slice(1))]));
  const joined = db.all(
    `SELECT a.canonical, j.name, j.aliases FROM aliases a JOIN subjects j ON j.id = a.id
      WHERE a.canonical IN (SELECT value FROM json_each(?)) ORDER BY j.n`,
    JSON.stringify([...found.keys()]),
  );
  for (const row of joined) for (const name of namesIn(row)) found.get(row.canonical as string)?.add(name);
  return new Map([...found].map(([id, names]) => [id, [...names]]));
};
