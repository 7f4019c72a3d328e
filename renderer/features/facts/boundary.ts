import { plainBounds } from '#shared/model/plain-dates.ts';

/** The first or last day of a date as typed: 2023, 2023-04 or 2023-04-05. Undefined when it is none of these. */
export const boundary = (text: string, edge: 'since' | 'until'): string | undefined => {
  const bounds = plainBounds(text.trim());
  return (edge === 'since' ? bounds?.from : bounds?.to) ?? undefined;
};
