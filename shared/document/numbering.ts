import type { Block } from '../model/briefing.ts';
import { highestMarking, type Marking } from '../model/marking.ts';
import type { Pin } from '../model/records.ts';
import type { Source } from '../model/source.ts';
import { type BriefingMaterial, type PinnedFact, pinKey } from './material.ts';
import { blockPins, bottomLineOf, judgementsOf, pinnedPlaces } from './places.ts';

type Link = PinnedFact['evidence'][number];

/** What the fact rests on, in the order in which it was linked (ids are UUIDv7). */
export const supportOf = (fact: PinnedFact | undefined): Link[] =>
  (fact?.evidence ?? [])
    .filter(({ evidence }) => evidence.stance === 'supports')
    .sort((a, b) => (a.evidence.id < b.evidence.id ? -1 : 1));

export interface NumberedSource {
  readonly number: number;
  readonly source: Source;
  /** The evidence through which the briefing cites it, each link once. */
  readonly links: readonly Link[];
}

/** The cited sources by id, numbered from 1 in order of first citation. */
export const numberSources = (material: BriefingMaterial): ReadonlyMap<string, NumberedSource> => {
  const numbered = new Map<string, { number: number; source: Source; links: Map<string, Link> }>();
  for (const { pin } of pinnedPlaces(material)) {
    for (const link of supportOf(material.facts.get(pinKey(pin)))) {
      const { source, evidence } = link;
      const entry = numbered.get(source.id) ?? { number: numbered.size + 1, source, links: new Map() };
      numbered.set(source.id, entry);
      entry.links.set(evidence.id, link);
    }
  }
  return new Map([...numbered].map(([id, entry]) => [id, { ...entry, links: [...entry.links.values()] }]));
};

const numbersOf = (sources: ReadonlyMap<string, NumberedSource>, fact: PinnedFact | undefined): number[] =>
  [...new Set(supportOf(fact).flatMap(({ source }) => sources.get(source.id)?.number ?? []))].sort((a, b) => a - b);

/** Numbers of the source list as the report prints them, rising, for every fact that the briefing relies on. */
export const citationNumbers = (material: BriefingMaterial): Record<string, number[]> => {
  const sources = numberSources(material);
  return Object.fromEntries([...material.facts.values()].map((fact) => [fact.pin.fact, numbersOf(sources, fact)]));
};

/** Numbers of the sources of several facts together, rising, each once. */
export const numbersOfPins = (
  material: BriefingMaterial,
  sources: ReadonlyMap<string, NumberedSource>,
  pins: readonly Pin[],
): number[] =>
  [...new Set(pins.flatMap((pin) => numbersOf(sources, material.facts.get(pinKey(pin)))))].sort((a, b) => a - b);

/** The marking of a fact: the higher of the one it was pinned with and the one it has now. */
export const factMarking = (fact: PinnedFact): Marking =>
  highestMarking([fact.fact.marking, fact.current?.marking ?? 'CLEAR']);

/**
 * The banner: the highest marking of the briefing itself, its blocks, the judgements and facts it prints and the sources
 * it cites (TLP: a page carries the highest portion on it).
 */
export const bannerOf = (material: BriefingMaterial): Marking => {
  const bottomLine = bottomLineOf(material);
  const markings: Marking[] = [material.briefing.marking, ...(bottomLine ? [bottomLine.marking] : [])];
  for (const { blocks } of material.sections) for (const block of blocks) markings.push(block.marking);
  for (const judgement of material.judgements.values()) markings.push(judgement.marking);
  for (const { pin } of pinnedPlaces(material)) {
    const fact = material.facts.get(pinKey(pin));
    if (fact) markings.push(factMarking(fact));
  }
  for (const { source } of numberSources(material).values()) markings.push(source.marking);
  return highestMarking(markings);
};

/** A block is printed with the marking of what it shows when that is higher than its own: never lower. */
export const blockMarking = (material: BriefingMaterial, block: Block): Marking =>
  highestMarking([
    block.marking,
    ...judgementsOf(material, block).map(({ marking }) => marking),
    ...blockPins(material, block).flatMap(({ pin }) => {
      const fact = material.facts.get(pinKey(pin));
      return fact ? factMarking(fact) : [];
    }),
  ]);
