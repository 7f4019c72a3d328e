import { dateBounds } from '#shared/model/dates.ts';

/** The first or last day of a date as typed: 2023, 2023-04 or 2023-04-05. Undefined when it is none of these. */
export const boundary = (text: string, edge: 'since' | 'until'): string | undefined => {
  const bounds = /^\d{4}(-\d{2}){0,2}$/.test(text.trim()) ? dateBounds(text.trim()) : undefined;
  return (edge === 'since' ? bounds?.from : bounds?.to) ?? undefined;
};
