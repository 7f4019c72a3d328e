import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MARKINGS, markingLabel } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import { useApi } from '../../api/context.ts';
import { formatCount } from '../../i18n/format.ts';
import { AlsoCalled, foundBy } from '../../ui/AlsoCalled.tsx';
import { OptionList } from '../../ui/OptionList.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { boundary } from './boundary.ts';
import type { Condition, Filter } from './filter.ts';

interface EditorProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly onDone: () => void;
}

const toggled = <T extends string>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

const SubjectEditor = ({ filter, onChange, onDone }: EditorProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [query, setQuery] = useState('');
  const options = {
    ...q.subjects.list.queryOptions({ input: { query, limit: 50 } }),
    placeholderData: keepPreviousData,
  };
  const subjects = useQuery(options).data?.items ?? [];
  return (
    <OptionList
      label={t('facts:filter.subject')}
      search={{ value: query, onChange: setQuery }}
      chosen={filter.subject ? [filter.subject.id] : []}
      options={subjects.map((subject) => ({
        id: subject.id,
        label: [subject.name, ...foundBy(subject, query)].join(', '),
        shown: <AlsoCalled query={query} subject={subject} />,
        hint: formatCount(subject.facts),
      }))}
      onToggle={(id) => {
        const subject = subjects.find((known) => known.id === id);
        onChange({ ...filter, subject: subject && filter.subject?.id !== id ? { id, name: subject.name } : null });
        onDone();
      }}
    />
  );
};

const TagEditor = ({ filter, onChange, onDone }: EditorProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [query, setQuery] = useState('');
  const tags = useQuery(q.facts.tags.queryOptions()).data ?? [];
  const found = tags.filter(({ tag }) => tag.toLowerCase().includes(query.trim().toLowerCase())).slice(0, 100);
  return (
    <OptionList
      label={t('facts:filter.tags')}
      search={{ value: query, onChange: setQuery }}
      chosen={filter.tags}
      options={found.map(({ tag, count }) => ({ id: tag, label: tag, hint: formatCount(count) }))}
      onToggle={(tag) => onChange({ ...filter, tags: toggled(filter.tags, tag) })}
      onDone={onDone}
    />
  );
};

const StatusEditor = ({ filter, onChange }: EditorProps) => {
  const { t } = useTranslation();
  return (
    <OptionList
      label={t('facts:filter.statuses')}
      chosen={filter.statuses}
      options={FACT_STATUSES.map((id) => ({ id, label: t(`facts:status.${id}`) }))}
      onToggle={(id) => {
        const status = FACT_STATUSES.find((known) => known === id);
        if (status) onChange({ ...filter, statuses: toggled(filter.statuses, status) });
      }}
    />
  );
};

const MarkingEditor = ({ filter, onChange }: EditorProps) => {
  const { t } = useTranslation();
  return (
    <OptionList
      label={t('facts:filter.markings')}
      chosen={filter.markings}
      options={MARKINGS.map((id) => ({ id, label: markingLabel(id), shown: <TlpLabel marking={id} /> }))}
      onToggle={(id) => {
        const marking = MARKINGS.find((known) => known === id);
        if (marking) onChange({ ...filter, markings: toggled(filter.markings, marking) });
      }}
    />
  );
};

const DateEditor = ({ filter, onChange, onDone, edge }: EditorProps & { edge: 'since' | 'until' }) => {
  const { t } = useTranslation();
  const [text, setText] = useState(filter[edge] ?? '');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const day = boundary(text, edge);
        if (text.trim() !== '' && !day) return setWrong(true);
        onChange({ ...filter, [edge]: day ?? null });
        onDone();
      }}
    >
      <TextInput
        label={t(`facts:filter.${edge}`)}
        placeholder={t('facts:filter.dayPlaceholder')}
        value={text}
        error={wrong && t('facts:filter.dayWrong')}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        data-autofocus
      />
      <Button type="submit" mt="sm" fullWidth>
        {t('facts:filter.apply')}
      </Button>
    </form>
  );
};

/** Where the value of one condition of the filter is chosen. */
export const ConditionEditor = ({ condition, ...props }: EditorProps & { condition: Condition }) => {
  if (condition === 'subject') return <SubjectEditor {...props} />;
  if (condition === 'tags') return <TagEditor {...props} />;
  if (condition === 'statuses') return <StatusEditor {...props} />;
  if (condition === 'markings') return <MarkingEditor {...props} />;
  if (condition === 'since' || condition === 'until') return <DateEditor {...props} edge={condition} />;
  return null;
};
