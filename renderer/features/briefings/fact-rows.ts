import { dateBounds } from '#shared/model/dates.ts';
import type { Pin } from '#shared/model/records.ts';
import type { DraggedFact } from '../../ui/fact-drag.ts';
import type { ShownFact } from './builder-context.tsx';

/** The date of a fact as it stands at its pin. */
export const asOfAt = (fact: ShownFact | undefined): string | null =>
  fact?.pinned?.asOf ?? (fact?.stale ? null : (fact?.current?.asOf ?? null));

const compare = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
};

/** Pins in order of time by the first day each may cover; undated ones last, equals as they stood. */
export const byTime = (pins: readonly Pin[], factAt: (pin: Pin) => ShownFact | undefined): Pin[] =>
  pins
    .map((pin) => {
      const asOf = asOfAt(factAt(pin));
      const bounds = asOf === null ? undefined : dateBounds(asOf);
      return { pin, from: bounds?.from ?? bounds?.to ?? null, to: bounds?.to ?? null };
    })
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
    .map(({ pin }) => pin);

/** The pins with these facts behind them; a fact that stands there already is not put in twice. */
export const withFacts = (pins: readonly Pin[], facts: readonly DraggedFact[]): Pin[] => [
  ...pins,
  ...facts
    .filter((fact) => !pins.some((pin) => pin.fact === fact.id))
    .map((fact) => ({ fact: fact.id, revision: fact.revision })),
];
