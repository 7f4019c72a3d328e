import { useApi } from './context.ts';

/** The id of the subject with this name; one that nobody has yet is made. */
export const useSubjectId = () => {
  const { api } = useApi();
  return async (name: string): Promise<string> => {
    const { items } = await api.subjects.list({ query: name, limit: 50 });
    const known = items.find((subject) => subject.name.toLowerCase() === name.toLowerCase());
    return (known ?? (await api.subjects.add({ name }))).id;
  };
};
