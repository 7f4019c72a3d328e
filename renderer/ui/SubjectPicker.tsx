import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/context.ts';
import { goesBy } from '../api/subject-id.ts';
import { AlsoCalled } from './AlsoCalled.tsx';

interface SubjectPickerProps {
  readonly label: string;
  /** The name as typed; known or new. */
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** Called when a subject was chosen or Enter pressed on a typed name. */
  readonly onDone?: (name: string) => void;
  readonly onCancel?: () => void;
  /** Called with what was typed when the focus leaves without a choice. */
  readonly onLeave?: (name: string) => void;
  readonly hideLabel?: boolean;
  readonly autoFocus?: boolean;
  readonly error?: string | null;
}

const NEW = '\u0000new';

/** A subject by name or alias, proposed while typing; a name that nobody has yet makes a new subject on saving. */
export const SubjectPicker = (props: SubjectPickerProps) => {
  const {
    label,
    value,
    onChange,
    onDone,
    onCancel,
    onLeave,
    hideLabel = false,
    autoFocus = false,
    error = null,
  } = props;
  const { t } = useTranslation();
  const { q } = useApi();
  const [focused, setFocused] = useState(autoFocus);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const name = value.trim();
  const found =
    useQuery({
      ...q.subjects.list.queryOptions({ input: { query: name, limit: 8 } }),
      enabled: focused,
      placeholderData: keepPreviousData,
    }).data?.items ?? [];
  const exact = found.some((subject) => goesBy(subject, name));
  const choose = (chosen: string): void => {
    onChange(chosen);
    combobox.closeDropdown();
    onDone?.(chosen);
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(option) => choose(option === NEW ? name : option)}
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target>
        <InputBase
          {...(hideLabel ? { 'aria-label': label } : { label })}
          value={value}
          error={error}
          data-autofocus={autoFocus || undefined}
          autoFocus={autoFocus}
          placeholder={t('common:subjectPlaceholder')}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            combobox.closeDropdown();
            onLeave?.(value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              if (combobox.dropdownOpened || onCancel) event.stopPropagation();
              onCancel?.();
            } else if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0 && onDone) {
              event.preventDefault();
              choose(name);
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0 && name === ''}>
        <Combobox.Options aria-label={label}>
          {found.map((subject) => (
            <Combobox.Option key={subject.id} value={subject.name}>
              <AlsoCalled query={name} subject={subject} />
            </Combobox.Option>
          ))}
          {name !== '' && !exact && <Combobox.Option value={NEW}>{t('common:newSubject', { name })}</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};
