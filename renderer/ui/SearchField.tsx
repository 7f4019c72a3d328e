import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SearchField.module.css';

interface SearchFieldProps {
  /** Where it searches, such as "Search in facts". */
  readonly label: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Goes on to the list. */
  readonly onLeave: () => void;
}

const SEARCH_MS = 120;

/** The words that narrow a list. Enter and Arrow down go on to it; Esc clears first. */
export const SearchField = ({ label, value, onChange, field, onLeave }: SearchFieldProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const search = useDebouncedCallback(onChange, SEARCH_MS);
  useEffect(() => setText(value), [value]);
  const clear = (): void => {
    setText('');
    onChange('');
  };
  return (
    <TextInput
      ref={field}
      className={classes.field ?? ''}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} />}
      rightSection={text && <CloseButton size="sm" aria-label={t('common:list.clearSearch')} onClick={clear} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) clear();
        else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
};
