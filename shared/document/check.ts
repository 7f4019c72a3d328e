import type { CheckResult, Finding } from '../contract/briefings.ts';
import { checkCoverage } from './check/coverage.ts';
import { checkMarking } from './check/marking.ts';
import { headingOf, type Report } from './check/report.ts';
import { checkSources } from './check/sources.ts';
import { checkSourcing } from './check/sourcing.ts';
import { checkWording } from './check/wording.ts';
import type { BriefingMaterial } from './material.ts';

/**
 * Checks a briefing against the rules of the trade: what its template wants covered, sourcing (ICD 206), wording
 * (ICD 203) and marking (TLP). Pure; `today` is an ISO day, for ages and dates that have passed.
 */
export const checkBriefing = (material: BriefingMaterial, options: { readonly today: string }): CheckResult => {
  const result: { errors: Finding[]; warnings: Finding[] } = { errors: [], warnings: [] };
  const known = new Set<string>();
  const report: Report = {
    material,
    today: options.today,
    add: (level, rule, reason, spot = {}, params = {}) => {
      const section = spot.section ?? null;
      const block = spot.block?.id ?? null;
      const key = JSON.stringify([rule, section?.id, block, reason]);
      if (known.has(key)) return;
      known.add(key);
      const finding = { rule, section: headingOf(section), sectionId: section?.id ?? null, block, reason, params };
      result[level === 'error' ? 'errors' : 'warnings'].push(finding);
    },
  };
  checkCoverage(report);
  checkSourcing(report);
  checkSources(report);
  checkWording(report);
  checkMarking(report);
  return result;
};
