import { findEstimates, statesTerm } from '../model/estimates.ts';
import type { Judgement } from '../model/judgement.ts';
import { findTerm } from '../model/likelihood.ts';
import { highestMarking } from '../model/marking.ts';
import { type BriefingMaterial, pinKey } from './material.ts';
import { factMarking, type NumberedSource, numbersOfPins } from './numbering.ts';
import { basisPins } from './places.ts';
import type { JudgementNode, Run } from './tree.ts';
import { confidenceSentence } from './words.ts';

/** The sentence with its likelihood term, or the synonym that stands there instead, in bold. */
const sentenceRuns = (judgement: Judgement): Run[] => {
  const { sentence, scale, likelihood } = judgement;
  const term = likelihood === null ? undefined : findTerm(scale, likelihood);
  const runs: Run[] = [];
  let end = 0;
  for (const estimate of term ? findEstimates(sentence) : []) {
    if (!term || !statesTerm(estimate, scale, term)) continue;
    if (estimate.index > end) runs.push({ text: sentence.slice(end, estimate.index) });
    runs.push({ text: estimate.words, bold: true });
    end = estimate.index + estimate.words.length;
  }
  if (end < sentence.length) runs.push({ text: sentence.slice(end) });
  return runs;
};

/** A judgement as printed: likelihood in its sentence, confidence in the next, what it rests on behind. */
export const buildJudgement = (
  material: BriefingMaterial,
  sources: ReadonlyMap<string, NumberedSource>,
  judgement: Judgement,
): JudgementNode => {
  const pins = basisPins(judgement);
  const facts = pins.flatMap((pin) => material.facts.get(pinKey(pin)) ?? []);
  return {
    id: judgement.id,
    marking: highestMarking([judgement.marking, ...facts.map(factMarking)]),
    runs: sentenceRuns(judgement),
    likelihood: judgement.likelihood,
    confidence: judgement.confidence,
    confidenceSentence: confidenceSentence(judgement.confidence, judgement.confidenceReason),
    sources: numbersOfPins(material, sources, pins),
    assumptions: judgement.basis.flatMap((basis) => ('assumption' in basis ? basis.assumption : [])),
    alternatives: judgement.alternatives.trim(),
  };
};
