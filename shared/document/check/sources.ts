import { independentOrigins } from '../../model/evidence.ts';
import { numberSources } from '../numbering.ts';
import { type Report, shown } from './report.ts';

/** The source base as a whole (ICD 206: descriptors, source summary) and each cited source on its own. */
export const checkSources = (report: Report): void => {
  const { briefing } = report.material;
  const sources = [...numberSources(report.material).values()];
  if (sources.length === 0) return;
  for (const { source } of sources) {
    const params = { source: source.id, words: shown(source.title) };
    if (source.url !== '' && source.archiveUrl === '' && source.attachments.length === 0) {
      report.add('sourcing.no-archive', {}, params);
    }
    if (source.descriptor.trim() === '') report.add('sourcing.no-descriptor', {}, params);
    if (source.retired) report.add('sourcing.retired-source', {}, params);
  }
  const links = sources.flatMap((source) => source.links.map(({ evidence }) => evidence));
  if (independentOrigins(links) === 1) report.add('sourcing.single-origin');
  if (sources.every(({ source }) => source.reliability === 'F')) report.add('sourcing.unknown-reliability');
  if (briefing.sourceSummary.trim() === '') report.add('sourcing.no-summary');
};
