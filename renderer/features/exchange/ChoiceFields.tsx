import { MultiSelect, Radio, Select, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { AlsoCalled } from '../../ui/AlsoCalled.tsx';
import { TagInput } from '../../ui/TagInput.tsx';
import { SHARED_PARTS, type ShareChoice } from './choice.ts';
import classes from './Share.module.css';

interface ChoiceFieldsProps {
  readonly choice: ShareChoice;
  readonly onChange: (choice: ShareChoice) => void;
}

/** Lists to choose from are short; typing narrows them. */
const LISTED = 50;
const COMBOBOX = { shadow: 'md', transitionProps: { duration: 0 } };

const BriefingChoice = ({ choice, onChange }: ChoiceFieldsProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [query, setQuery] = useState('');
  const found = useQuery({
    ...q.briefings.list.queryOptions({ input: { query: query.trim(), limit: LISTED } }),
    placeholderData: keepPreviousData,
  }).data;
  const chosen = useQuery({
    ...q.briefings.get.queryOptions({ input: { briefing: choice.briefing ?? '' } }),
    enabled: choice.briefing !== null,
  }).data;
  const known = (found?.items ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const listed = chosen && !known.some(({ value }) => value === chosen.id);
  return (
    <Select
      allowDeselect={false}
      comboboxProps={COMBOBOX}
      data={listed ? [{ value: chosen.id, label: chosen.title }, ...known] : known}
      filter={({ options }) => options}
      label={t('exchange:share.briefing')}
      nothingFoundMessage={t('common:noMatch')}
      onChange={(briefing) => onChange({ ...choice, briefing })}
      onSearchChange={(text) => setQuery(text === chosen?.title ? '' : text)}
      placeholder={t('exchange:share.briefingHint')}
      searchable
      value={choice.briefing}
    />
  );
};

const SubjectsChoice = ({ choice, onChange }: ChoiceFieldsProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [query, setQuery] = useState('');
  const found = useQuery({
    ...q.subjects.list.queryOptions({ input: { query: query.trim(), limit: LISTED } }),
    placeholderData: keepPreviousData,
  }).data;
  const known = new Map([...choice.subjects, ...(found?.items ?? [])].map(({ id, name }) => [id, name]));
  return (
    <MultiSelect
      comboboxProps={COMBOBOX}
      data={[...known].map(([value, label]) => ({ value, label }))}
      filter={({ options }) => options}
      hidePickedOptions
      label={t('exchange:share.subjects')}
      nothingFoundMessage={t('common:noMatch')}
      onChange={(ids) => onChange({ ...choice, subjects: ids.map((id) => ({ id, name: known.get(id) ?? '' })) })}
      onSearchChange={setQuery}
      renderOption={({ option }) => {
        const subject = found?.items.find(({ id }) => id === option.value);
        return subject ? <AlsoCalled query={query} subject={subject} /> : option.label;
      }}
      placeholder={choice.subjects.length === 0 ? t('exchange:share.subjectsHint') : ''}
      searchable
      searchValue={query}
      value={choice.subjects.map(({ id }) => id)}
    />
  );
};

const FactsChoice = (props: ChoiceFieldsProps) => {
  const { t } = useTranslation();
  const { choice, onChange } = props;
  return (
    <>
      <TextInput
        label={t('exchange:share.query')}
        maxLength={1000}
        onChange={(event) => onChange({ ...choice, query: event.currentTarget.value })}
        placeholder={t('exchange:share.queryHint')}
        value={choice.query}
      />
      <TagInput
        framed
        label={t('exchange:share.tags')}
        save={async (tags) => onChange({ ...choice, tags })}
        value={choice.tags}
      />
      <SubjectsChoice {...props} />
    </>
  );
};

/** What goes out: everything, a briefing with all it rests on, or facts by words, tags and subjects. */
export const ChoiceFields = ({ choice, onChange }: ChoiceFieldsProps) => {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('exchange:share.what')}
      onChange={(part) => {
        const chosen = SHARED_PARTS.find((known) => known === part);
        if (chosen) onChange({ ...choice, part: chosen });
      }}
      value={choice.part}
    >
      <div className={classes.parts}>
        {SHARED_PARTS.map((part) => (
          <div key={part}>
            <Radio
              description={t(`exchange:share.partHelp.${part}`)}
              label={t(`exchange:share.part.${part}`)}
              size="xs"
              value={part}
            />
            {choice.part === part && part !== 'all' && (
              <div className={classes.partFields}>
                {part === 'briefing' ? (
                  <BriefingChoice choice={choice} onChange={onChange} />
                ) : (
                  <FactsChoice choice={choice} onChange={onChange} />
                )}
              </div>
            )}
          </div>
        ))}
      </div>
    </Radio.Group>
  );
};
