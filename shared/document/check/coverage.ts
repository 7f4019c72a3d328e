import { independentOrigins } from '../../model/evidence.ts';
import { proseText } from '../../model/prose.ts';
import type { CoverageRule } from '../../model/template.ts';
import { countWords } from '../../model/words.ts';
import { type BriefingMaterial, type PinnedFact, pinKey } from '../material.ts';
import { supportOf } from '../numbering.ts';
import { blockPins, bottomLineOf, judgementsOf } from '../places.ts';
import { counted, headingOf, type Report, shown } from './report.ts';

type Part = BriefingMaterial['sections'][number];

const MS_PER_DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

/** Words of the section's prose. */
export const sectionWords = ({ blocks }: Part, language: string): number =>
  blocks.reduce(
    (total, { content }) => total + (content.type === 'prose' ? countWords(proseText(content.prose), language) : 0),
    0,
  );

/** The facts that a section relies on, each once. */
const sectionFacts = (material: BriefingMaterial, { blocks }: Part): PinnedFact[] => {
  const facts = new Map<string, PinnedFact>();
  for (const block of blocks) {
    for (const { pin } of blockPins(material, block)) {
      const fact = material.facts.get(pinKey(pin));
      if (fact) facts.set(pin.fact, fact);
    }
  }
  return [...facts.values()];
};

const tooFewOrigins = (report: Report, part: Part, rule: CoverageRule & { rule: 'independent-sources' }): string => {
  const links = sectionFacts(report.material, part).flatMap(supportOf);
  const origins = independentOrigins(links.map(({ evidence }) => evidence));
  if (origins < rule.count) {
    const wanted = counted(rule.count, 'independent source');
    return `The section rests on ${origins} of the ${wanted} it needs: add evidence from another origin, or say in the source summary why there is none.`;
  }
  const { maxAgeDays } = rule;
  const fresh = ({ source }: (typeof links)[number]): boolean =>
    maxAgeDays === null || (source.accessed !== null && daysBetween(source.accessed, report.today) <= maxAgeDays);
  return links.some(fresh)
    ? ''
    : `None of the section's sources was read within the last ${counted(maxAgeDays ?? 0, 'day')}: read one again and set its access date.`;
};

/** What is missing, as a sentence that says what to do; empty when the rule is met. */
const missing = (report: Report, part: Part, rule: CoverageRule): string => {
  const { material } = report;
  switch (rule.rule) {
    case 'min-words': {
      const words = sectionWords(part, material.briefing.language);
      return words >= rule.count
        ? ''
        : `The section has ${counted(words, 'word')} of the ${rule.count} it needs: write on.`;
    }
    case 'min-facts': {
      const facts = sectionFacts(material, part).length;
      return facts >= rule.count
        ? ''
        : `The section relies on ${counted(facts, 'fact')} of the ${rule.count} it needs: place or cite more facts.`;
    }
    case 'min-judgements': {
      const judgements = part.blocks.flatMap((block) => judgementsOf(material, block)).length;
      return judgements >= rule.count
        ? ''
        : `The section has ${counted(judgements, 'judgement')} of the ${rule.count} it needs: add what you conclude.`;
    }
    case 'independent-sources':
      return tooFewOrigins(report, part, rule);
  }
};

const isEmpty = (material: BriefingMaterial, { blocks }: Part): boolean =>
  blocks.every((block) =>
    block.content.type === 'prose'
      ? proseText(block.content.prose).trim() === ''
      : blockPins(material, block).length + judgementsOf(material, block).length === 0,
  );

/** What the template wants of each section, and that a first page answers first (ICD 203, standard 6). */
export const checkCoverage = (report: Report): void => {
  const { material } = report;
  const { sections } = material;
  if (sections.length === 0) {
    report.add('error', 'coverage.no-sections', 'The briefing has no sections: add one.');
  }
  if (bottomLineOf(material) === null) {
    const reason = 'The first page gives no answer: choose or write the judgement that is the bottom line.';
    report.add('warning', 'coverage.no-bottom-line', reason);
  }
  for (const part of sections) {
    const { section } = part;
    const empty = isEmpty(material, part);
    if (empty) {
      const reason = `The section ${shown(headingOf(section))} is empty: fill it, or remove it from the briefing.`;
      report.add('warning', 'coverage.empty-section', reason, { section });
    }
    for (const rule of section.coverage) {
      const reason = missing(report, part, rule);
      if (reason !== '') report.add(rule.level, `coverage.${rule.rule}`, reason, { section }, { count: rule.count });
    }
  }
};
