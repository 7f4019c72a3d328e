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
    report.add('wording.confidence-with-likelihood', spot, { words: shown(sentence) });
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
    const params = { term: estimate.words, instead: counterpart(estimate, scale), wanted: SCALE_NAMES[scale] };
    report.add('wording.other-scale', spot, params);
  }
};

const checkTerm = (report: Report, judgement: Judgement, spot: Spot): void => {
  const { sentence, scale, likelihood } = judgement;
  const params = { judgement: judgement.id, words: shown(sentence) };
  const stated = findEstimates(sentence);
  if (likelihood === null) {
    const [first] = stated;
    if (first) report.add('wording.likelihood-not-set', spot, { ...params, term: first.words });
    return;
  }
  const term = findTerm(scale, likelihood);
  if (!term) {
    report.add('wording.unknown-term', spot, { ...params, term: likelihood, wanted: SCALE_NAMES[scale] });
  } else if (!stated.some((estimate) => statesTerm(estimate, scale, term))) {
    report.add('wording.term-missing', spot, { ...params, term: likelihood });
  } else if (stated.some((estimate) => !statesTerm(estimate, scale, term))) {
    report.add('wording.several-terms', spot, { ...params, term: likelihood });
  }
};

const checkConfidence = (report: Report, judgement: Judgement, spot: Spot): void => {
  const params = { judgement: judgement.id, words: shown(judgement.sentence) };
  const { likelihood, confidence, confidenceReason } = judgement;
  if (likelihood !== null && confidence === null) report.add('wording.no-confidence', spot, params);
  if (confidence !== null && confidenceReason.trim() === '') {
    report.add('wording.confidence-without-reason', spot, params);
  }
};

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const { scale } = report.material.briefing;
  const { sentence } = judgement;
  const params = { judgement: judgement.id, words: shown(sentence) };
  if (sentence.trim() === '') {
    report.add('wording.empty-judgement', spot, { judgement: judgement.id });
    return;
  }
  if (judgement.likelihood !== null && judgement.scale !== scale) {
    const scales = { scale: SCALE_NAMES[judgement.scale], wanted: SCALE_NAMES[scale] };
    report.add('wording.two-scales', spot, { ...params, ...scales });
  } else {
    checkScale(report, sentence, scale, spot);
  }
  checkTerm(report, judgement, spot);
  checkConfidence(report, judgement, spot);
  checkApart(report, sentence, spot);
  checkApart(report, confidenceSentence(judgement.confidence, judgement.confidenceReason), spot);
  for (const [term] of sentence.matchAll(HEDGE)) report.add('wording.hedge', spot, { ...params, term });
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
