import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/context.ts';
import { problemText } from '../api/problem.ts';
import classes from './TagInput.module.css';
import type { Save } from './use-draft.ts';

interface TagInputProps {
  readonly label: string;
  readonly value: readonly string[];
  /** Called with the whole new list at every change. */
  readonly save: Save<string[]>;
  readonly readOnly?: boolean;
  /** With a frame and label, as in a form; else bare, as in a detail pane. */
  readonly framed?: boolean;
}

/** Tags as chips; Enter or comma adds, Backspace removes, known tags are proposed. */
export const TagInput = ({ label, value, save, readOnly = false, framed = false }: TagInputProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const known = useQuery(q.facts.tags.queryOptions()).data ?? [];
  const [error, setError] = useState<string | null>(null);
  return (
    <TagsInput
      {...(framed ? { label } : { 'aria-label': label, variant: 'unstyled' as const })}
      classNames={
        framed ? {} : { input: classes.input ?? '', pill: classes.pill ?? '', inputField: classes.field ?? '' }
      }
      value={[...value]}
      onChange={(tags) => {
        setError(null);
        save(tags.map((tag) => tag.trim().replace(/\s+/g, ' '))).catch((problem) =>
          setError(problemText(problem).sentence),
        );
      }}
      data={known.map((entry) => entry.tag)}
      limit={20}
      error={error}
      placeholder={value.length === 0 ? t('common:addTag') : ''}
      splitChars={[',', ';']}
      acceptValueOnBlur
      readOnly={readOnly}
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
    />
  );
};
