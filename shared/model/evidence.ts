import type { Credibility, Reliability } from './grades.ts';
import type { STANCES } from './statuses.ts';

export interface Grade {
  readonly reliability: Reliability;
  readonly credibility: Credibility;
}

/** What the rules need of one link between a fact and a source. */
export interface GradedEvidence extends Grade {
  readonly stance: (typeof STANCES)[number];
}

/** Best first. F and 6 mean unknown, so they stand between what speaks for and what speaks against. */
const RELIABILITY_ORDER: readonly Reliability[] = ['A', 'B', 'C', 'F', 'D', 'E'];
const CREDIBILITY_ORDER: readonly Credibility[] = [1, 2, 3, 6, 4, 5];

/** Negative when `a` is the better credibility; unknown ranks between possibly true and doubtful. */
export const compareCredibilities = (a: Credibility, b: Credibility): number =>
  CREDIBILITY_ORDER.indexOf(a) - CREDIBILITY_ORDER.indexOf(b);

/** Negative when `a` is the better grade: by the credibility of the information, then by the reliability of the source. */
export const compareGrades = (a: Grade, b: Grade): number =>
  compareCredibilities(a.credibility, b.credibility) ||
  RELIABILITY_ORDER.indexOf(a.reliability) - RELIABILITY_ORDER.indexOf(b.reliability);

/**
 * The grade of the best supporting evidence, or null when nothing supports the fact. Grades of different links are never
 * mixed or averaged: it is one link's own pair.
 */
export const bestGrade = (evidence: Iterable<GradedEvidence>): Grade | null => {
  let best: Grade | null = null;
  for (const { stance, reliability, credibility } of evidence) {
    const grade = { reliability, credibility };
    if (stance === 'supports' && (best === null || compareGrades(grade, best) < 0)) best = grade;
  }
  return best;
};

/** True when the reliability of the source or the credibility of the information cannot be judged. */
export const isUnknownGrade = (grade: Grade): boolean => grade.reliability === 'F' || grade.credibility === 6;

/**
 * How many origins the given evidence goes back to. Evidence of one independence group counts once, whatever its
 * sources; without a group the source itself is the origin. Groups are compared without case and outer blanks.
 */
export const independentOrigins = (
  evidence: Iterable<{ readonly source: string; readonly independenceGroup: string }>,
): number => {
  const origins = new Set<string>();
  for (const { source, independenceGroup } of evidence) {
    const group = independenceGroup.trim().toLowerCase();
    origins.add(group === '' ? `source ${source}` : `group ${group}`);
  }
  return origins.size;
};
