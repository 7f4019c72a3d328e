import type { Draft } from '../conflicts/editors.tsx';
import { editorsOf, type FieldEditor, type Json } from '../conflicts/fields.ts';
import type { ProposableKind } from './propose.ts';

/** A field as the form shows it. */
export interface FormField {
  readonly field: string;
  readonly editor: FieldEditor;
  /** What it holds now; of a subject its name. */
  readonly start: Json;
}

/** A record as its pane has it: its fields, and the name of its subject. */
export type Whole = Readonly<Record<string, Json>>;

const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);

/** The fields of a record of which a change can be proposed. Own fields are left out where there are none. */
export const formFields = (kind: ProposableKind, record: Whole): FormField[] =>
  editorsOf(kind)
    .filter(([field, editor]) => editor.type !== 'own' || !isEmpty(record[field]))
    .map(([field, editor]) => ({
      field,
      editor,
      start: (editor.type === 'subject' ? record.subjectName : record[field]) ?? null,
    }));

/** What was written in the form, by field; a field that cannot be read as written holds nothing. */
export type Drafts = Readonly<Record<string, Draft>>;

const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

const differs = ({ editor, start }: FormField, draft: Draft): boolean => {
  if (!draft) return true;
  if ('subject' in draft) return draft.subject !== start;
  // A record without a subject has the empty name.
  if (editor.type === 'subject') return !isEmpty(start) && start !== '';
  return !same(draft.value, start);
};

/** The fields that say something else than the record. */
export const changedFields = (fields: readonly FormField[], drafts: Drafts): string[] =>
  fields.filter((entry) => entry.field in drafts && differs(entry, drafts[entry.field])).map(({ field }) => field);

/** The fields that cannot be read as they are written. */
export const wrongFields = (drafts: Drafts): string[] => Object.keys(drafts).filter((field) => !drafts[field]);

/** What is proposed: the changed fields, with subjects by their ids. */
export const patchOf = async (
  changed: readonly string[],
  drafts: Drafts,
  subjectId: (name: string) => Promise<string>,
): Promise<Record<string, Json>> => {
  const patch: Record<string, Json> = {};
  for (const field of changed) {
    const draft = drafts[field];
    if (draft) patch[field] = 'value' in draft ? draft.value : await subjectId(draft.subject);
  }
  return patch;
};
