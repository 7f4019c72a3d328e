import type { EvidenceDetail, FactInput } from '#shared/contract/facts.ts';
import { dateBounds } from '#shared/model/dates.ts';
import type { Credibility, Reliability } from '#shared/model/grades.ts';
import type { SourceType } from '#shared/model/source.ts';
import type { STANCES } from '#shared/model/statuses.ts';

export type Stance = (typeof STANCES)[number];
type EvidenceInput = NonNullable<FactInput['evidence']>[number];

/** The source of a piece of evidence while it is being written: a known one, or a new one by its title. */
export interface SourceChoice {
  /** Null for a source that is yet to be made. */
  readonly id: string | null;
  readonly title: string;
  readonly reliability: Reliability;
  /** Only for a new one. */
  readonly type: SourceType;
  readonly url: string;
  /** The day it was read, as typed; null stands for today. */
  readonly accessed: string | null;
}

export interface EvidenceDraft {
  readonly source: SourceChoice;
  readonly locator: string;
  readonly quote: string;
  readonly credibility: Credibility;
  readonly stance: Stance;
  readonly independenceGroup: string;
}

export const NO_SOURCE: SourceChoice = {
  id: null,
  title: '',
  reliability: 'F',
  type: 'webpage',
  url: '',
  accessed: null,
};

export const EMPTY_EVIDENCE: EvidenceDraft = {
  source: NO_SOURCE,
  locator: '',
  quote: '',
  credibility: 6,
  stance: 'supports',
  independenceGroup: '',
};

/** A known source, chosen. */
export const choiceOf = ({ id, title, reliability, type, url }: Omit<SourceChoice, 'accessed'>): SourceChoice => ({
  id,
  title,
  reliability,
  type,
  url,
  accessed: null,
});

export const draftOf = (evidence: EvidenceDetail): EvidenceDraft => ({
  source: choiceOf(evidence.sourceRecord),
  locator: evidence.locator,
  quote: evidence.quote,
  credibility: evidence.credibility,
  stance: evidence.stance,
  independenceGroup: evidence.independenceGroup,
});

/** The draft's fields as evidence has them, but for the source, which a draft may yet have to make. */
export type EvidenceField = keyof EvidenceDraft;
export const EVIDENCE_FIELDS = ['source', 'quote', 'locator', 'stance', 'credibility', 'independenceGroup'] as const;

/** True when a field holds the same in both. A source that is yet to be made is like no other. */
export const isSameIn = (field: EvidenceField, a: EvidenceDraft, b: EvidenceDraft): boolean =>
  field === 'source'
    ? a.source === b.source || (a.source.id !== null && a.source.id === b.source.id)
    : a[field] === b[field];

/** What the analyst changed of what the form began with. */
export const changedFields = (draft: EvidenceDraft, begun: EvidenceDraft): EvidenceField[] =>
  EVIDENCE_FIELDS.filter((field) => !isSameIn(field, draft, begun));

/** The fields that the analyst and somebody else changed, each to another value. */
export const clashesOf = (draft: EvidenceDraft, begun: EvidenceDraft, present: EvidenceDraft): EvidenceField[] =>
  changedFields(draft, begun).filter((field) => !isSameIn(field, present, begun) && !isSameIn(field, present, draft));

const only = (draft: EvidenceDraft, fields: readonly EvidenceField[]): Partial<EvidenceDraft> =>
  Object.fromEntries(fields.map((field) => [field, draft[field]]));

/** Evidence as a form begins with it, and the revision that this is; null for evidence that is yet to be made. */
export interface Begun {
  readonly draft: EvidenceDraft;
  readonly revision: string | null;
}

/** Draft and beginning as of what the library has now; fields that both have changed stay apart until one is chosen. */
export const rebased = (draft: EvidenceDraft, begun: Begun, present: Begun) => ({
  draft: { ...present.draft, ...only(draft, changedFields(draft, begun.draft)) },
  begun: {
    revision: present.revision,
    draft: { ...present.draft, ...only(begun.draft, clashesOf(draft, begun.draft, present.draft)) },
  },
});

/** True when there is something to store. */
export const isWritten = (draft: EvidenceDraft): boolean => draft.source.title.trim() !== '';

/** True when a new source was read on a day that is none. */
export const isWrongDay = ({ source }: EvidenceDraft): boolean => {
  const day = source.accessed?.trim() ?? '';
  return source.id === null && day !== '' && !(/^\d{4}-\d{2}-\d{2}$/.test(day) && dateBounds(day));
};

/** The draft as the Api takes it. A new source counts as read on the day given, unless another one was typed. */
export const evidenceInput = ({ source, ...fields }: EvidenceDraft, today: string): EvidenceInput => ({
  ...fields,
  source: source.id
    ? { id: source.id }
    : {
        title: source.title.trim(),
        type: source.type,
        url: source.url.trim(),
        reliability: source.reliability,
        accessed: source.accessed === null ? today : source.accessed.trim() || null,
      },
});
