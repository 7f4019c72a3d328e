import type { BriefingDetail, BriefingItem } from '../../contract/briefings.ts';
import { sectionWords } from '../../document/check/coverage.ts';
import type { BriefingMaterial } from '../../document/material.ts';
import { bannerOf, citationNumbers } from '../../document/numbering.ts';
import type { Readable } from '../store/handle.ts';
import { readRecord } from '../store/records.ts';
import { factItemsById } from './fact-items.ts';
import { inConflict } from './in-conflict.ts';
import { readMaterial } from './material.ts';
import { changedAt } from './outline.ts';
import { staleIn } from './usages.ts';

const wordsOf = ({ briefing, sections }: BriefingMaterial): number =>
  sections.reduce((total, part) => total + sectionWords(part, briefing.language), 0);

/** The template as far as the briefing shows it; a library that got the briefing without it knows only its id. */
const templateOf = (db: Readable, { briefing }: BriefingMaterial): BriefingDetail['templateRecord'] => {
  const template = readRecord(db, 'template', briefing.template);
  return {
    id: briefing.template,
    key: template?.key ?? '',
    title: template?.title ?? '',
    version: template?.version ?? briefing.templateVersion,
  };
};

/** Which of the briefing itself, its sections, blocks and judgements are in conflict. */
const conflictsIn = (db: Readable, { briefing, sections, judgements }: BriefingMaterial): string[] => {
  const parts = sections.flatMap(({ section, blocks }) => [section, ...blocks]);
  return [
    ...inConflict(
      db,
      [briefing, ...parts, ...judgements.values()].map(({ id }) => id),
    ),
  ];
};

/** The briefing with everything that the builder shows of it. */
export const briefingDetail = (db: Readable, id: string): BriefingDetail => {
  const material = readMaterial(db, id);
  const { briefing, sections, judgements, facts } = material;
  const factIds = [...new Set([...facts.values()].map(({ pin }) => pin.fact))];
  return {
    ...briefing,
    updatedAt: changedAt(db, id),
    banner: bannerOf(material),
    words: wordsOf(material),
    templateRecord: templateOf(db, material),
    sections: sections.map((part, index) => ({
      ...part.section,
      number: index + 1,
      words: sectionWords(part, briefing.language),
      blocks: [...part.blocks],
    })),
    judgements: [...judgements.values()],
    facts: factItemsById(db, factIds),
    citationNumbers: citationNumbers(material),
    stale: staleIn(material),
    inConflict: conflictsIn(db, material),
  };
};

/** The briefing as a row of the list. */
export const briefingItem = (db: Readable, id: string): BriefingItem => {
  const material = readMaterial(db, id);
  const { briefing } = material;
  return {
    id: briefing.id,
    revision: briefing.revision,
    title: briefing.title,
    subtitle: briefing.subtitle,
    customer: briefing.customer,
    date: briefing.date,
    author: briefing.author,
    banner: bannerOf(material),
    template: templateOf(db, material).title,
    sections: material.sections.length,
    words: wordsOf(material),
    stale: staleIn(material).length,
    inConflict: conflictsIn(db, material).length > 0,
    retired: briefing.retired,
    updatedAt: changedAt(db, id),
  };
};
