import { useTranslation } from 'react-i18next';
import { FieldConflict } from '../../ui/FieldConflict.tsx';
import inline from '../../ui/Inline.module.css';
import { SubjectPicker } from '../../ui/SubjectPicker.tsx';
import { type Save, useDraft } from '../../ui/use-draft.ts';

interface InlineSubjectProps {
  readonly name: string;
  readonly save: Save<string>;
  readonly readOnly: boolean;
}

/** The subject of a fact by name; a click opens the picker, an empty name takes the subject away. */
export const InlineSubject = ({ name, save, readOnly }: InlineSubjectProps) => {
  const { t } = useTranslation();
  const draft = useDraft(name, save);
  const label = t('facts:fields.subject');
  if (!draft.editing)
    return (
      <button
        type="button"
        className={inline.inline}
        disabled={readOnly}
        aria-label={t('common:editValue', { label, value: name || t('common:none') })}
        onClick={draft.begin}
      >
        {name || <span className={inline.placeholder}>{t('common:none')}</span>}
      </button>
    );
  return (
    <>
      <SubjectPicker
        label={label}
        hideLabel
        autoFocus
        value={draft.value}
        error={draft.conflict ? null : draft.error}
        onChange={draft.change}
        onDone={(chosen) => void draft.commit(chosen.trim())}
        onCancel={draft.cancel}
        onLeave={(left) => {
          // Leaving the field is no choice between the two.
          if (!draft.conflict) void draft.commit(left.trim());
        }}
      />
      {draft.conflict && (
        <FieldConflict
          sentence={draft.error ?? ''}
          theirs={name}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.cancel}
        />
      )}
    </>
  );
};
