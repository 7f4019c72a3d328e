import { independentOrigins } from '../../model/evidence.ts';
import { numberSources } from '../numbering.ts';
import { type Report, shown } from './report.ts';

/** The source base as a whole (ICD 206: descriptors, source summary) and each cited source on its own. */
export const checkSources = (report: Report): void => {
  const { briefing } = report.material;
  const sources = [...numberSources(report.material).values()];
  if (sources.length === 0) return;
  for (const { source } of sources) {
    const title = shown(source.title);
    const warn = (rule: string, reason: string): void =>
      report.add('warning', `sourcing.${rule}`, reason, {}, { source: source.id });
    if (source.url !== '' && source.archiveUrl === '' && source.attachments.length === 0) {
      warn('no-archive', `The web address of ${title} may change or vanish: add an archived copy.`);
    }
    if (source.descriptor.trim() === '') {
      warn('no-descriptor', `Nothing says how good ${title} is: write a source descriptor.`);
    }
    if (source.retired) warn('retired-source', `The source ${title} is retired: restore it, or replace it.`);
  }
  const origins = independentOrigins(sources.flatMap(({ links }) => links.map(({ evidence }) => evidence)));
  if (origins === 1) {
    const reason = 'The whole briefing goes back to one origin: look for an independent source before you rely on it.';
    report.add('warning', 'sourcing.single-origin', reason);
  }
  if (sources.every(({ source }) => source.reliability === 'F')) {
    const reason =
      'No cited source has a reliability that can be judged: look for one that has, or keep confidence low.';
    report.add('warning', 'sourcing.unknown-reliability', reason);
  }
  if (briefing.sourceSummary.trim() === '') {
    const reason =
      'The source summary is empty: name the strongest sources, what corroborates them, the gaps and their effect on confidence.';
    report.add('warning', 'sourcing.no-summary', reason);
  }
};
