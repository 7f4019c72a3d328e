import { formatEdtf } from '../model/dates.ts';
import { compareCredibilities } from '../model/evidence.ts';
import { CREDIBILITY_WORDS, RELIABILITY_WORDS } from '../model/grades.ts';
import type { NumberedSource } from './numbering.ts';
import { formatReference } from './reference.ts';
import type { SourceEntry } from './tree.ts';

const credibilityWords = ({ links }: NumberedSource): string[] =>
  [...new Set(links.map(({ evidence }) => evidence.credibility))]
    .sort(compareCredibilities)
    .map((digit) => `${digit}, ${CREDIBILITY_WORDS[digit]}`);

/** The source list, in the order of its numbers. */
export const buildSources = (sources: ReadonlyMap<string, NumberedSource>): SourceEntry[] =>
  [...sources.values()].map((numbered) => {
    const { number, source } = numbered;
    return {
      number,
      id: source.id,
      reference: formatReference(source),
      url: source.url,
      archiveUrl: source.archiveUrl,
      accessed: formatEdtf(source.accessed ?? ''),
      archived: formatEdtf(source.archivedAt ?? ''),
      reliability: source.reliability,
      reliabilityWords: RELIABILITY_WORDS[source.reliability],
      credibilities: credibilityWords(numbered),
      descriptor: source.descriptor.trim(),
      marking: source.marking,
    };
  });
