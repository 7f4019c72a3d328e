import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { useApi } from '../../api/context.ts';
import { useScreenMemory } from '../../api/settings.ts';
import { menuCommand, runCommand, useCommands } from '../../app/commands.ts';
import { later, loadAhead } from '../../app/later.tsx';
import { useLibrary } from '../../app/library.ts';
import { showHere, usePlace } from '../../app/place.ts';
import { useSession } from '../../app/session.ts';
import { useListCommands } from '../../app/use-list-commands.ts';
import { useWantedFacts } from '../../app/wanted-facts.ts';
import { formatCount } from '../../i18n/format.ts';
import { ChosenPane } from '../../ui/ChosenPane.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { startFactDrag } from '../../ui/fact-drag.ts';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { type Rows, useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { BulkBar } from './BulkBar.tsx';
import { FACT_TABLE } from './columns.tsx';
import { FactMenuItems } from './FactMenu.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type Filter, fromWanted, NO_FILTER } from './filter.ts';
import { type FactSort, FIRST_SORT, listInput, SORT_MEMORY } from './list.ts';
import { TagDialog, type Tagging } from './TagDialog.tsx';
import { useFactCommands } from './use-fact-commands.ts';

// The open fact brings dates, evidence and history along, which the list does without.
const FactDetail = later(() => import('./FactDetail.tsx'));
const ImportSheet = later(() => import('./ImportSheet.tsx'));

const useFacts = (filter: Filter, sort: FactSort): Rows<FactItem> => {
  const { api, q } = useApi();
  const list = listInput(filter, sort);
  return useRows(
    JSON.stringify(list),
    (offset, limit) => q.facts.list.queryOptions({ input: { ...list, offset, limit } }),
    () => api.facts.ids({ filter: list.filter }),
  );
};

/** The filter of the session; what another part of the window asks for takes its place. */
const useFilter = () => {
  const [filter, setFilter] = useSession('facts.filter', NO_FILTER);
  const wanted = useWantedFacts((state) => state.wanted);
  useEffect(() => {
    if (!wanted) return;
    setFilter(fromWanted(wanted));
    useWantedFacts.setState({ wanted: null });
  }, [wanted, setFilter]);
  return [filter, setFilter] as const;
};

const NoFacts = ({ filtered, onClear }: { filtered: boolean; onClear: () => void }) => {
  const { t } = useTranslation();
  if (filtered)
    return (
      <EmptyState sentence={t('facts:noMatch')} action={<Button onClick={onClear}>{t('facts:clearFilter')}</Button>} />
    );
  return (
    <EmptyState
      sentence={t('facts:empty.sentence')}
      action={
        <Button variant="filled" onClick={() => runCommand('fact.capture')}>
          {t('app:capture')}
        </Button>
      }
      example={t('facts:empty.example')}
    />
  );
};

/** Facts: filter bar, table, and the open fact beside it. */
const FactsScreen = () => {
  const { t } = useTranslation();
  const { readOnly } = useLibrary();
  useEffect(() => loadAhead([FactDetail]), []);
  const [filter, setFilter] = useFilter();
  const [sort, setSort] = useScreenMemory(SORT_MEMORY, FIRST_SORT);
  const [importing, setImporting] = useState(false);
  const [tagging, setTagging] = useState<Tagging | null>(null);
  const openId = usePlace((state) => state.place.id);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useFacts(filter, sort);
  const columns = useColumns('facts', FACT_TABLE);
  const selection = useSelection(rows);
  const filtered = useMemo(() => JSON.stringify(filter) !== JSON.stringify(NO_FILTER), [filter]);

  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  const { retired } = filter;
  useListCommands({ field, selection, retired, onRetired: (next) => setFilter({ ...filter, retired: next }) });
  useFactCommands({ chosen: selection.ids, openId, retired, onTag: setTagging, onGone: selection.clear });
  useCommands([
    {
      ...menuCommand('facts.import'),
      title: 'facts:commands.import',
      group: 'record',
      enabled: () => !readOnly,
      run: () => setImporting(true),
    },
  ]);

  const many = selection.ids.size > 0;
  const chosenWords = t('facts:bulk.chosen', { count: selection.ids.size, number: formatCount(selection.ids.size) });
  return (
    <>
      <Toolbar
        label={t(many ? 'facts:bulk.label' : 'facts:filter.label')}
        end={
          <>
            {!readOnly && (
              <Button leftSection={<IconFileImport size={14} />} onClick={() => setImporting(true)}>
                {t('facts:import.open')}
              </Button>
            )}
            <ColumnsMenu columns={columns} />
          </>
        }
      >
        {many && !readOnly ? (
          <BulkBar ids={selection.ids} retired={retired} onTag={setTagging} onClear={selection.clear} />
        ) : (
          <FilterBar filter={filter} onChange={setFilter} field={field} onLeave={focusList} />
        )}
        <ListCount rows={rows} words="facts:count" />
      </Toolbar>
      <ListDetail
        id="facts"
        listRef={list}
        list={
          <VirtualTable
            label={t('facts:table')}
            columns={columns}
            rows={rows}
            selection={selection}
            sort={sort}
            onSort={({ by, descending }) => setSort({ by, descending })}
            openId={openId}
            onOpen={showHere}
            onMove={(id) => openId !== null && showHere(id)}
            onClose={() => showHere(null)}
            onDrag={(fact, data) => startFactDrag(data, [fact])}
            stateOf={(fact) => (fact.retired ? 'retired' : undefined)}
            menu={(ids) => {
              const [only] = ids;
              return (
                <FactMenuItems
                  ids={ids}
                  retired={retired}
                  onGone={selection.clear}
                  onOpen={ids.length === 1 && only ? () => showHere(only) : undefined}
                />
              );
            }}
            empty={<NoFacts filtered={filtered} onClear={() => setFilter(NO_FILTER)} />}
          />
        }
        detail={
          openId && selection.ids.size > 1 ? (
            <ChosenPane title={chosenWords} onClose={selection.clear} />
          ) : (
            openId && (
              <FactDetail
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
      {tagging && <TagDialog {...tagging} onClose={() => setTagging(null)} />}
      {importing && <ImportSheet onClose={() => setImporting(false)} />}
    </>
  );
};
export default FactsScreen;
