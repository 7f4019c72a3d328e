/** What facts can be sorted by. Apart from the schemas, so that the window can ask for its first page without them. */
export const FACT_COLUMNS = [
  'statement',
  'subject',
  'value',
  'asOf',
  'status',
  'marking',
  'createdAt',
  'updatedAt',
] as const;
