import { TextInput } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { useApi } from '../../api/context.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { attempt, notice } from '../../app/notices.tsx';
import { citeIn, useActiveEditor } from '../../editor/active.ts';
import { FactLine } from '../../editor/FactPicker.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { startFactDrag } from '../../ui/fact-drag.ts';
import { openFact, useBuilder, useBuilderPlace } from './builder-context.tsx';
import { citedProse } from './cited-prose.ts';
import classes from './Side.module.css';
import { useAddBlock } from './use-block.ts';

const SHOWN = 100;

/** Puts a fact where the caret was last, or as a new text at the end of the section. */
const usePlaceFact = () => {
  const { t } = useTranslation();
  const { briefing, readOnly } = useBuilder();
  const { addProse } = useAddBlock();
  return (fact: FactItem): void => {
    if (readOnly) return;
    const editor = useActiveEditor.getState().active?.editor;
    if (editor && !editor.isDestroyed) {
      citeIn(editor, fact);
      return;
    }
    const at = useBuilderPlace.getState().section;
    const section = briefing.sections.find((other) => other.id === at) ?? briefing.sections[0];
    if (section) attempt(addProse(citedProse([fact]), section.id, section.blocks.at(-1)?.id ?? null));
    else notice(t('briefings:facts.noSection'));
  };
};

interface ItemProps {
  readonly fact: FactItem;
  readonly onPlace: (fact: FactItem) => void;
}

const Item = ({ fact, onPlace }: ItemProps) => {
  const { t } = useTranslation();
  const { used } = useBuilder();
  const count = used.get(fact.id) ?? 0;
  return (
    <li>
      <button
        className={classes.fact}
        draggable
        onClick={() => onPlace(fact)}
        onDragStart={(event) => startFactDrag(event.dataTransfer, [fact])}
        onKeyDown={(event) => {
          if (event.key === 'o' && !event.ctrlKey && !event.metaKey) openFact(fact.id);
        }}
        // The caret in the text must stay where the fact is to go.
        onMouseDown={(event) => {
          if (event.detail > 1) event.preventDefault();
        }}
        type="button"
      >
        <FactLine fact={fact} />
        {count > 0 && (
          <span className={classes.used}>
            <IconCheck aria-hidden size={12} />
            {t('briefings:facts.used', { count })}
          </span>
        )}
      </button>
    </li>
  );
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

const moveInList = (event: KeyboardEvent<HTMLElement>): void => {
  const step = steps[event.key];
  if (step === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, ul button')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
  event.preventDefault();
};

/** Facts to place: those that the section's rule asks for first, then all others, narrowed by words. */
export const FactsPane = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { briefing } = useBuilder();
  const at = useBuilderPlace((state) => state.section);
  const section = briefing.sections.find((other) => other.id === at);
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  const field = useRef<HTMLInputElement>(null);
  useCommands([
    {
      ...menuCommand('list.filter'),
      title: 'briefings:commands.findFact',
      group: 'here',
      run: () => field.current?.focus(),
    },
    {
      id: 'briefing.filter',
      keys: '/',
      title: 'briefings:commands.findFact',
      group: 'view',
      run: () => field.current?.focus(),
    },
  ]);
  const place = usePlaceFact();
  const found = useQuery({
    ...q.facts.list.queryOptions({
      input: {
        filter: { query },
        limit: SHOWN,
        ...(query ? {} : { sort: { by: 'updatedAt' as const, descending: true } }),
      },
    }),
    placeholderData: keepPreviousData,
  }).data;
  const wanted = useQuery({
    ...q.sections.matching.queryOptions({ input: { id: section?.id ?? '' } }),
    enabled: section?.fill != null,
    // Facts and their tags change it, which the change stream tells of the briefings' feature only.
    staleTime: 0,
  }).data;
  const hits = new Set(found?.items.map((fact) => fact.id));
  const first = (wanted ?? []).filter((fact) => query === '' || hits.has(fact.id));
  const rest = (found?.items ?? []).filter((fact) => !first.some((other) => other.id === fact.id));
  const group = (label: string, facts: readonly FactItem[]) => (
    <>
      <h3 className={classes.group}>
        {label} <span>· {facts.length}</span>
      </h3>
      <ul className={classes.facts}>
        {facts.map((fact) => (
          <Item fact={fact} key={fact.id} onPlace={place} />
        ))}
      </ul>
    </>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the buttons within
    <div className={classes.factsPane} onKeyDown={moveInList}>
      <div className={classes.find}>
        <TextInput
          aria-label={t('briefings:facts.find')}
          leftSection={<IconSearch size={15} />}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
          }}
          placeholder={t('briefings:facts.find')}
          ref={field}
          value={typed}
        />
        <p>{t('briefings:facts.howTo')}</p>
      </div>
      <div className={classes.lists}>
        {first.length > 0 && group(t('briefings:facts.forSection', { number: section?.number ?? '' }), first)}
        {rest.length > 0 && group(t(first.length > 0 ? 'briefings:facts.others' : 'briefings:facts.all'), rest)}
        {found && found.total > SHOWN && (
          <p className={classes.more}>{t('briefings:facts.narrow', { count: found.total })}</p>
        )}
        {found && first.length + rest.length === 0 && (
          <EmptyState sentence={t(query ? 'briefings:facts.noneFound' : 'briefings:facts.none')} />
        )}
      </div>
    </div>
  );
};
