// Apart from the schemas, so that the window shows its first list before those are there.

/** What the analyst holds of a fact. `retired` is not among them: it is a state of every record. */
export const FACT_STATUSES = ['unverified', 'verified', 'disputed', 'superseded'] as const;
export type FactStatus = (typeof FACT_STATUSES)[number];

/** How evidence stands to its fact. */
export const STANCES = ['supports', 'contradicts'] as const;
