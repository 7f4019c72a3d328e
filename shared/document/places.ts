import type { Block, Section } from '../model/briefing.ts';
import { dateBounds } from '../model/dates.ts';
import type { Judgement } from '../model/judgement.ts';
import { citedFacts } from '../model/prose.ts';
import type { Pin } from '../model/records.ts';
import { type BriefingMaterial, pinKey } from './material.ts';

/** One reliance on a fact: a citation in prose, a row of a table, a basis of a judgement. */
export interface Place {
  /** Null for the bottom line, which stands before all sections. */
  readonly section: Section | null;
  /** As printed, from 1; 0 for the bottom line. */
  readonly sectionNumber: number;
  readonly block: Block | null;
  readonly judgement: Judgement | null;
  readonly pin: Pin;
}

/** The facts that a judgement rests on. */
export const basisPins = (judgement: Judgement): Pin[] => judgement.basis.filter((basis) => 'fact' in basis);

/** The judgements that a block names and the material holds, in order. */
export const judgementsOf = (material: BriefingMaterial, block: Block): Judgement[] =>
  block.content.type === 'judgements'
    ? block.content.judgements.flatMap((id) => material.judgements.get(id) ?? [])
    : [];

/** The judgement that opens the first page, if one is chosen and known. */
export const bottomLineOf = (material: BriefingMaterial): Judgement | null =>
  (material.briefing.bottomLine && material.judgements.get(material.briefing.bottomLine)) || null;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Pins in order of time: by the first day that the date may cover, then by the last; a date that is open at one end
 * stands at its other end. Undated ones come last, equal ones by statement, then by id.
 */
export const inOrderOfTime = (material: BriefingMaterial, pins: readonly Pin[]): Pin[] => {
  const keyed = pins.map((pin) => {
    const fact = material.facts.get(pinKey(pin))?.fact;
    const bounds = fact?.asOf ? dateBounds(fact.asOf) : undefined;
    const from = bounds?.from ?? bounds?.to ?? null;
    return { pin, from, to: bounds?.to ?? from ?? '', statement: fact?.statement ?? '' };
  });
  keyed.sort(
    (a, b) =>
      Number(a.from === null) - Number(b.from === null) ||
      compareText(a.from ?? '', b.from ?? '') ||
      compareText(a.to, b.to) ||
      compareText(a.statement, b.statement) ||
      compareText(a.pin.fact, b.pin.fact),
  );
  return keyed.map(({ pin }) => pin);
};

/** The pins of one block in printed order, each with the judgement whose basis it is. */
export const blockPins = (material: BriefingMaterial, block: Block): { pin: Pin; judgement: Judgement | null }[] => {
  const { content } = block;
  const plain = (pins: readonly Pin[]) => pins.map((pin) => ({ pin, judgement: null }));
  switch (content.type) {
    case 'prose':
      return plain(citedFacts(content.prose));
    case 'factTable':
      return plain(content.facts);
    case 'timeline':
      return plain(inOrderOfTime(material, content.facts));
    case 'judgements':
      return judgementsOf(material, block).flatMap((judgement) =>
        basisPins(judgement).map((pin) => ({ pin, judgement })),
      );
  }
};

/** Every reliance on a fact in the order in which the report prints it: the bottom line, then the sections. */
export const pinnedPlaces = (material: BriefingMaterial): Place[] => {
  const bottomLine = bottomLineOf(material);
  const opening = bottomLine ? basisPins(bottomLine) : [];
  return [
    ...opening.map((pin) => ({ section: null, sectionNumber: 0, block: null, judgement: bottomLine, pin })),
    ...material.sections.flatMap(({ section, blocks }, index) =>
      blocks.flatMap((block) =>
        blockPins(material, block).map((place) => ({ section, sectionNumber: index + 1, block, ...place })),
      ),
    ),
  ];
};
