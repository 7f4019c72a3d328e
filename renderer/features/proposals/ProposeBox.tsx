import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { useSubjectId } from '../../api/subject-id.ts';
import { notice } from '../../app/notices.tsx';
import { closeOverlay } from '../../app/overlays.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { TagInput } from '../../ui/TagInput.tsx';
import { type Draft, ValueEditor } from '../conflicts/editors.tsx';
import type { Json } from '../conflicts/fields.ts';
import { fieldLabel } from '../history/field-text.ts';
import { changedFields, type Drafts, type FormField, formFields, patchOf, type Whole, wrongFields } from './form.ts';
import classes from './Proposals.module.css';
import { type ProposableKind, useProposing } from './propose.ts';

/** The record as it stands when the box opens; what others change meanwhile makes the proposal stale, not the form. */
const useWhole = (kind: ProposableKind, id: string): Whole | undefined => {
  const { q } = useApi();
  const input = { input: { id } };
  const query =
    kind === 'fact'
      ? q.facts.get.queryOptions(input)
      : kind === 'source'
        ? q.sources.get.queryOptions(input)
        : q.notes.get.queryOptions(input);
  const found = useQuery(query as { readonly queryKey: readonly unknown[] }).data as Whole | undefined;
  const [whole, setWhole] = useState(found);
  if (!whole && found) setWhole(found);
  return whole;
};

interface FieldProps {
  readonly kind: ProposableKind;
  readonly entry: FormField;
  readonly changed: boolean;
  readonly onChange: (draft: Draft) => void;
}

/** Editors that are no text field have no label of their own. */
const LABELLED: ReadonlySet<string> = new Set(['text', 'subject']);
const WIDE: ReadonlySet<string> = new Set('statement title body descriptor custom'.split(' '));

const FormEntry = ({ kind, entry: { field, editor, start }, changed, onChange }: FieldProps) => {
  const { t } = useTranslation();
  const label = fieldLabel(kind, field);
  return (
    <div
      className={classes.entry}
      data-changed={changed || undefined}
      data-prose={editor.type === 'prose' || undefined}
      data-wide={WIDE.has(field) || undefined}
    >
      {!LABELLED.has(editor.type) && <span className={classes.label}>{label}</span>}
      <ValueEditor editor={editor} field={field} kind={kind} label={label} onChange={onChange} start={start} />
      {changed && <span className={classes.changed}>{t('proposals:propose.changed')}</span>}
    </div>
  );
};

interface FormProps {
  readonly kind: ProposableKind;
  readonly whole: Whole;
}

const Form = ({ kind, whole }: FormProps) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { undo } = useUndo();
  const subjectId = useSubjectId();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [reason, setReason] = useState('');
  const fields = formFields(kind, whole);
  const tags = Array.isArray(whole.tags) ? (whole.tags as string[]) : undefined;
  const all = tags ? [...fields, { field: 'tags', editor: { type: 'own' } as const, start: tags as Json }] : fields;
  const changed = changedFields(all, drafts);
  const wrong = wrongFields(drafts);
  const put = (field: string, draft: Draft): void => setDrafts((now) => ({ ...now, [field]: draft }));
  const drafted = drafts.tags;
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: async () =>
      api.proposals.add({
        target: String(whole.id),
        patch: await patchOf(changed, drafts, subjectId),
        reason: reason.trim(),
      }),
    onSuccess: ({ changes }) => {
      closeOverlay();
      notice(t('proposals:propose.done', { count: changes.length, number: formatCount(changes.length) }), {
        label: t('app:commands.undo'),
        run: undo,
      });
    },
  });
  const names = changed.map((field) => fieldLabel(kind, field)).join(', ');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <p className={classes.help}>{t('proposals:propose.help')}</p>
      <div className={classes.form}>
        {fields.map((entry) => (
          <FormEntry
            changed={changed.includes(entry.field)}
            entry={entry}
            key={entry.field}
            kind={kind}
            onChange={(draft) => put(entry.field, draft)}
          />
        ))}
        {tags && (
          <div className={classes.entry} data-changed={changed.includes('tags') || undefined} data-wide>
            <TagInput
              framed
              label={fieldLabel(kind, 'tags')}
              save={(next) => {
                put('tags', { value: next });
                return Promise.resolve();
              }}
              value={drafted && 'value' in drafted ? (drafted.value as string[]) : tags}
            />
            {changed.includes('tags') && <span className={classes.changed}>{t('proposals:propose.changed')}</span>}
          </div>
        )}
        <div className={classes.entry} data-wide>
          <TextInput
            description={t('proposals:propose.reasonHelp')}
            label={t('common:reason')}
            maxLength={2000}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
        </div>
      </div>
      {add.isError && (
        <p className={classes.problem} role="alert">
          {problemText(add.error).sentence}
        </p>
      )}
      <Group gap={8} justify="flex-end" mt={16}>
        <span className={classes.said} role="status">
          {changed.length > 0 && t('proposals:propose.says', { fields: names })}
        </span>
        <Button onClick={closeOverlay}>{t('common:cancel')}</Button>
        <Button
          disabled={changed.length === 0 || wrong.length > 0}
          loading={add.isPending}
          type="submit"
          variant="filled"
        >
          {t('proposals:propose.run', { count: changed.length, number: formatCount(changed.length) })}
        </Button>
      </Group>
    </form>
  );
};

/** Proposes a change of a record: its fields as they are, of which those that are changed are what is proposed. */
const ProposeBox = () => {
  const { t } = useTranslation();
  const { kind, id } = useProposing();
  const whole = useWhole(kind, id);
  return (
    <Dialog onClose={closeOverlay} size={640} title={t(`proposals:propose.title.${kind}`)}>
      {whole && <Form kind={kind} whole={whole} />}
    </Dialog>
  );
};
export default ProposeBox;
