import { Loader } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { formatEdtf } from '#shared/model/dates.ts';
import { gradeLabel } from '#shared/model/grades.ts';
import { formatQuantity } from '#shared/model/quantity-text.ts';
import { useApi } from '../api/context.ts';

interface Props {
  readonly onPick: (fact: FactItem) => void;
  /** Esc, with what had been typed. */
  readonly onCancel: (typed: string) => void;
  /** Says what picking will do. */
  readonly hint: string;
}

const SHOWN = 30;

/** One fact in a short list: statement, then value, date and grade. */
export const FactLine = ({ fact }: { readonly fact: FactItem }) => {
  const about = [formatQuantity(fact.quantity), fact.asOf && formatEdtf(fact.asOf), fact.subject?.name].filter(Boolean);
  return (
    <>
      <span className="bw-pick-statement">{fact.statement}</span>
      <span className="bw-pick-meta">
        {fact.grade && <span className="bw-grade">{gradeLabel(fact.grade.reliability, fact.grade.credibility)}</span>}
        {about.join(' · ')}
      </span>
    </>
  );
};

/** Finds a fact by words as they are typed; arrow keys move, Enter takes, Esc leaves. */
export const FactPicker = ({ onPick, onCancel, hint }: Props) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  /** Enter was pressed before the list of what was typed had come. */
  const [isAwaited, setAwaited] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const query = text.trim();
  const found = useQuery({
    ...q.facts.list.queryOptions({
      input: { filter: { query }, limit: SHOWN, ...(query ? {} : { sort: { by: 'updatedAt', descending: true } }) },
    }),
    placeholderData: keepPreviousData,
  });
  const items = found.data?.items ?? [];
  const at = Math.min(chosen, Math.max(0, items.length - 1));
  // The list shown may still be that of fewer letters; what was asked for is taken once it comes.
  const isThere = found.data !== undefined && !found.isPlaceholderData;
  const fact = items[at];
  useEffect(() => {
    if (!isAwaited || !isThere) return;
    setAwaited(false);
    if (fact) onPick(fact);
  }, [isAwaited, isThere, fact, onPick]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' });
  });

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    setAwaited(event.key === 'Enter' && !isThere);
    if (step !== undefined) setChosen(Math.max(0, Math.min(items.length - 1, at + step)));
    else if (event.key === 'Enter') {
      if (fact && isThere) onPick(fact);
    } else if (event.key === 'Escape') onCancel(text);
    else if (event.key === 'Backspace' && text === '') onCancel('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="bw-pick">
      <div className="bw-pick-field">
        <input
          aria-activedescendant={items[at] ? `${listId}-${items[at].id}` : undefined}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-expanded
          aria-label={t('editor:picker.label')}
          // biome-ignore lint/a11y/noAutofocus: the picker opens because its key was pressed
          autoFocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
          placeholder={t('editor:picker.placeholder')}
          role="combobox"
          value={text}
        />
        {found.isFetching && <Loader size={14} />}
      </div>
      <div aria-label={t('editor:picker.results')} className="bw-pick-list" id={listId} ref={list} role="listbox">
        {items.map((fact, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the keyboard for the whole list
          <div
            aria-selected={index === at}
            className="bw-pick-item"
            id={`${listId}-${fact.id}`}
            key={fact.id}
            onClick={() => onPick(fact)}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setChosen(index)}
            role="option"
            tabIndex={-1}
          >
            <FactLine fact={fact} />
          </div>
        ))}
      </div>
      <p aria-live="polite" className="bw-pick-hint">
        {found.data && items.length === 0 ? t('editor:picker.none') : hint}
      </p>
    </div>
  );
};
