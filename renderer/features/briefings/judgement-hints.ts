import { checkBriefing } from '#shared/document/check.ts';
import type { BriefingMaterial } from '#shared/document/material.ts';
import type { Briefing } from '#shared/model/briefing.ts';
import type { Judgement } from '#shared/model/judgement.ts';

export interface Hint {
  readonly level: 'error' | 'warning';
  readonly rule: string;
  readonly reason: string;
  readonly params: Record<string, string | number>;
}

/** What the rules of wording say about a judgement as it is being written: the same rules as in the check. */
export const judgementHints = (briefing: Briefing, judgement: Judgement): Hint[] => {
  const material: BriefingMaterial = {
    briefing: { ...briefing, bottomLine: judgement.id, sourceSummary: '' },
    sections: [],
    judgements: new Map([[judgement.id, judgement]]),
    facts: new Map(),
  };
  const found = checkBriefing(material, { today: '2000-01-01' });
  return (['error', 'warning'] as const).flatMap((level) =>
    found[`${level}s`]
      .filter(({ rule }) => rule.startsWith('wording.'))
      .map(({ rule, reason, params }) => ({ level, rule, reason, params })),
  );
};
