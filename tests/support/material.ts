import { type BriefingMaterial, type PinnedFact, pinKey } from '#shared/document/material.ts';
import {
  type Block,
  type BlockContent,
  type Briefing,
  blockSchema,
  briefingSchema,
  type Section,
  sectionSchema,
} from '#shared/model/briefing.ts';
import { type Evidence, evidenceSchema, type Fact, factSchema } from '#shared/model/fact.ts';
import { type Judgement, judgementSchema } from '#shared/model/judgement.ts';
import type { Prose, ProseMark } from '#shared/model/prose.ts';
import type { Pin } from '#shared/model/records.ts';
import { type Source, sourceSchema } from '#shared/model/source.ts';

/** A fixed UUIDv7 by number, so that tests can name records. */
export const uuid = (n: number): string => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
/** A revision by sequence number. */
export const revision = (seq = 1): string => `${'a'.repeat(32)}:${seq}`;

const base = (n: number) => ({
  id: uuid(n),
  revision: revision(),
  createdAt: 0,
  updatedAt: 0,
  updatedBy: '',
  retired: false,
});

type Some<T> = { [K in keyof T]?: T[K] };

export const source = (n: number, some: Some<Source> = {}): Source =>
  sourceSchema.parse({ ...base(1000 + n), title: `Source ${n}`, reliability: 'B', ...some });
export const fact = (n: number, some: Some<Fact> = {}): Fact =>
  factSchema.parse({ ...base(n), statement: `Statement ${n}`, ...some });
export const evidence = (n: number, of: Fact, from: Source, some: Some<Evidence> = {}): Evidence =>
  evidenceSchema.parse({ ...base(2000 + n), fact: of.id, source: from.id, credibility: 2, ...some });
export const judgement = (n: number, some: Some<Judgement> = {}): Judgement =>
  judgementSchema.parse({ ...base(3000 + n), sentence: 'It is likely to last.', likelihood: 'likely', ...some });
export const briefing = (some: Some<Briefing> = {}): Briefing =>
  briefingSchema.parse({ ...base(4000), template: uuid(4001), templateVersion: 1, title: 'A briefing', ...some });

export const pinOf = (of: Fact): Pin => ({ fact: of.id, revision: of.revision });
export const cited = (...facts: Fact[]): ProseMark[] => facts.map((of) => ({ type: 'factCitation', attrs: pinOf(of) }));

/** Prose of one paragraph per argument; a piece is plain text or text with marks. */
export type Piece = string | readonly [string, readonly ProseMark[]];
export const prose = (...paragraphs: readonly (readonly Piece[])[]): Prose => ({
  type: 'doc',
  content: paragraphs.map((pieces) => ({
    type: 'paragraph',
    content: pieces.map((piece) =>
      typeof piece === 'string'
        ? { type: 'text', text: piece }
        : { type: 'text', text: piece[0], marks: [...piece[1]] },
    ),
  })),
});

/** A fact with its evidence, as `materialOf` takes it. */
export const pinned = (
  of: Fact,
  links: readonly (readonly [Evidence, Source])[] = [],
  some: Partial<PinnedFact> = {},
): PinnedFact => ({
  pin: pinOf(of),
  fact: of,
  current: of,
  stale: false,
  subjectName: '',
  evidence: links.map(([link, from]) => ({ evidence: link, source: from })),
  ...some,
});

export interface Parts {
  readonly briefing?: Some<Briefing>;
  readonly sections?: readonly {
    readonly some?: Some<Section>;
    readonly blocks?: readonly (
      | BlockContent
      | { readonly content: BlockContent; readonly marking: Block['marking'] }
    )[];
  }[];
  readonly facts?: readonly PinnedFact[];
  readonly judgements?: readonly Judgement[];
}

/** Material of a briefing from its parts, with ids and positions filled in. */
export const materialOf = (parts: Parts): BriefingMaterial => {
  let block = 6000;
  return {
    briefing: briefing(parts.briefing),
    sections: (parts.sections ?? []).map(({ some, blocks }, index) => {
      const section = sectionSchema.parse({
        ...base(5000 + index),
        briefing: uuid(4000),
        position: `a${index}`,
        heading: `Section ${index + 1}`,
        ...some,
      });
      return {
        section,
        blocks: (blocks ?? []).map((given) => {
          block += 1;
          const content = 'content' in given ? given : { content: given };
          return blockSchema.parse({ ...base(block), section: section.id, position: `a${block}`, ...content });
        }),
      };
    }),
    judgements: new Map((parts.judgements ?? []).map((one) => [one.id, one])),
    facts: new Map((parts.facts ?? []).map((one) => [pinKey(one.pin), one])),
  };
};
