import { Button, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteItem } from '#shared/contract/notes.ts';
import { useApi } from '../../api/context.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { later } from '../../app/later.tsx';
import { useLibrary } from '../../app/library.ts';
import { notice } from '../../app/notices.tsx';
import { showHere, usePlace } from '../../app/place.ts';
import { useSession } from '../../app/session.ts';
import { useListCommands } from '../../app/use-list-commands.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { ChosenPane } from '../../ui/ChosenPane.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { RetiredSwitch } from '../../ui/RetiredSwitch.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { NOTE_TABLE } from './columns.tsx';
import { TagFilter } from './TagFilter.tsx';

// The note brings the editor along, which the list does not need.
const NotePane = later(() => import('./NotePane.tsx'));

const SORTS = ['title', 'createdAt', 'updatedAt'] as const;

const useRetire = (retired: boolean) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { undo } = useUndo();
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      retired ? api.notes.restore({ ids: [...ids] }) : api.notes.retire({ ids: [...ids] }),
    onSuccess: ({ changed }) =>
      notice(t(retired ? 'notes:restoredSaid' : 'notes:retiredSaid', { count: changed }), {
        label: t('notes:undo'),
        run: undo,
      }),
  });
};

/** Notes: list with words and tags to narrow it, and the open note beside it. */
const NotesScreen = () => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const { readOnly } = useLibrary();
  const [query, setQuery] = useSession('notes.query', '');
  const [tags, setTags] = useSession<readonly string[]>('notes.tags', []);
  const [retired, setRetired] = useSession('notes.retired', false);
  const [sort, setSort] = useScreenMemory<{ by: string; descending: boolean }>('notes.sort', {
    by: 'updatedAt',
    descending: true,
  });
  const openId = usePlace((state) => state.place.id);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const by = SORTS.find((known) => known === sort.by) ?? 'updatedAt';
  const input = { query: query.trim(), tags: [...tags], retired, sort: { by, descending: sort.descending } };
  const rows = useRows<NoteItem>(JSON.stringify(input), (offset, limit) =>
    q.notes.list.queryOptions({ input: { ...input, offset, limit } }),
  );
  const columns = useColumns('notes', NOTE_TABLE);
  const selection = useSelection(rows);
  const retire = useRetire(retired);
  const create = useMutation({
    mutationFn: () => api.notes.add({}),
    onSuccess: ({ id }) => {
      setRetired(false);
      showHere(id);
    },
  });
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  const targets = selection.ids.size > 0 ? [...selection.ids] : openId === null ? [] : [openId];
  useListCommands({ field, selection, retired, onRetired: setRetired });
  useCommands([
    {
      id: 'note.retire',
      title: retired ? 'notes:commands.restore' : 'notes:commands.retire',
      params: { count: targets.length, number: formatCount(targets.length) },
      group: 'here',
      enabled: () => targets.length > 0 && !readOnly,
      run: () => retire.mutate(targets),
    },
    {
      ...menuCommand('note.create'),
      title: 'notes:new',
      group: 'record',
      enabled: () => !readOnly,
      run: () => create.mutate(),
    },
  ]);
  const clear = (): void => {
    setQuery('');
    setTags([]);
    setRetired(false);
  };
  const filtered = query.trim() !== '' || tags.length > 0 || retired;
  const newButton = (
    <Button
      leftSection={<IconPlus size={14} />}
      loading={create.isPending}
      onClick={() => create.mutate()}
      variant="filled"
    >
      {t('notes:new')}
    </Button>
  );
  return (
    <>
      <Toolbar
        end={
          <>
            <ColumnsMenu columns={columns} />
            {!readOnly && newButton}
          </>
        }
        label={t('notes:tools')}
      >
        <SearchField field={field} label={t('notes:filter')} onChange={setQuery} onLeave={focusList} value={query} />
        <TagFilter onChange={setTags} tags={tags} />
        <RetiredSwitch onChange={setRetired} value={retired} />
        <ListCount rows={rows} words="notes:count" />
      </Toolbar>
      <ListDetail
        detail={
          openId && selection.ids.size > 1 ? (
            <ChosenPane
              title={t('notes:chosen', { count: selection.ids.size, number: formatCount(selection.ids.size) })}
              onClose={selection.clear}
            />
          ) : (
            openId && (
              <NotePane
                id={openId}
                key={openId}
                onClose={() => {
                  showHere(null);
                  focusList();
                }}
              />
            )
          )
        }
        id="notes"
        list={
          <VirtualTable
            columns={columns}
            empty={
              filtered ? (
                <EmptyState
                  action={<Button onClick={clear}>{t('notes:showAll')}</Button>}
                  sentence={t('notes:noMatch')}
                />
              ) : (
                <EmptyState
                  action={readOnly ? undefined : newButton}
                  example={t('notes:example')}
                  sentence={t('notes:empty')}
                />
              )
            }
            label={t('notes:label')}
            menu={(ids) =>
              !readOnly && (
                <Menu.Item
                  leftSection={retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
                  onClick={() => retire.mutate(ids)}
                >
                  {t(retired ? 'notes:restore' : 'notes:retire', { count: ids.length })}
                </Menu.Item>
              )
            }
            onClose={() => showHere(null)}
            onMove={(id) => openId !== null && showHere(id)}
            onOpen={showHere}
            onSort={({ by: column, descending }) => setSort({ by: column, descending })}
            openId={openId}
            rows={rows}
            selection={selection}
            sort={sort}
            stateOf={(note) => (note.retired ? 'retired' : undefined)}
          />
        }
        listRef={list}
      />
    </>
  );
};
export default NotesScreen;
