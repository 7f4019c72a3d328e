import type { CheckResult } from '#shared/contract/briefings.ts';

/** How much of each weight was found at one spot. */
export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  /** The worst of them; null when there is nothing to check. */
  readonly worst: 'error' | 'warning' | null;
}

/** What was found in a section. */
export const tallyOf = (found: CheckResult | undefined, section: string): Tally => {
  const errors = found?.errors.filter((finding) => finding.sectionId === section).length ?? 0;
  const warnings = found?.warnings.filter((finding) => finding.sectionId === section).length ?? 0;
  return { errors, warnings, worst: errors > 0 ? 'error' : warnings > 0 ? 'warning' : null };
};
