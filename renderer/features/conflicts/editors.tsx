import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EMPTY_PROSE, type Prose } from '#shared/model/prose.ts';
import { markingSchema, type RecordKind } from '#shared/model/records.ts';
import { later } from '../../app/later.tsx';
import { InlineSelect } from '../../ui/InlineSelect.tsx';
import { MarkingPicker } from '../../ui/MarkingPicker.tsx';
import { SubjectPicker } from '../../ui/SubjectPicker.tsx';
import { fieldText } from '../history/field-text.ts';
import classes from './Conflicts.module.css';
import { type FieldEditor, type Json, proseOf, withProse } from './fields.ts';

// The editor is the heaviest part of the window, and most conflicts do without.
const ProseDraft = later(() => import('./ProseDraft.tsx'));

/** What is being written: a value, the name of a subject that is found or made on saving, or nothing readable yet. */
export type Draft = { readonly value: Json } | { readonly subject: string } | undefined;

interface EditorProps<E extends FieldEditor> {
  readonly editor: E;
  readonly label: string;
  readonly start: Json;
  readonly onChange: (draft: Draft) => void;
}

const TextEditor = ({ editor, label, start, onChange }: EditorProps<Extract<FieldEditor, { type: 'text' }>>) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(editor.toText(start));
  const wrong = editor.parse(typed) === undefined;
  return (
    <Textarea
      autosize
      data-autofocus
      error={wrong && editor.help !== undefined && t(editor.help)}
      label={label}
      maxRows={16}
      minRows={editor.long ? 4 : 1}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const value = editor.parse(next);
        onChange(value === undefined ? undefined : { value });
      }}
      value={typed}
      {...(editor.help !== undefined && !wrong ? { description: t(editor.help) } : {})}
    />
  );
};

const ChoiceEditor = ({
  editor,
  kind,
  field,
  label,
  start,
  onChange,
}: EditorProps<Extract<FieldEditor, { type: 'choice' }>> & { readonly kind: RecordKind; readonly field: string }) => {
  const [chosen, setChosen] = useState(editor.values.find((known) => known === start) ?? editor.values[0] ?? '');
  return (
    <InlineSelect
      choices={editor.values.map((value) => ({ value, label: fieldText(kind, field, value) }))}
      label={label}
      save={(value) => {
        setChosen(value);
        onChange({ value });
        return Promise.resolve();
      }}
      value={chosen}
    />
  );
};

const MarkingEditor = ({ start, onChange }: Omit<EditorProps<FieldEditor>, 'editor' | 'label'>) => {
  const [chosen, setChosen] = useState(markingSchema.catch('CLEAR').parse(start));
  return (
    <MarkingPicker
      save={(value) => {
        setChosen(value);
        onChange({ value });
        return Promise.resolve();
      }}
      value={chosen}
    />
  );
};

const SubjectEditor = ({ label, start, onChange }: Omit<EditorProps<FieldEditor>, 'editor'>) => {
  const [name, setName] = useState(typeof start === 'string' ? start : '');
  return (
    <SubjectPicker
      label={label}
      onChange={(next) => {
        setName(next);
        onChange(next.trim() === '' ? { value: null } : { subject: next.trim() });
      }}
      value={name}
    />
  );
};

/** Fields of one's own: a line for each name that any of the values has. */
const OwnEditor = ({ start, onChange }: Omit<EditorProps<FieldEditor>, 'editor' | 'label'>) => {
  const [own, setOwn] = useState<Readonly<Record<string, string>>>((start ?? {}) as Record<string, string>);
  return Object.entries(own).map(([name, text]) => (
    <TextInput
      key={name}
      label={name}
      onChange={(event) => {
        const next = { ...own, [name]: event.currentTarget.value };
        setOwn(next);
        onChange({ value: next });
      }}
      value={text}
    />
  ));
};

interface ValueEditorProps extends EditorProps<FieldEditor> {
  readonly kind: RecordKind;
  readonly field: string;
}

/** The right editor for a field, beginning with a value of it. */
export const ValueEditor = ({ editor, kind, field, ...rest }: ValueEditorProps) => {
  if (editor.type === 'text') return <TextEditor editor={editor} {...rest} />;
  if (editor.type === 'choice') return <ChoiceEditor editor={editor} kind={kind} field={field} {...rest} />;
  if (editor.type === 'marking') return <MarkingEditor {...rest} />;
  if (editor.type === 'subject') return <SubjectEditor {...rest} />;
  if (editor.type === 'own') return <OwnEditor {...rest} />;
  const change = (prose: Prose): void => rest.onChange({ value: withProse(kind, prose) });
  return (
    <div className={classes.prose}>
      <ProseDraft label={rest.label} onChange={change} start={proseOf(rest.start) ?? EMPTY_PROSE} />
    </div>
  );
};
