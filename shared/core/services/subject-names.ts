import type { FactItem } from '../../contract/facts.ts';
import type { Readable, Row } from '../store/handle.ts';
import { holdsWord } from './snippet.ts';

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

/** Facts of a list with the other names of their subjects by which words found them, where nothing else shows that. */
export const withFoundBy = (db: Readable, items: readonly FactItem[], words: readonly string[]): FactItem[] => {
  if (words.length === 0) return [...items];
  const ids = new Set(items.flatMap(({ subject }) => subject?.id ?? []));
  const names = otherNames(
    db,
    db.all(
      'SELECT id, name, aliases FROM subjects WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify([...ids]),
    ),
  );
  return items.map((item) => {
    const others = item.subject ? (names.get(item.subject.id) ?? []) : [];
    if (others.length === 0) return item;
    const shown = `${item.statement} ${item.subject?.name}`;
    const unseen = words.filter((word) => !holdsWord(shown, word));
    const foundBy = others.filter((name) => unseen.some((word) => holdsWord(name, word)));
    return foundBy.length === 0 ? item : { ...item, foundBy };
  });
};
