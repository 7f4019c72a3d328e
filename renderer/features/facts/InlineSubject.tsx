import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem.ts';
import inline from '../../ui/Inline.module.css';
import { SubjectPicker } from '../../ui/SubjectPicker.tsx';
import type { Save } from '../../ui/use-draft.ts';

interface InlineSubjectProps {
  readonly name: string;
  readonly save: Save<string>;
  readonly readOnly: boolean;
}

/** The subject of a fact by name; a click opens the picker, an empty name takes the subject away. */
export const InlineSubject = ({ name, save, readOnly }: InlineSubjectProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const label = t('facts:fields.subject');
  const done = async (chosen: string): Promise<void> => {
    try {
      if (chosen.trim() !== name) await save(chosen.trim());
      setDraft(null);
    } catch (problem) {
      setError(problemText(problem).sentence);
    }
  };
  if (draft === null)
    return (
      <button
        type="button"
        className={inline.inline}
        disabled={readOnly}
        aria-label={t('common:editValue', { label, value: name || t('common:none') })}
        onClick={() => setDraft(name)}
      >
        {name || <span className={inline.placeholder}>{t('common:none')}</span>}
      </button>
    );
  return (
    <SubjectPicker
      label={label}
      hideLabel
      autoFocus
      value={draft}
      error={error}
      onChange={(next) => {
        setDraft(next);
        setError(null);
      }}
      onDone={(chosen) => void done(chosen)}
      onCancel={() => setDraft(null)}
      onLeave={(left) => void done(left)}
    />
  );
};
