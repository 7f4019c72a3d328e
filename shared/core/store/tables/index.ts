import type * as z from 'zod';
import { blockFields, briefingFields, editionFields, sectionFields } from '../../../model/briefing.ts';
import { evidenceFields, factFields } from '../../../model/fact.ts';
import { judgementFields } from '../../../model/judgement.ts';
import { noteFields } from '../../../model/note.ts';
import { proposalFields } from '../../../model/proposal.ts';
import type { RecordKind } from '../../../model/records.ts';
import { sourceFields } from '../../../model/source.ts';
import { subjectFields } from '../../../model/subject.ts';
import { templateFields } from '../../../model/template.ts';
import { blocks, briefings, editions, sections } from './briefings.ts';
import type { Field } from './columns.ts';
import { evidence, facts } from './facts.ts';
import { judgements } from './judgements.ts';
import { notes } from './notes.ts';
import { proposals } from './proposals.ts';
import { sources } from './sources.ts';
import { subjects } from './subjects.ts';
import { templates } from './templates.ts';

/** Where a kind of record lies: its table and, per field, its columns. Tags lie in a table of their own. */
export interface Table {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly tagged: boolean;
}

export const TABLES: Readonly<Record<RecordKind, Table>> = {
  subject: subjects,
  source: sources,
  fact: facts,
  evidence,
  note: notes,
  judgement: judgements,
  template: templates,
  briefing: briefings,
  section: sections,
  block: blocks,
  edition: editions,
  proposal: proposals,
};

/** What the fields of each kind must look like. */
export const FIELD_SCHEMAS = {
  subject: subjectFields,
  source: sourceFields,
  fact: factFields,
  evidence: evidenceFields,
  note: noteFields,
  judgement: judgementFields,
  template: templateFields,
  briefing: briefingFields,
  section: sectionFields,
  block: blockFields,
  edition: editionFields,
  proposal: proposalFields,
} as const satisfies Record<RecordKind, z.ZodObject>;

export type FieldsOf<K extends RecordKind> = z.infer<(typeof FIELD_SCHEMAS)[K]>;
