import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { goTo } from '../../app/place.ts';
import inline from '../../ui/Inline.module.css';
import type { Save } from '../../ui/use-draft.ts';
import classes from './Detail.module.css';

interface SupersededByProps {
  readonly fact: string;
  /** The fact that stands in its place now. */
  readonly value: string | null;
  readonly save: Save<string | null>;
  readonly readOnly: boolean;
}

const NewerFact = ({ id }: { id: string }) => {
  const { q } = useApi();
  const newer = useQuery(q.facts.get.queryOptions({ input: { id } })).data;
  return (
    <button type="button" className={classes.link} dir="auto" onClick={() => goTo('facts', id)}>
      {newer?.statement ?? '…'}
    </button>
  );
};

/** The newer fact that supersedes this one: a way to it, and a picker to choose another. */
export const SupersededBy = ({ fact, value, save, readOnly }: SupersededByProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const combobox = useCombobox();
  const label = t('facts:fields.supersededBy');
  const found =
    useQuery({
      ...q.facts.list.queryOptions({ input: { filter: { query: text ?? '' }, limit: 9 } }),
      enabled: text !== null,
      placeholderData: keepPreviousData,
    }).data?.items ?? [];
  const others = found.filter((item) => item.id !== fact).slice(0, 8);
  const choose = async (id: string): Promise<void> => {
    try {
      await save(id);
      setText(null);
    } catch (problem) {
      setError(problemText(problem).sentence);
    }
  };
  if (text === null)
    return (
      <>
        {value && <NewerFact id={value} />}
        {!readOnly && (
          <button type="button" className={inline.inline} onClick={() => setText('')}>
            <span className={inline.placeholder}>{t(value ? 'facts:chooseOther' : 'facts:chooseNewer')}</span>
          </button>
        )}
      </>
    );
  return (
    <Combobox store={combobox} onOptionSubmit={(id) => void choose(id)} shadow="md" transitionProps={{ duration: 0 }}>
      <Combobox.Target>
        <InputBase
          autoFocus
          aria-label={label}
          placeholder={t('facts:filter.query')}
          value={text}
          error={error}
          onFocus={() => combobox.openDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(null);
            combobox.openDropdown();
          }}
          onBlur={() => setText(null)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setText(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label}>
          {others.map((item) => (
            <Combobox.Option key={item.id} value={item.id} dir="auto">
              {item.statement}
            </Combobox.Option>
          ))}
          {others.length === 0 && <Combobox.Empty>{t('common:noMatch')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};
