import { type Estimate, findEstimates, statesTerm } from '../../model/estimates.ts';
import type { Judgement } from '../../model/judgement.ts';
import { findTerm, LIKELIHOOD_TERMS, type Scale } from '../../model/likelihood.ts';
import { splitSentences } from '../../model/words.ts';
import { bottomLineOf, judgementsOf } from '../places.ts';
import { plainParagraphs } from '../sentences.ts';
import { confidenceSentence } from '../words.ts';
import { type Report, type Spot, shown } from './report.ts';

const SCALE_NAMES: Readonly<Record<Scale, string>> = { icd203: 'ICD 203', phia: 'the PHIA yardstick' };

const LEVEL = '(?:high|highest|moderate|medium|low|lowest)';
/** `high confidence`, `highly confident`, `confidence in this is low`. */
const CONFIDENCE = new RegExp(
  [
    `(?<!\\p{L})${LEVEL}(?:er)?(?:[\\s-]+(?:level|degree)s?\\s+of)?[\\s-]+confidence(?!\\p{L})`,
    `(?<!\\p{L})(?:highly|moderately|fairly|very|not very)\\s+confident(?!\\p{L})`,
    `(?<!\\p{L})confidence(?!\\p{L})[^.;:!?]{0,80}?(?<!\\p{L})(?:is|are|was|remains?|stays?|as|at|be)\\s+(?:\\p{L}+\\s+)?${LEVEL}(?!\\p{L})`,
  ].join('|'),
  'iu',
);

/** Vague hedges. The month of May has a capital, the auxiliary inside a sentence does not. */
const HEDGE = /(?<!\p{L})(?:may|[Mm]ight|[Cc]ould|[Pp]ossibl[ey]|[Pp]erhaps|[Mm]aybe|[Cc]onceivabl[ey])(?!\p{L})/gu;

/** Two passes over one text: first into sentences, then each sentence for both at once. */
const checkApart = (report: Report, text: string, spot: Spot): void => {
  for (const { text: sentence } of splitSentences(text, report.material.briefing.language)) {
    if (!CONFIDENCE.test(sentence) || findEstimates(sentence).length === 0) continue;
    const reason = `The sentence ${shown(sentence)} states likelihood and confidence together: make two sentences of it.`;
    report.add('error', 'wording.confidence-with-likelihood', reason, spot);
  }
};

/** The term of `scale` at the same rank, as a proposal. */
const counterpart = (estimate: Estimate, scale: Scale): string => {
  const known = estimate.entries[0];
  const rank = known ? LIKELIHOOD_TERMS[known.scale].indexOf(known.entry) : -1;
  return LIKELIHOOD_TERMS[scale][rank]?.term ?? '';
};

const checkScale = (report: Report, text: string, scale: Scale, spot: Spot): void => {
  for (const estimate of findEstimates(text)) {
    if (estimate.entries.some((entry) => entry.scale === scale)) continue;
    const term = counterpart(estimate, scale);
    const reason = `${shown(estimate.words)} is no term of ${SCALE_NAMES[scale]}, the scale of this briefing: write “${term}” if that is what you mean.`;
    report.add('error', 'wording.two-scales', reason, spot, { term: estimate.words, instead: term });
  }
};

const checkTerm = (report: Report, judgement: Judgement, spot: Spot): void => {
  const { sentence, scale, likelihood } = judgement;
  const words = shown(sentence);
  const params = { judgement: judgement.id };
  const stated = findEstimates(sentence);
  if (likelihood === null) {
    const first = stated[0];
    if (!first) return;
    const reason = `The judgement ${words} says “${first.words}” but has no likelihood set: choose the term.`;
    report.add('warning', 'wording.likelihood-not-set', reason, spot, params);
    return;
  }
  const term = findTerm(scale, likelihood);
  if (!term) {
    const reason = `“${likelihood}” is no term of ${SCALE_NAMES[scale]}: choose one of its terms.`;
    report.add('error', 'wording.unknown-term', reason, spot, params);
    return;
  }
  if (!stated.some((estimate) => statesTerm(estimate, scale, term))) {
    const reason = `The judgement ${words} is set as “${likelihood}” but does not say so: put the term into the sentence.`;
    report.add('error', 'wording.term-missing', reason, spot, { ...params, term: likelihood });
  } else if (stated.some((estimate) => !statesTerm(estimate, scale, term))) {
    const reason = `The judgement ${words} states more than one likelihood: keep “${likelihood}”, or make two judgements of it.`;
    report.add('warning', 'wording.several-terms', reason, spot, params);
  }
};

const checkConfidence = (report: Report, judgement: Judgement, spot: Spot): void => {
  const params = { judgement: judgement.id };
  const words = shown(judgement.sentence);
  if (judgement.likelihood !== null && judgement.confidence === null) {
    const reason = `The judgement ${words} gives no confidence: choose high, moderate or low.`;
    report.add('warning', 'wording.no-confidence', reason, spot, params);
  }
  if (judgement.confidence !== null && judgement.confidenceReason.trim() === '') {
    const reason = `The confidence in ${words} has no reason: say what the sources and the logic are worth.`;
    report.add('warning', 'wording.confidence-without-reason', reason, spot, params);
  }
};

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const { scale } = report.material.briefing;
  const { sentence } = judgement;
  const params = { judgement: judgement.id };
  if (sentence.trim() === '') {
    report.add('error', 'wording.empty-judgement', 'A judgement has no words: write its sentence.', spot, params);
    return;
  }
  if (judgement.likelihood !== null && judgement.scale !== scale) {
    const reason = `The judgement ${shown(sentence)} uses ${SCALE_NAMES[judgement.scale]}, the briefing ${SCALE_NAMES[scale]}: use one scale.`;
    report.add('error', 'wording.two-scales', reason, spot, params);
  } else {
    checkScale(report, sentence, scale, spot);
  }
  checkTerm(report, judgement, spot);
  checkConfidence(report, judgement, spot);
  checkApart(report, sentence, spot);
  checkApart(report, confidenceSentence(judgement.confidence, judgement.confidenceReason), spot);
  for (const [word] of sentence.matchAll(HEDGE)) {
    const reason = `The judgement ${shown(sentence)} hedges with “${word}”: state a likelihood instead.`;
    report.add('warning', 'wording.hedge', reason, spot, { ...params, word });
  }
};

/** Words of estimate (ICD 203): likelihood on one scale, confidence in a sentence of its own, no vague hedges. */
export const checkWording = (report: Report): void => {
  const { material } = report;
  const { scale } = material.briefing;
  const bottomLine = bottomLineOf(material);
  if (bottomLine) checkJudgement(report, bottomLine, {});
  for (const { section, blocks } of material.sections) {
    for (const block of blocks) {
      const spot = { section, block };
      for (const judgement of judgementsOf(material, block)) checkJudgement(report, judgement, spot);
      if (block.content.type !== 'prose') continue;
      for (const { text, quoted } of plainParagraphs(block.content.prose)) {
        // What somebody else said keeps its own words.
        if (quoted) continue;
        checkApart(report, text, spot);
        checkScale(report, text, scale, spot);
      }
    }
  }
  checkApart(report, material.briefing.sourceSummary, {});
};
