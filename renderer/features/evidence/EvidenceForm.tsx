import { Button, Group } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import { type EvidenceDraft, isWritten, isWrongDay } from './draft.ts';
import classes from './Evidence.module.css';
import { EvidenceFields } from './EvidenceFields.tsx';

interface EvidenceFormProps {
  readonly start: EvidenceDraft;
  /** The act, such as "Add evidence". */
  readonly act: string;
  readonly save: (draft: EvidenceDraft) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Evidence being written; Ctrl/Cmd-Enter saves, Esc leaves. What was typed stays when saving is refused. */
export const EvidenceForm = ({ start, act, save, onClose }: EvidenceFormProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(start);
  const [error, setError] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (!isWritten(draft)) return setMissing(true);
    if (isWrongDay(draft)) return;
    try {
      await save(draft);
      onClose();
    } catch (problem) {
      setError(problemText(problem).sentence);
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
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Group gap={8} justify="flex-end">
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button type="submit" variant="filled">
          {act}
        </Button>
      </Group>
    </form>
  );
};
