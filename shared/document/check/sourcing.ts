import { formatEdtf } from '../../model/dates.ts';
import { bestGrade, independentOrigins, isUnknownGrade } from '../../model/evidence.ts';
import { gradeLabel } from '../../model/grades.ts';
import type { Judgement } from '../../model/judgement.ts';
import { type PinnedFact, pinKey } from '../material.ts';
import { supportOf } from '../numbering.ts';
import { basisPins, bottomLineOf, judgementsOf, type Place, pinnedPlaces } from '../places.ts';
import { plainParagraphs, sentencesAround } from '../sentences.ts';
import { type Report, type Spot, shown } from './report.ts';

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
    const reason = 'A cited fact is not in this library: merge the library that holds it, or remove the citation.';
    report.add('error', 'sourcing.missing-fact', reason, spot, { fact: pin.fact });
    return;
  }
  const words = shown(fact.fact.statement);
  const warn = (rule: string, reason: string): void =>
    report.add('warning', `sourcing.${rule}`, reason, spot, { fact: pin.fact });
  const support = supportOf(fact);
  if (support.length === 0) {
    const reason = `No source supports the fact ${words}: add evidence, or take the fact out.`;
    report.add('error', 'sourcing.uncited-fact', reason, spot, { fact: pin.fact });
  }
  if (support.some(({ evidence }) => evidence.credibility === 1)) {
    const origins = independentOrigins(support.map(({ evidence }) => evidence));
    if (origins < 2) {
      const reason = `The fact ${words} is graded 1 (confirmed) on one origin: add independent evidence, or lower the grade.`;
      report.add('error', 'sourcing.unconfirmed-credibility', reason, spot, { fact: pin.fact });
    }
  }
  const now = fact.current;
  if (now === null || now.retired) {
    warn('retired-fact', `The fact ${words} is retired: take the citation out, or restore the fact.`);
    return;
  }
  if (fact.stale)
    warn(
      'stale',
      `The fact ${words} has changed since it was cited: accept the change, or keep the words and say why.`,
    );
  if (now.status === 'superseded')
    warn('superseded-fact', `The fact ${words} is superseded: cite the fact that replaces it.`);
  if (now.status === 'disputed')
    warn('disputed-fact', `The fact ${words} is disputed: say so in the text, or take it out.`);
  if (fact.evidence.some(({ evidence }) => evidence.stance === 'contradicts')) {
    warn('contested-fact', `Some evidence contradicts the fact ${words}: give both sides in the text.`);
  }
  if (now.validUntil !== null && now.validUntil < report.today) {
    warn(
      'expired-fact',
      `The fact ${words} held until ${formatEdtf(now.validUntil)}: check it and set a new date, or word it as past.`,
    );
  }
  const grade = unknownGrade(fact);
  if (grade !== '' && now.status === 'verified') {
    warn(
      'certain-on-unknown',
      `The fact ${words} is held as verified on grade ${grade}: find a source that can be judged, or set it to unverified.`,
    );
  }
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
          const reason = `The paragraph ${shown(text)} gives a figure without citing a fact: cite one, or take the figure out.`;
          report.add('warning', 'sourcing.uncited-figure', reason, { section, block });
        }
        for (const { pin, start, end } of CERTAIN.test(text) ? citations : []) {
          const fact = material.facts.get(pinKey(pin));
          const sentence = sentencesAround(text, start, end, language);
          const grade = fact ? unknownGrade(fact) : '';
          if (grade === '' || !CERTAIN.test(sentence)) continue;
          const reason = `The sentence ${shown(sentence)} sounds certain on grade ${grade}: name the source in the text, or soften it.`;
          report.add('warning', 'sourcing.certain-on-unknown', reason, { section, block }, { fact: pin.fact });
        }
      }
    }
  }
};

const checkJudgement = (report: Report, judgement: Judgement, spot: Spot): void => {
  const words = shown(judgement.sentence);
  const params = { judgement: judgement.id };
  if (judgement.basis.length === 0) {
    const reason = `The judgement ${words} rests on nothing: name the facts or assumptions behind it.`;
    report.add('error', 'sourcing.judgement-without-basis', reason, spot, params);
  }
  const facts = basisPins(judgement).flatMap((pin) => report.material.facts.get(pinKey(pin)) ?? []);
  if (judgement.confidence === 'high' && facts.length > 0 && facts.every((fact) => unknownGrade(fact) !== '')) {
    const reason = `High confidence in ${words} rests only on sources that cannot be judged: lower it, or find better ones.`;
    report.add('warning', 'sourcing.confidence-on-unknown', reason, spot, params);
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
