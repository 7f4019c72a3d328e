import type { BlockFields, BriefingFields, EditionFields, SectionFields } from './briefing.ts';
import type { EvidenceFields, FactFields } from './fact.ts';
import type { JudgementFields } from './judgement.ts';
import type { NoteFields } from './note.ts';
import type { ProposalFields } from './proposal.ts';
import type { RecordKind } from './records.ts';
import type { SourceFields } from './source.ts';
import type { SubjectFields } from './subject.ts';
import type { TemplateFields } from './template.ts';

interface Fields extends Record<RecordKind, object> {
  subject: SubjectFields;
  source: SourceFields;
  fact: FactFields;
  evidence: EvidenceFields;
  note: NoteFields;
  judgement: JudgementFields;
  template: TemplateFields;
  briefing: BriefingFields;
  section: SectionFields;
  block: BlockFields;
  edition: EditionFields;
  proposal: ProposalFields;
}

/** What every field is called in a sentence, as the window labels it. */
export const FIELD_NAMES: { readonly [K in RecordKind]: Readonly<Record<keyof Fields[K] | 'retired', string>> } = {
  subject: {
    name: 'Name',
    kind: 'Kind',
    aliases: 'Other names',
    parent: 'Part of',
    description: 'Description',
    marking: 'Marking',
    retired: 'State',
    joinedTo: 'Joined to',
  },
  source: {
    title: 'Title',
    type: 'Type',
    authors: 'Authors',
    publisher: 'Publisher',
    containerTitle: 'Appeared in',
    issued: 'Published',
    url: 'Address',
    doi: 'DOI',
    language: 'Language',
    accessed: 'Read on',
    archiveUrl: 'Archived copy',
    archivedAt: 'Archived on',
    descriptor: 'Quality',
    reliability: 'Reliability',
    marking: 'Marking',
    attachments: 'Attachments',
    csl: 'Further details',
    retired: 'State',
    joinedTo: 'Joined to',
  },
  fact: {
    statement: 'Statement',
    subject: 'Subject',
    quantity: 'Value',
    asOf: 'As of',
    validUntil: 'Valid until',
    reviewBy: 'Review by',
    status: 'Status',
    supersededBy: 'Superseded by',
    marking: 'Marking',
    tags: 'Tags',
    custom: 'Own fields',
    retired: 'State',
    joinedTo: 'Joined to',
  },
  evidence: {
    fact: 'Fact',
    source: 'Source',
    locator: 'Where in it',
    quote: 'Quote',
    credibility: 'Credibility',
    stance: 'Stance',
    independenceGroup: 'Same origin as',
    attachments: 'Attachments',
    retired: 'State',
  },
  note: {
    title: 'Title',
    body: 'Text',
    links: 'Links',
    marking: 'Marking',
    tags: 'Tags',
    retired: 'State',
  },
  judgement: {
    sentence: 'Sentence',
    scale: 'Scale',
    likelihood: 'Likelihood',
    confidence: 'Confidence',
    confidenceReason: 'Reason for the confidence',
    basis: 'Basis',
    alternatives: 'Alternatives',
    marking: 'Marking',
    retired: 'State',
  },
  template: {
    key: 'Key',
    title: 'Title',
    description: 'Description',
    version: 'Version',
    parameters: 'Parameters',
    briefingTitle: 'Title of the briefing',
    scale: 'Scale',
    page: 'Page size',
    sections: 'Sections',
    retired: 'State',
  },
  briefing: {
    template: 'Template',
    templateVersion: 'Version of the template',
    parameters: 'Parameters',
    title: 'Title',
    subtitle: 'Subtitle',
    customer: 'Customer',
    question: 'Question',
    date: 'Date',
    author: 'Author',
    marking: 'Marking',
    scale: 'Scale',
    page: 'Page size',
    language: 'Language',
    bottomLine: 'Bottom line',
    sourceSummary: 'Source summary',
    retired: 'State',
  },
  section: {
    briefing: 'Briefing',
    position: 'Place',
    templateKey: 'Section of the template',
    heading: 'Heading',
    guidance: 'Guidance',
    kind: 'Kind',
    fill: 'Filled by',
    coverage: 'Needs',
    retired: 'State',
  },
  block: {
    section: 'Section',
    position: 'Place',
    marking: 'Marking',
    content: 'Content',
    retired: 'State',
  },
  edition: {
    briefing: 'Briefing',
    number: 'Number',
    releaseMarking: 'Released as',
    sealedAt: 'Sealed',
    tree: 'Text',
    pdfSha256: 'Fingerprint of the PDF',
    withdrawn: 'Withdrawn because',
    retired: 'State',
  },
  proposal: {
    target: 'For',
    patch: 'Proposed values',
    saw: 'Seen revision',
    proposer: 'Proposed by',
    reason: 'Reason',
    state: 'Answer',
    answer: 'Said with the answer',
    marking: 'Marking',
    retired: 'State',
  },
};

const namesOf = (kind: RecordKind): Readonly<Record<string, string>> => FIELD_NAMES[kind];

/** The words of a name that is written in one, such as `dryRun`; any other stays as it is. */
export const inWords = (name: string): string =>
  /^[a-z]+([A-Z][a-z0-9]*)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name;

/** What a field is called. One that no record has is told in the words that its name is made of. */
export const fieldName = (kind: RecordKind | undefined, field: string): string =>
  (kind && namesOf(kind)[field]) ?? inWords(field);

/** What several fields of a record are called. */
export const fieldNames = (kind: RecordKind, fields: readonly string[]): string =>
  fields.map((field) => fieldName(kind, field)).join(', ');

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The field that is meant by what a person typed: its name as programs write it, its name in words, or either of them in
 * another case or with hyphens. What names none is given back.
 */
export const fieldMeant = (kinds: readonly RecordKind[], typed: string): string => {
  const fields = kinds.flatMap((kind) => Object.entries(namesOf(kind)));
  const sought = folded(typed);
  const found =
    fields.find(([field]) => field === typed) ??
    fields.find(([, name]) => folded(name) === sought) ??
    fields.find(([field]) => folded(field) === sought);
  return found?.[0] ?? typed;
};
