import { independentOrigins } from '../../model/evidence.ts';
import { proseText } from '../../model/prose.ts';
import type { CoverageRule } from '../../model/template.ts';
import { countWords } from '../../model/words.ts';
import { type BriefingMaterial, type PinnedFact, pinKey } from '../material.ts';
import { supportOf } from '../numbering.ts';
import { blockPins, bottomLineOf, judgementsOf } from '../places.ts';
import { headingOf, type Report, shown } from './report.ts';

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

const checkOrigins = (report: Report, part: Part, rule: CoverageRule & { rule: 'independent-sources' }): void => {
  const { section } = part;
  const { count: wanted, maxAgeDays, level } = rule;
  const links = sectionFacts(report.material, part).flatMap(supportOf);
  const found = independentOrigins(links.map(({ evidence }) => evidence));
  if (found < wanted) {
    report.add('coverage.independent-sources', { section }, { found, wanted }, level);
    return;
  }
  const isFresh = ({ source: { accessed } }: (typeof links)[number]): boolean =>
    maxAgeDays === null || (accessed !== null && daysBetween(accessed, report.today) <= maxAgeDays);
  if (!links.some(isFresh)) report.add('coverage.fresh-sources', { section }, { days: maxAgeDays ?? 0 }, level);
};

const countFor = (
  material: BriefingMaterial,
  part: Part,
  rule: Exclude<CoverageRule['rule'], 'independent-sources'>,
): number => {
  switch (rule) {
    case 'min-words':
      return sectionWords(part, material.briefing.language);
    case 'min-facts':
      return sectionFacts(material, part).length;
    case 'min-judgements':
      return part.blocks.flatMap((block) => judgementsOf(material, block)).length;
  }
};

const checkRule = (report: Report, part: Part, rule: CoverageRule): void => {
  if (rule.rule === 'independent-sources') {
    checkOrigins(report, part, rule);
    return;
  }
  const found = countFor(report.material, part, rule.rule);
  if (found >= rule.count) return;
  report.add(`coverage.${rule.rule}`, { section: part.section }, { found, wanted: rule.count }, rule.level);
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
  if (sections.length === 0) report.add('coverage.no-sections');
  if (bottomLineOf(material) === null) report.add('coverage.no-bottom-line');
  for (const part of sections) {
    const { section } = part;
    if (isEmpty(material, part))
      report.add('coverage.empty-section', { section }, { words: shown(headingOf(section)) });
    for (const rule of section.coverage) checkRule(report, part, rule);
  }
};
