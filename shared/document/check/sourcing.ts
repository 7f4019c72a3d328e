import { formatEdtf } from '../../model/dates.ts';
import { bestGrade, independentOrigins, isUnknownGrade } from '../../model/evidence.ts';
import { gradeLabel } from '../../model/grades.ts';
import type { Judgement } from '../../model/judgement.ts';
import { type PinnedFact, pinKey } from '../material.ts';
import { supportOf } from '../numbering.ts';
import { basisPins, bottomLineOf, judgementsOf, type Place, pinnedPlaces } from '../places.ts';
import { plainParagraphs, sentencesAround } from '../sentences.ts';
import { type Report, type Spot, shown, shownJudgement } from './report.ts';

const gradeOf = (fact: PinnedFact) =>
  bestGrade(
    fact.evidence.map(({ evidence, source }) => ({
      stance: evidence.stance,
      reliability: source.reliability,
      credibility: evidence.credibility,
    })),
  );

const unknownGrade = (fact: PinnedFact): string => {
  const grade = gradeOf(fact);
  return grade && isUnknownGrade(grade) ? gradeLabel(grade.reliability, grade.credibility) : '';
};

/** The state of the fact itself: is it there, held, current, supported? */
const checkFact = (report: Report, { section, block, pin }: Place): void => {
  const spot = { section, block };
  const fact = report.material.facts.get(pinKey(pin));
  if (!fact) {
    report.add('sourcing.missing-fact', spot, { fact: pin.fact });
    return;
  }
  const params = { fact: pin.fact, words: shown(fact.fact.statement) };
  const support = supportOf(fact).map(({ evidence }) => evidence);
  if (support.length === 0) report.add('sourcing.uncited-fact', spot, params);
  if (support.some(({ credibility }) => credibility === 1) && independentOrigins(support) < 2) {
    report.add('sourcing.unconfirmed-credibility', spot, params);
  }
  const now = fact.current;
  if (now === null || now.retired) {
    report.add('sourcing.retired-fact', spot, params);
    return;
  }
  if (fact.stale) report.add('sourcing.stale', spot, params);
  if (now.status === 'superseded') report.add('sourcing.superseded-fact', spot, params);
  if (now.status === 'disputed') report.add('sourcing.disputed-fact', spot, params);
  if (fact.evidence.some(({ evidence }) => evidence.stance === 'contradicts')) {
    report.add('sourcing.contested-fact', spot, params);
  }
  if (now.validUntil !== null && now.validUntil < report.today) {
    report.add('sourcing.expired-fact', spot, { ...params, date: formatEdtf(now.validUntil) });
  }
  const grade = unknownGrade(fact);
  if (grade !== '' && now.status === 'verified') report.add('sourcing.verified-on-unknown', spot, { ...params, grade });
};

/** Words that leave no doubt. */
const CERTAIN =
  /(?<!\p{L})(?:certainly|undoubtedly|without (?:a |any )?doubt|no doubt|definitely|definitively|unquestionably|indisputably|obviously|clearly|proves?|proven|confirms|is confirmed|(?:it is|is) certain)(?!\p{L})/iu;

/** Prose: figures want a citation, and doubtful ground no words of certainty. */
const checkProse = (report: Report): void => {
  const { material } = report;
  const { language } = material.briefing;
  for (const { section, blocks } of material.sections) {
    for (const block of blocks) {
      if (block.content.type !== 'prose') continue;
      for (const { text, citations, heading } of plainParagraphs(block.content.prose)) {
        if (!heading && citations.length === 0 && /\p{Nd}/u.test(text)) {
          report.add('sourcing.uncited-figure', { section, block }, { words: shown(text) });
        }
        for (const { pin, start, end } of CERTAIN.test(text) ? citations : []) {
          const fact = material.facts.get(pinKey(pin));
          const sentence = sentencesAround(text, start, end, language);
          const grade = fact ? unknownGrade(fact) : '';
          if (grade === '' || !CERTAIN.test(sentence)) continue;
          const params = { fact: pin.fact, words: shown(sentence), grade };
          report.add('sourcing.certain-on-unknown', { section, block }, params);
        }
      }
    }
  }
};

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const params = { judgement: judgement.id, words: shownJudgement(judgement.sentence) };
  if (judgement.basis.length === 0) report.add('sourcing.judgement-without-basis', spot, params);
  const facts = basisPins(judgement).flatMap((pin) => report.material.facts.get(pinKey(pin)) ?? []);
  const said = judgement.sentence.trim() !== '';
  if (said && judgement.confidence === 'high' && facts.length > 0 && facts.every((fact) => unknownGrade(fact) !== '')) {
    report.add('sourcing.confidence-on-unknown', spot, params);
  }
};

/** Citation wherever a fact is used, and ground under every judgement (ICD 206). */
export const checkSourcing = (report: Report): void => {
  const { material } = report;
  for (const place of pinnedPlaces(material)) checkFact(report, place);
  checkProse(report);
  const bottomLine = bottomLineOf(material);
  if (bottomLine) checkJudgement(report, bottomLine, {});
  for (const { section, blocks } of material.sections) {
    for (const block of blocks) {
      for (const judgement of judgementsOf(material, block)) checkJudgement(report, judgement, { section, block });
    }
  }
};
