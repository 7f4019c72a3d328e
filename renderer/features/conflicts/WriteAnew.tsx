import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '#shared/model/records.ts';
import { useSubjectId } from '../../api/subject-id.ts';
import { attempt } from '../../app/notices.tsx';
import classes from './Conflicts.module.css';
import { type Draft, ValueEditor } from './editors.tsx';
import type { FieldEditor, Json } from './fields.ts';

interface WriteAnewProps {
  readonly kind: RecordKind;
  readonly field: string;
  readonly label: string;
  readonly editor: FieldEditor;
  readonly start: Json;
  readonly busy: boolean;
  readonly onSave: (value: Json) => void;
  readonly onCancel: () => void;
}

/** Writes a value that none of the sides had. */
export const WriteAnew = ({ kind, field, label, editor, start, busy, onSave, onCancel }: WriteAnewProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({ value: start });
  const subjectId = useSubjectId();
  const save = async (): Promise<void> => {
    if (!draft) return;
    onSave('value' in draft ? draft.value : await subjectId(draft.subject));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor within
    <div
      className={classes.write}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          onCancel();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          attempt(save());
        }
      }}
    >
      <ValueEditor editor={editor} field={field} kind={kind} label={label} onChange={setDraft} start={start} />
      <div className={classes.ways}>
        <Button disabled={!draft || busy} onClick={() => attempt(save())} variant="filled">
          {t('conflicts:write.save')}
        </Button>
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
      </div>
    </div>
  );
};
