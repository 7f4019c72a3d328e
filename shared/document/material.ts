import type { Block, Briefing, Section } from '../model/briefing.ts';
import type { Evidence, Fact } from '../model/fact.ts';
import type { Judgement } from '../model/judgement.ts';
import type { Pin } from '../model/records.ts';
import type { Source } from '../model/source.ts';

/** A fact in the state in which the briefing relies on it, with all that it rests on now. */
export interface PinnedFact {
  readonly pin: Pin;
  /** The fact at the pinned revision. */
  readonly fact: Fact;
  /** The fact as it is now; null when this library no longer shows it. */
  readonly current: Fact | null;
  readonly stale: boolean;
  readonly subjectName: string;
  readonly evidence: readonly { readonly evidence: Evidence; readonly source: Source }[];
}

/** Everything the rules of building and checking need, read in one go; they themselves read nothing. */
export interface BriefingMaterial {
  readonly briefing: Briefing;
  /** Not retired, in printed order, each with its blocks in printed order. */
  readonly sections: readonly { readonly section: Section; readonly blocks: readonly Block[] }[];
  /** Every judgement that a block or the bottom line names, by id. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Every fact that prose, tables, timelines and judgements pin, by `pinKey`. */
  readonly facts: ReadonlyMap<string, PinnedFact>;
}

/** The key of a pin in `BriefingMaterial.facts`. */
export const pinKey = (pin: Pin): string => `${pin.fact} ${pin.revision}`;
