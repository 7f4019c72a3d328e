import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconDiamonds, IconFileText, IconNotes, IconSearch, IconTag } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit, SearchKind } from '#shared/contract/search.ts';
import { useApi } from '../api/context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { focusAtOnce } from '../ui/focus.ts';
import { Keys } from '../ui/Keys.tsx';
import { allCommands, COMMAND_GROUPS, type CommandGroup, useRegistry } from './commands.ts';
import { closeOverlay } from './overlays.tsx';
import classes from './Palette.module.css';
import { goTo } from './place.ts';
import { useWantedFacts } from './wanted-facts.ts';

const ICONS: Readonly<Record<SearchKind, typeof IconBook2>> = {
  fact: IconDiamonds,
  source: IconBook2,
  note: IconNotes,
  subject: IconTag,
  briefing: IconFileText,
};

/** Goes to where a found record is shown; a subject is shown by its facts. */
const goToHit = ({ kind, id, title }: Hit): void => {
  if (kind === 'subject') {
    useWantedFacts.setState({ wanted: { subject: { id, name: title } } });
    goTo('facts', null);
  } else goTo(({ fact: 'facts', source: 'sources', note: 'notes', briefing: 'briefings' } as const)[kind], id);
};

/** The words around a match; the matches stand between two isolate marks. */
const Snippet = ({ text }: { text: string }): ReactNode =>
  text
    .split(/\u2068([^\u2069]*)\u2069/)
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
    .map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));

/** Every word of the query begins a word of the title. */
const matches = (title: string, query: string): boolean => {
  const words = title.toLowerCase().split(/\s+/);
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
};

/** One line of the palette. */
interface Item {
  readonly id: string;
  /** Only of a command. */
  readonly group?: CommandGroup;
  readonly show: ReactNode;
  readonly run: () => void;
}

/** The most commands that stand above the records found by the same words. */
const BEST = 8;

const useCommandItems = (query: string): Item[] => {
  const { t } = useTranslation();
  const registry = useRegistry();
  const seen = new Set<string>(['palette.open']);
  return allCommands(registry)
    .filter((command) => {
      const title = t(command.title, { ...command.params });
      if (seen.has(command.id) || seen.has(title) || !(command.enabled?.() ?? true)) return false;
      seen.add(command.id).add(title);
      return matches(title, query);
    })
    .slice(0, query ? BEST : undefined)
    .map((command) => ({
      id: command.id,
      group: command.group,
      show: (
        <>
          <span className={classes.title}>{t(command.title, { ...command.params })}</span>
          {command.keys && <Keys keys={command.keys} />}
        </>
      ),
      // After the box has given the focus back, so that the command can move it.
      run: () => setTimeout(command.run),
    }));
};

const SEARCH_MS = 60;

const useHits = (query: string) => {
  const { q } = useApi();
  const [settled] = useDebouncedValue(query, SEARCH_MS);
  // The last word may still be growing.
  const prefixed = /[\p{L}\p{N}]$/u.test(settled) ? `${settled}*` : settled;
  const { data } = useQuery({
    ...q.search.query.queryOptions({ input: { query: prefixed, limit: 12 } }),
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
  });
  return query.length > 1 ? data : undefined;
};

const HitLine = ({ hit }: { hit: Hit }) => {
  const { t } = useTranslation();
  const KindIcon = ICONS[hit.kind];
  return (
    <>
      <KindIcon size={16} aria-label={t(`app:kinds.${hit.kind}`)} />
      <span className={classes.hit}>
        <span className={classes.title} dir="auto">
          {hit.title}
        </span>
        {hit.snippet.replace(/[\u2068\u2069]/g, '') !== hit.title && (
          <small dir="auto">
            {hit.kind === 'subject' && `${t('app:palette.alsoCalled')} `}
            <Snippet text={hit.snippet} />
          </small>
        )}
      </span>
    </>
  );
};

/** Items under one heading. */
interface Part {
  readonly label: string;
  readonly items: readonly Item[];
}

/** Commands by what they are about, or in one part while words narrow them. */
const useCommandParts = (query: string): Part[] => {
  const { t } = useTranslation();
  const items = useCommandItems(query);
  if (query) return [{ label: t('app:palette.commands'), items }];
  return COMMAND_GROUPS.map((group) => ({
    label: t(`app:palette.groups.${group}`),
    items: items.filter((item) => item.group === group),
  }));
};

interface GroupProps extends Part {
  /** Place of the first item among all. */
  readonly from: number;
  readonly active: number;
  readonly base: string;
  readonly onRun: (item: Item) => void;
}

const Group = ({ label, items, from, active, base, onRun }: GroupProps) =>
  items.length > 0 && (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
    <div role="group" aria-label={label}>
      <div className={classes.label} aria-hidden>
        {label}
      </div>
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search field takes the keys for its active option
        <div
          key={item.id}
          id={`${base}-${from + index}`}
          role="option"
          tabIndex={-1}
          aria-selected={from + index === active}
          className={classes.option}
          onClick={() => onRun(item)}
        >
          {item.show}
        </div>
      ))}
    </div>
  );

/** Search in everything and run any command. */
const Palette = () => {
  const { t } = useTranslation();
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const query = text.trim();
  const commands = useCommandParts(query);
  const found = useHits(query);
  const hits = (found?.hits ?? []).map((hit) => ({
    id: hit.id,
    show: <HitLine hit={hit} />,
    run: () => goToHit(hit),
  }));
  const parts = [...commands, { label: t('app:palette.records', { count: found?.total ?? 0 }), items: hits }];
  const items = parts.flatMap((part) => part.items);
  const from = (index: number): number => parts.slice(0, index).reduce((sum, part) => sum + part.items.length, 0);
  const active = Math.min(at, items.length - 1);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${base}-${active}`)}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, active]);
  const run = (item: Item | undefined): void => {
    if (!item) return;
    closeOverlay();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') run(items[active]);
    else if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, items.length));
    else if (event.key === 'ArrowUp') setAt((active - 1 + items.length) % Math.max(1, items.length));
    else return;
    event.preventDefault();
  };
  const shared = { active, base, onRun: run };
  return (
    <Dialog bare title={t('app:palette.open')} size={600} onClose={closeOverlay}>
      <div className={classes.search}>
        <IconSearch size={16} aria-hidden />
        <input
          ref={focusAtOnce}
          role="combobox"
          aria-expanded
          aria-controls={`${base}-list`}
          aria-activedescendant={active >= 0 ? `${base}-${active}` : undefined}
          aria-autocomplete="list"
          aria-label={t('app:palette.open')}
          placeholder={t('app:palette.open')}
          value={text}
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${base}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={t('app:palette.open')}
        className={classes.list}
      >
        {parts.map((part, index) => (
          <Group key={part.label} {...shared} {...part} from={from(index)} />
        ))}
      </div>
      {items.length === 0 && (
        <p className={classes.nothing} role="status">
          {t('app:palette.nothing')}
        </p>
      )}
    </Dialog>
  );
};
export default Palette;
