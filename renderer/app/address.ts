export const FEATURES = ['facts', 'sources', 'notes', 'briefings', 'exchange', 'settings'] as const;
export type Feature = (typeof FEATURES)[number];

/** Where the window is: a feature and, in most, the record that is open there, with the part of it one works on. */
export interface Place {
  readonly feature: Feature;
  readonly id: string | null;
  readonly part?: string;
}

/** Where a window without an address begins. */
export const START: Place = { feature: 'facts', id: null };

/** Reads `#/facts/<id>` or `#/briefings/<id>/<part>`; undefined when it names no feature. */
export const parsePlace = (hash: string): Place | undefined => {
  const [name, id, part] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((piece) => decodeURIComponent(piece));
  const feature = FEATURES.find((known) => known === name);
  return feature && { feature, id: id || null, ...(id && part ? { part } : {}) };
};

/** The address of a place, as `parsePlace` reads it. */
export const hashOf = ({ feature, id, part }: Place): string =>
  `#/${[feature, id, id && part]
    .filter((piece) => piece)
    .map((piece) => encodeURIComponent(piece ?? ''))
    .join('/')}`;
