import type { CheckResult, Finding } from '../../contract/briefings.ts';
import type { Block, Section } from '../../model/briefing.ts';
import type { BriefingMaterial } from '../material.ts';
import { RULES, type Rule } from './rules.ts';

/** Where a finding stands; the bottom line and the briefing as a whole have no section. */
export interface Spot {
  readonly section?: Section | null;
  readonly block?: Block | null;
}

type Params = Finding['params'];

/** What stands in the place of the section's heading for what belongs to none. */
const WHOLE_BRIEFING = 'Briefing';

export const headingOf = (section: Section | null | undefined): string =>
  section ? section.heading.trim() || 'Untitled section' : WHOLE_BRIEFING;

/** Words of the user's inside a message: quoted, on one line, cut where it gets long. */
export const shown = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ');
  // A cut through a surrogate pair takes the whole character away.
  const cut = line
    .slice(0, 89)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return `“${line.length > 90 ? `${cut}…` : line}”`;
};

/** A judgement inside a message: by its words, or as the one that has none yet. */
export const shownJudgement = (sentence: string): string =>
  sentence.trim() === '' ? 'without words' : shown(sentence);

const fill = (sentence: string, params: Params): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));

/** What the rules know, and where they put what they find. */
export class Report {
  readonly material: BriefingMaterial;
  /** The present day, ISO. */
  readonly today: string;
  readonly result: CheckResult = { errors: [], warnings: [] };
  readonly #known = new Set<string>();

  constructor(material: BriefingMaterial, today: string) {
    this.material = material;
    this.today = today;
  }

  /** Reports a finding; the same one at the same spot counts once. `level` stands in for that of the rule. */
  add(rule: Rule, spot: Spot = {}, params: Params = {}, level: 'error' | 'warning' = RULES[rule][0]): void {
    const section = spot.section ?? null;
    const block = spot.block?.id ?? null;
    const key = JSON.stringify([rule, section?.id, block, params]);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const reason = fill(RULES[rule][1], params);
    const finding = { rule, section: headingOf(section), sectionId: section?.id ?? null, block, reason, params };
    this.result[level === 'error' ? 'errors' : 'warnings'].push(finding);
  }
}
