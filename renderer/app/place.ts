import { create } from 'zustand';

export const FEATURES = ['facts', 'sources', 'notes', 'briefings', 'conflicts', 'settings'] as const;
export type Feature = (typeof FEATURES)[number];

/** Where the window is: a feature and, in most, the record that is open there, with the part of it one works on. */
export interface Place {
  readonly feature: Feature;
  readonly id: string | null;
  readonly part?: string;
}

interface PlaceState {
  readonly place: Place;
  /** The record last open in each feature, so that coming back finds it open. */
  readonly last: Readonly<Partial<Record<Feature, string | null>>>;
}

const START: Place = { feature: 'facts', id: null };

/** Reads `#/facts/<id>` or `#/briefings/<id>/<part>`; undefined when it names no feature. */
export const parsePlace = (hash: string): Place | undefined => {
  const [name, id, part] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((piece) => decodeURIComponent(piece));
  const feature = FEATURES.find((known) => known === name);
  return feature && { feature, id: id || null, ...(id && part ? { part } : {}) };
};

const hashOf = ({ feature, id, part }: Place): string =>
  `#/${[feature, id, id && part]
    .filter((piece) => piece)
    .map((piece) => encodeURIComponent(piece ?? ''))
    .join('/')}`;

/** The place follows the address's hash, so that reload, back and forward of the host work by themselves. */
export const usePlace = create<PlaceState>(() => {
  const place = parsePlace(location.hash) ?? START;
  return { place, last: { [place.feature]: place.id } };
});

const arrive = (place: Place): void =>
  usePlace.setState(({ last }) => ({ place, last: { ...last, [place.feature]: place.id } }));

/** Keeps the store in step with the address; returns a function that stops it. */
export const followAddress = (): (() => void) => {
  const listen = (): void => {
    const place = parsePlace(location.hash);
    if (place) arrive(place);
  };
  window.addEventListener('popstate', listen);
  window.addEventListener('hashchange', listen);
  return () => {
    window.removeEventListener('popstate', listen);
    window.removeEventListener('hashchange', listen);
  };
};

/** Goes to a place as a step that "back" undoes. Without an id, to what was open there last. */
export const goTo = (feature: Feature, id?: string | null): void => {
  const { place, last } = usePlace.getState();
  const next = { feature, id: id === undefined ? (last[feature] ?? null) : id };
  if (next.feature === place.feature && next.id === place.id) return;
  history.pushState(null, '', hashOf(next));
  arrive(next);
};

/** Goes to a screen; from within it, to its list. */
export const goToScreen = (feature: Feature): void => {
  const here = usePlace.getState().place.feature === feature;
  goTo(feature, here ? null : undefined);
};

/** Changes the open record without a step of its own, as moving through a list does. */
export const showHere = (id: string | null): void => {
  const { place } = usePlace.getState();
  const next = { feature: place.feature, id };
  history.replaceState(null, '', hashOf(next));
  arrive(next);
};

/** Remembers in the address which part of the open record is worked on, without a step of its own. */
export const showPart = (part: string | null): void => {
  const { place } = usePlace.getState();
  if ((place.part ?? null) === part) return;
  const next = { feature: place.feature, id: place.id, ...(part ? { part } : {}) };
  history.replaceState(null, '', hashOf(next));
  arrive(next);
};

export const goBack = (): void => history.back();
export const goForward = (): void => history.forward();

/** Forgets every open record: another library has been opened. */
export const resetPlace = (): void => {
  history.replaceState(null, '', hashOf(START));
  usePlace.setState({ place: START, last: {} });
};
