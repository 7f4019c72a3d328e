import { formatEdtf } from '../model/dates.ts';
import { bestGrade } from '../model/evidence.ts';
import { gradeLabel } from '../model/grades.ts';
import { formatQuantity } from '../model/quantity-text.ts';
import type { Pin } from '../model/records.ts';
import { type BriefingMaterial, type PinnedFact, pinKey } from './material.ts';
import { factMarking, type NumberedSource, numbersOfPins } from './numbering.ts';
import type { FactRow } from './tree.ts';

/** The grade as printed, of the fact's best supporting evidence; empty when nothing supports it. */
const gradeOf = (fact: PinnedFact): string => {
  const grade = bestGrade(
    fact.evidence.map(({ evidence, source }) => ({
      stance: evidence.stance,
      reliability: source.reliability,
      credibility: evidence.credibility,
    })),
  );
  return grade ? gradeLabel(grade.reliability, grade.credibility) : '';
};

/** One row per pinned fact, in the given order; facts that this library does not hold are left to the check. */
export const buildRows = (
  material: BriefingMaterial,
  sources: ReadonlyMap<string, NumberedSource>,
  pins: readonly Pin[],
): FactRow[] =>
  pins.flatMap((pin) => {
    const pinned = material.facts.get(pinKey(pin));
    if (!pinned) return [];
    const { fact } = pinned;
    return {
      fact: pin.fact,
      revision: pin.revision,
      stale: pinned.stale,
      statement: fact.statement,
      subject: pinned.subjectName,
      value: formatQuantity(fact.quantity),
      asOf: formatEdtf(fact.asOf ?? ''),
      grade: gradeOf(pinned),
      contested: pinned.evidence.some(({ evidence }) => evidence.stance === 'contradicts'),
      marking: factMarking(pinned),
      sources: numbersOfPins(material, sources, [pin]),
    };
  });
