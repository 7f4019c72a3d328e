import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../api/context.ts';
import type { Rows } from '../../ui/table/rows.ts';
import { type Person, peopleOf } from './people.ts';

/** All colleagues, as rows of a table as well. */
export const usePeople = (): { readonly people: readonly Person[]; readonly rows: Rows<Person> } => {
  const { q } = useApi();
  const colleagues = useQuery(q.colleagues.list.queryOptions());
  const keys = useQuery(q.keys.list.queryOptions());
  const people = useMemo(() => peopleOf(colleagues.data ?? [], keys.data ?? []), [colleagues.data, keys.data]);
  const ids = async (from: number, end: number): Promise<string[]> => people.slice(from, end).map(({ id }) => id);
  const rows: Rows<Person> = {
    key: 'people',
    total: people.length,
    known: colleagues.data !== undefined && keys.data !== undefined,
    ms: 0,
    get: (index) => people[index],
    placeOf: (id) => people.findIndex((person) => person.id === id),
    look: nothing,
    ids,
    allIds: () => ids(0, people.length),
    error: colleagues.error ?? keys.error,
    retry: () => {
      void colleagues.refetch();
      void keys.refetch();
    },
  };
  return { people, rows };
};

/** All rows are there, so it does not matter which are in view. */
const nothing = (): void => undefined;
