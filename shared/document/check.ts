import type { CheckResult } from '../contract/briefings.ts';
import { checkCoverage } from './check/coverage.ts';
import { checkMarking } from './check/marking.ts';
import { checkNumbers } from './check/numbers.ts';
import { Report } from './check/report.ts';
import { checkSources } from './check/sources.ts';
import { checkSourcing } from './check/sourcing.ts';
import { checkWording } from './check/wording.ts';
import type { BriefingMaterial } from './material.ts';

/**
 * Checks a briefing against the rules of the trade: what its template wants covered, sourcing (ICD 206), wording
 * (ICD 203) and marking (TLP). Pure; `today` is an ISO day, for ages and dates that have passed.
 */
export const checkBriefing = (material: BriefingMaterial, options: { readonly today: string }): CheckResult => {
  const report = new Report(material, options.today);
  checkCoverage(report);
  checkSourcing(report);
  checkNumbers(report);
  checkSources(report);
  checkWording(report);
  checkMarking(report);
  return report.result;
};
