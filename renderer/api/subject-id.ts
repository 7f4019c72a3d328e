import type { SubjectItem } from '#shared/contract/subjects.ts';
import { useApi } from './context.ts';

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** True when a subject has this name, or goes by it as an alias. */
export const goesBy = ({ name, aliases }: Pick<SubjectItem, 'name' | 'aliases'>, wanted: string): boolean =>
  [name, ...aliases].some((known) => sameName(known, wanted));

/** The id of the subject that goes by this name or alias; one that nobody has yet is made. */
export const useSubjectId = () => {
  const { api } = useApi();
  return async (name: string): Promise<string> => {
    const { items } = await api.subjects.list({ query: name, limit: 50 });
    const known =
      items.find((subject) => sameName(subject.name, name)) ?? items.find((subject) => goesBy(subject, name));
    return (known ?? (await api.subjects.add({ name }))).id;
  };
};
