import { Button, Group } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isChanged, problemText } from '../../api/problem.ts';
import { FieldConflict } from '../../ui/FieldConflict.tsx';
import { fieldLabel, fieldText } from '../history/field-text.ts';
import {
  type Begun,
  clashesOf,
  type EvidenceDraft,
  type EvidenceField,
  isWritten,
  isWrongDay,
  rebased,
} from './draft.ts';
import classes from './Evidence.module.css';
import { EvidenceFields } from './EvidenceFields.tsx';

interface EvidenceFormProps {
  /** As the library has it now; the form begins with it. */
  readonly present: Begun;
  /** The act, such as "Add evidence". */
  readonly act: string;
  readonly save: (draft: EvidenceDraft, begun: Begun) => Promise<unknown>;
  readonly onClose: () => void;
}

/**
 * What is typed beside what it began with. Once a save was refused because somebody else has changed the same, the form
 * follows the library where the analyst wrote nothing, and names the fields that both have changed.
 */
const useDraft = (present: Begun) => {
  const [begun, setBegun] = useState(present);
  const [draft, setDraft] = useState(present.draft);
  const [refused, setRefused] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the library has something newer, not at every key
  useEffect(() => {
    if (!refused) return;
    const next = rebased(draft, begun, present);
    setDraft(next.draft);
    setBegun(next.begun);
  }, [refused, present.revision]);
  const clashes = refused ? clashesOf(draft, begun.draft, present.draft) : [];
  const settle = (field: EvidenceField, mine: boolean): void => {
    setBegun({ ...begun, draft: { ...begun.draft, [field]: present.draft[field] } });
    if (!mine) setDraft({ ...draft, [field]: present.draft[field] });
  };
  return { draft, setDraft, begun, clashes, settle, refuse: () => setRefused(true) };
};

/** A value of the library in words. */
const wordsOf = (field: EvidenceField, { source, ...fields }: EvidenceDraft): string =>
  field === 'source' ? source.title : fieldText('evidence', field, fields[field]);

/** Evidence being written; Ctrl/Cmd-Enter saves, Esc leaves. What was typed stays when saving is refused. */
export const EvidenceForm = ({ present, act, save, onClose }: EvidenceFormProps) => {
  const { t } = useTranslation();
  const { draft, setDraft, begun, clashes, settle, refuse } = useDraft(present);
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (!isWritten(draft)) return setMissing(true);
    if (isWrongDay(draft) || clashes.length > 0) return;
    try {
      await save(draft, begun);
      onClose();
    } catch (problem) {
      if (isChanged(problem)) refuse();
      else setError(problemText(problem).sentence);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <EvidenceFields
        value={draft}
        sourceError={missing ? t('evidence:sourceMissing') : null}
        onChange={(next) => {
          setDraft(next);
          setMissing(false);
          setError(null);
        }}
      />
      {clashes.map((field) => (
        <FieldConflict
          key={field}
          sentence={t('evidence:changed', { field: fieldLabel('evidence', field) })}
          theirs={wordsOf(field, present.draft)}
          onKeepMine={() => settle(field, true)}
          onTakeTheirs={() => settle(field, false)}
        />
      ))}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Group gap={8} justify="flex-end">
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button disabled={clashes.length > 0} type="submit" variant="filled">
          {act}
        </Button>
      </Group>
    </form>
  );
};
