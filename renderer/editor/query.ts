/**
 * What somebody types while searching, as a query: the last word counts as a beginning. Anything that already speaks
 * the query language stays as it is.
 */
export const asYouType = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed === '' || /["*:]|\bOR\b|(^|\s)-/.test(trimmed) || /\s$/.test(text)) return trimmed;
  return /[\p{L}\p{N}]$/u.test(trimmed) ? `${trimmed}*` : trimmed;
};
