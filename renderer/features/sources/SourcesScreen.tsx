import { Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconExternalLink,
  IconMessage2,
  IconPlus,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_COLUMNS, type SourceItem } from '#shared/contract/sources.ts';
import { RELIABILITIES, type Reliability } from '#shared/model/grades.ts';
import { useApi } from '../../api/context.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { showHere, usePlace } from '../../app/place.ts';
import { useSession } from '../../app/session.ts';
import { useListCommands } from '../../app/use-list-commands.ts';
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
import { type Rows, useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { joinByHand } from '../duplicates/join-by-hand.ts';
import { propose } from '../proposals/propose.ts';
import { SOURCE_TABLE } from './columns.tsx';
import { SourceDetail } from './SourceDetail.tsx';
import { SourceForm } from './SourceForm.tsx';
import classes from './Sources.module.css';
import { useSourceActions } from './use-source-actions.ts';

interface Filter {
  readonly query: string;
  readonly reliabilities: readonly Reliability[];
  readonly retired: boolean;
}
const NO_FILTER: Filter = { query: '', reliabilities: [], retired: false };
const FIRST_SORT = { by: 'title', descending: false };

const useSources = (filter: Filter, sort: { by: string; descending: boolean }): Rows<SourceItem> => {
  const { q } = useApi();
  const by = SOURCE_COLUMNS.find((column) => column === sort.by) ?? 'title';
  const list = { ...filter, reliabilities: [...filter.reliabilities], sort: { by, descending: sort.descending } };
  return useRows(JSON.stringify(list), (offset, limit) =>
    q.sources.list.queryOptions({ input: { ...list, offset, limit } }),
  );
};

interface FilterFieldsProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly field: React.RefObject<HTMLInputElement | null>;
  readonly onLeave: () => void;
}

const FilterFields = ({ filter, onChange, field, onLeave }: FilterFieldsProps) => {
  const { t } = useTranslation();
  const toggle = (grade: Reliability): void => {
    const { reliabilities } = filter;
    const rest = reliabilities.filter((other) => other !== grade);
    onChange({ ...filter, reliabilities: rest.length < reliabilities.length ? rest : [...reliabilities, grade] });
  };
  return (
    <>
      <SearchField
        field={field}
        label={t('sources:filter.query')}
        onChange={(query) => onChange({ ...filter, query })}
        onLeave={onLeave}
        value={filter.query}
      />
      <fieldset className={classes.grades}>
        <legend className="visually-hidden">{t('sources:fields.reliability')}</legend>
        {RELIABILITIES.map((grade) => (
          <button
            key={grade}
            type="button"
            aria-pressed={filter.reliabilities.includes(grade)}
            title={t(`common:reliability.${grade}`)}
            aria-label={`${grade}, ${t(`common:reliability.${grade}`)}`}
            onClick={() => toggle(grade)}
          >
            {grade}
          </button>
        ))}
      </fieldset>
      <RetiredSwitch value={filter.retired} onChange={(retired) => onChange({ ...filter, retired })} />
    </>
  );
};

/** Sources: filter, table, and the open source beside it. */
const SourcesScreen = () => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  const [filter, setFilter] = useSession('sources.filter', NO_FILTER);
  const [sort, setSort] = useScreenMemory('sources.sort', FIRST_SORT);
  const [adding, setAdding] = useState(false);
  const openId = usePlace((state) => state.place.id);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useSources(filter, sort);
  const columns = useColumns('sources', SOURCE_TABLE);
  const selection = useSelection(rows);
  const act = useSourceActions();

  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  const add = (): void => setAdding(true);
  const { retired } = filter;
  const many = selection.ids.size > 0;
  const targets = many ? [...selection.ids] : openId === null ? [] : [openId];
  useListCommands({ field, selection, retired, onRetired: (next) => setFilter({ ...filter, retired: next }) });
  useCommands([
    {
      id: 'source.join',
      title: 'duplicates:byHand.open',
      group: 'here',
      enabled: () => selection.ids.size > 1 && !retired && !readOnly,
      run: () => joinByHand('source', targets, selection.clear),
    },
    {
      id: 'source.retire',
      title: retired ? 'sources:menu.restore' : 'sources:menu.retire',
      params: { count: targets.length, number: formatCount(targets.length) },
      group: 'here',
      enabled: () => targets.length > 0 && !readOnly,
      run: () => act.mutate({ ids: targets, action: retired ? 'restore' : 'retire' }),
    },
    {
      ...menuCommand('source.create'),
      title: 'sources:new',
      group: 'record',
      enabled: () => !readOnly,
      run: add,
    },
  ]);
  const newButton = (
    <Button leftSection={<IconPlus size={14} />} onClick={add} variant="filled">
      {t('sources:new')}
    </Button>
  );
  const filtered = filter.query !== '' || filter.reliabilities.length > 0 || filter.retired;
  const retire = retired ? 'restore' : 'retire';
  return (
    <>
      <Toolbar
        label={t('facts:filter.label')}
        end={
          <>
            <ColumnsMenu columns={columns} />
            {!readOnly && newButton}
          </>
        }
      >
        <FilterFields filter={filter} onChange={setFilter} field={field} onLeave={focusList} />
        <ListCount rows={rows} words="sources:count" />
      </Toolbar>
      <ListDetail
        id="sources"
        listRef={list}
        list={
          <VirtualTable
            label={t('sources:table')}
            columns={columns}
            rows={rows}
            selection={selection}
            sort={sort}
            onSort={({ by, descending }) => setSort({ by, descending })}
            openId={openId}
            onOpen={showHere}
            onMove={(id) => openId !== null && showHere(id)}
            onClose={() => showHere(null)}
            stateOf={(source) => (source.retired ? 'retired' : undefined)}
            menu={(ids) => {
              const [only] = ids;
              return (
                <>
                  {ids.length === 1 && only && (
                    <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={() => showHere(only)}>
                      {t('facts:menu.open')}
                    </Menu.Item>
                  )}
                  {ids.length === 1 && only && !readOnly && !retired && (
                    <Menu.Item leftSection={<IconMessage2 size={14} />} onClick={() => propose('source', only)}>
                      {t('proposals:propose.open')}
                    </Menu.Item>
                  )}
                  {ids.length > 1 && !readOnly && !retired && (
                    <Menu.Item
                      leftSection={<IconArrowMerge size={14} />}
                      onClick={() => joinByHand('source', ids, selection.clear)}
                    >
                      {t('duplicates:byHand.open')}
                    </Menu.Item>
                  )}
                  <Menu.Item
                    disabled={readOnly}
                    leftSection={filter.retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
                    onClick={() => act.mutate({ ids, action: retire })}
                  >
                    {t(`sources:menu.${retire}`, { count: ids.length, number: formatCount(ids.length) })}
                  </Menu.Item>
                </>
              );
            }}
            empty={
              filtered ? (
                <EmptyState
                  sentence={t('sources:noMatch')}
                  action={<Button onClick={() => setFilter(NO_FILTER)}>{t('sources:clearFilter')}</Button>}
                />
              ) : (
                <EmptyState
                  sentence={t('sources:empty.sentence')}
                  action={readOnly ? undefined : newButton}
                  example={t('sources:empty.example')}
                />
              )
            }
          />
        }
        detail={
          openId && selection.ids.size > 1 ? (
            <ChosenPane
              title={t('sources:chosen', { count: selection.ids.size, number: formatCount(selection.ids.size) })}
              onClose={selection.clear}
            />
          ) : (
            openId && (
              <SourceDetail
                id={openId}
                onClose={() => {
                  showHere(null);
                  focusList();
                }}
              />
            )
          )
        }
      />
      {adding && (
        <SourceForm
          onClose={() => setAdding(false)}
          onMade={(id) => {
            setAdding(false);
            showHere(id);
          }}
        />
      )}
    </>
  );
};
export default SourcesScreen;
