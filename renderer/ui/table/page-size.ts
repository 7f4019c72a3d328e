/** Rows that one call of a list brings. */
export const PAGE = 100;
