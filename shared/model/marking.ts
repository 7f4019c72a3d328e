/** TLP 2.0 labels in rising order of restriction (FIRST, Traffic Light Protocol 2.0). */
export const MARKINGS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type Marking = (typeof MARKINGS)[number];

/** Text colour of each label; the ground is always black (TLP 2.0, colour coding). */
export const MARKING_COLOURS: Readonly<Record<Marking, string>> = {
  RED: '#FF2B2B',
  'AMBER+STRICT': '#FFC000',
  AMBER: '#FFC000',
  GREEN: '#33FF00',
  CLEAR: '#FFFFFF',
};

/** The label as it is printed: capitals, no spaces, never translated. */
export const markingLabel = (marking: Marking): string => `TLP:${marking}`;

/** Short portion mark for the opening of a paragraph, such as `(G)`. */
export const portionMark = (marking: Marking): string =>
  ({ CLEAR: '(C)', GREEN: '(G)', AMBER: '(A)', 'AMBER+STRICT': '(A+S)', RED: '(R)' })[marking];

/** Negative when `a` is less restricted than `b`, zero when equal, positive otherwise. */
export const compareMarkings = (a: Marking, b: Marking): number => MARKINGS.indexOf(a) - MARKINGS.indexOf(b);

/** The most restricted of the given markings; CLEAR when none is given. */
export const highestMarking = (markings: Iterable<Marking>): Marking => {
  let highest: Marking = 'CLEAR';
  for (const marking of markings) if (compareMarkings(marking, highest) > 0) highest = marking;
  return highest;
};

/**
 * Reads a marking as people write it: with or without `TLP:`, in any case. `WHITE` (TLP 1.0) reads as CLEAR.
 * Returns undefined for anything else.
 */
export const parseMarking = (text: string): Marking | undefined => {
  const label = text
    .trim()
    .toUpperCase()
    .replace(/^TLP[:\s]*/, '');
  return label === 'WHITE' ? 'CLEAR' : MARKINGS.find((marking) => marking === label);
};
