import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { GradeBadge } from '../../ui/GradeBadge.tsx';
import { choiceOf, NO_SOURCE, type SourceChoice } from './draft.ts';
import classes from './Evidence.module.css';

interface SourcePickerProps {
  readonly value: SourceChoice;
  readonly onChange: (source: SourceChoice) => void;
  readonly error?: string | null;
}

const NEW = 'new';

/** A known source by its title, author or address; a title that nobody has yet makes a new one on saving. */
export const SourcePicker = ({ value, onChange, error = null }: SourcePickerProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [focused, setFocused] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const title = value.title.trim();
  const found =
    useQuery({
      // A chosen source offers all others again.
      ...q.sources.list.queryOptions({ input: { query: value.id ? '' : title, limit: 8 } }),
      enabled: focused,
      placeholderData: keepPreviousData,
    }).data?.items ?? [];
  const choose = (option: string): void => {
    const known = found.find((source) => source.id === option);
    if (known) onChange(choiceOf(known));
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md" transitionProps={{ duration: 0 }}>
      <Combobox.Target>
        <InputBase
          label={t('evidence:source')}
          placeholder={t('evidence:sourcePlaceholder')}
          value={value.title}
          error={error}
          rightSection={title && !value.id ? <span className={classes.new}>{t('evidence:new')}</span> : null}
          rightSectionWidth={48}
          onChange={(event) => {
            onChange({ ...(value.id ? NO_SOURCE : value), title: event.currentTarget.value });
            combobox.openDropdown();
          }}
          onFocus={() => setFocused(true)}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && combobox.dropdownOpened) event.stopPropagation();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0 && title === ''}>
        <Combobox.Options aria-label={t('evidence:source')}>
          {found.map((source) => (
            <Combobox.Option key={source.id} value={source.id}>
              <span className={classes.option}>
                <span>{source.title}</span>
                <GradeBadge reliability={source.reliability} />
              </span>
            </Combobox.Option>
          ))}
          {title !== '' && !value.id && (
            <Combobox.Option value={NEW}>{t('evidence:newSource', { title })}</Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};
