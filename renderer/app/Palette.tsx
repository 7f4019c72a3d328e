import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconDiamonds, IconFileText, IconNotes, IconSearch, IconTag } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit, SearchKind } from '#shared/contract/search.ts';
import { useApi } from '../api/context.ts';
import { Keys } from '../ui/Keys.tsx';
import { allCommands, type Command, useRegistry } from './commands.ts';
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

const useCommandsFor = (query: string): readonly Command[] => {
  const { t } = useTranslation();
  const registry = useRegistry();
  const seen = new Set<string>(['palette.open']);
  return allCommands(registry)
    .filter((command) => {
      const title = t(command.title);
      if (seen.has(command.id) || seen.has(title) || !(command.enabled?.() ?? true)) return false;
      seen.add(command.id).add(title);
      return matches(title, query);
    })
    .slice(0, query.trim() ? 6 : 40);
};

const SEARCH_MS = 60;

const useHits = (query: string) => {
  const { q } = useApi();
  const [settled] = useDebouncedValue(query.trim(), SEARCH_MS);
  // The last word may still be growing.
  const prefixed = /[\p{L}\p{N}]$/u.test(settled) ? `${settled}*` : settled;
  return useQuery({
    ...q.search.query.queryOptions({ input: { query: prefixed, limit: 12 } }),
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
  });
};

const [store, actions] = createSpotlight();

/** Search in everything and run any command. */
const Palette = () => {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const commands = useCommandsFor(query);
  const { data } = useHits(query);
  const hits = query.trim().length > 1 ? (data?.hits ?? []) : [];
  useEffect(() => {
    actions.open();
    return actions.close;
  }, []);
  const commandGroup = commands.length > 0 && (
    <Spotlight.ActionsGroup label={t('app:palette.commands')}>
      {commands.map((command) => (
        <Spotlight.Action
          key={command.id}
          onClick={() => {
            closeOverlay();
            // After the box has given the focus back, so that the command can move it.
            setTimeout(command.run);
          }}
        >
          <span className={classes.title}>{t(command.title)}</span>
          {command.keys && <Keys keys={command.keys} />}
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={closeOverlay}
      shortcut={null}
      scrollable
      maxHeight={480}
      yOffset="10vh"
      transitionProps={{ duration: 0 }}
      classNames={classes}
      aria-label={t('app:palette.open')}
    >
      <Spotlight.Search
        placeholder={t('app:palette.open')}
        aria-label={t('app:palette.open')}
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList>
        {commandGroup}
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('app:palette.records', { count: data?.total ?? 0 })}>
            {hits.map((hit) => {
              const KindIcon = ICONS[hit.kind];
              return (
                <Spotlight.Action
                  key={hit.id}
                  onClick={() => {
                    closeOverlay();
                    goToHit(hit);
                  }}
                >
                  <KindIcon size={16} aria-label={t(`app:kinds.${hit.kind}`)} />
                  <span className={classes.hit}>
                    <span className={classes.title} dir="auto">
                      {hit.title}
                    </span>
                    {hit.snippet.replace(/[\u2068\u2069]/g, '') !== hit.title && (
                      <small dir="auto">
                        <Snippet text={hit.snippet} />
                      </small>
                    )}
                  </span>
                </Spotlight.Action>
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {commands.length + hits.length === 0 && <Spotlight.Empty>{t('app:palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
};
export default Palette;
