import { ActionIcon, Button, Menu, SegmentedControl, Select } from '@mantine/core';
import { IconArrowMerge, IconExternalLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DUPLICATE_STATES, type DuplicatePair } from '#shared/contract/duplicates.ts';
import { JOINABLE_KINDS } from '#shared/model/duplicates.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { ALL_OFFERED, type DuplicateFilter, useDuplicateFilter, useOpenPair } from '../../app/open-duplicates.ts';
import { formatCount, formatDuration, formatTimeShort } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { useOpenRow } from '../../ui/table/use-open-row.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { PAIR_TABLES } from './columns.tsx';
import { pairsOf, shortTitle } from './compare.ts';
import classes from './Duplicates.module.css';
import { ManyPairs } from './ManyPairs.tsx';
import { PairDetail } from './PairDetail.tsx';
import { usePairs } from './use-pairs.ts';

/** Subjects first: facts hang on them. The list has one order. */
const FIXED_SORT = { by: '', descending: false };

interface FilterProps {
  readonly filter: DuplicateFilter;
  readonly onFilter: (filter: DuplicateFilter) => void;
}

const Filters = ({ filter, onFilter }: FilterProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const receipts = useQuery(q.merges.receipts.queryOptions()).data ?? [];
  const shared = { clearable: true, comboboxProps: { shadow: 'md', transitionProps: { duration: 0 } } } as const;
  const { state, kind, receipt, record } = filter;
  return (
    <>
      <SegmentedControl
        aria-label={t('duplicates:states')}
        data={DUPLICATE_STATES.map((value) => ({ value, label: t(`duplicates:state.${value}`) }))}
        onChange={(value) => onFilter({ ...filter, state: value })}
        size="xs"
        value={state}
      />
      <Select
        {...shared}
        aria-label={t('conflicts:filter.kind')}
        data={JOINABLE_KINDS.map((value) => ({ value, label: t(`conflicts:kinds.${value}`) }))}
        onChange={(value) => onFilter({ ...filter, kind: JOINABLE_KINDS.find((known) => known === value) ?? null })}
        placeholder={t('conflicts:filter.allKinds')}
        value={kind}
        w={120}
      />
      {state === 'offered' && receipts.length > 0 && (
        <Select
          {...shared}
          aria-label={t('duplicates:filter.receipt')}
          data={receipts.map(({ id, from, name, at }) => ({
            value: String(id),
            label: t('duplicates:filter.merge', { from: from || name, when: formatTimeShort(at) }),
          }))}
          onChange={(value) => onFilter({ ...filter, receipt: value === null ? null : Number(value) })}
          placeholder={t('duplicates:filter.anyMerge')}
          value={receipt === null ? null : String(receipt)}
          w={190}
        />
      )}
      {record && (
        <span className={classes.record}>
          <span dir="auto">{t('duplicates:filter.record', { title: shortTitle(record.title) })}</span>
          <ActionIcon
            aria-label={t('duplicates:filter.noRecord')}
            onClick={() => onFilter({ ...filter, record: null })}
            size="xs"
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      )}
    </>
  );
};

const NoPairs = ({ filter, onFilter }: FilterProps) => {
  const { t } = useTranslation();
  const { state } = filter;
  if (filter.kind !== null || filter.receipt !== null || filter.record !== null)
    return (
      <EmptyState
        action={<Button onClick={() => onFilter({ ...ALL_OFFERED, state })}>{t('duplicates:showAll')}</Button>}
        sentence={t('duplicates:noMatch')}
      />
    );
  return (
    <EmptyState example={state === 'offered' && t('duplicates:example')} sentence={t(`duplicates:empty.${state}`)} />
  );
};

const Pairs = ({ filter, onFilter }: FilterProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const [openId, setOpen] = useOpenPair();
  const list = useRef<HTMLDivElement>(null);
  const { state, kind, receipt, record } = filter;
  const input = {
    state,
    ...(kind ? { kind } : {}),
    ...(receipt === null || state !== 'offered' ? {} : { receipt }),
    ...(record ? { record: record.id } : {}),
  };
  const rows = useRows<DuplicatePair>(JSON.stringify(input), (offset, limit) =>
    q.duplicates.list.queryOptions({ input: { ...input, offset, limit } }),
  );
  const columns = useColumns(state === 'offered' ? 'duplicates' : 'duplicates.decided', PAIR_TABLES[state]);
  const selection = useSelection(rows);
  const { row, step, dealtWith } = useOpenRow(rows, openId, setOpen);
  const act = usePairs(selection.clear);
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  useCommands([
    { id: 'duplicate.next', title: 'duplicates:next', group: 'here', keys: 'j', run: () => step(1) },
    { id: 'duplicate.previous', title: 'duplicates:previous', group: 'here', keys: 'k', run: () => step(-1) },
  ]);
  return (
    <>
      <Toolbar end={<ColumnsMenu columns={columns} />} label={t('duplicates:tools')}>
        <Filters filter={filter} onFilter={onFilter} />
        {rows.known && (
          <span className={classes.count} role="status">
            {t('duplicates:count', {
              count: rows.total,
              number: formatCount(rows.total),
              time: formatDuration(rows.ms),
            })}
          </span>
        )}
      </Toolbar>
      <ListDetail
        detail={
          selection.ids.size > 1 ? (
            <ManyPairs ids={selection.ids} onClose={selection.clear} state={state} />
          ) : (
            row && (
              <PairDetail
                key={row.id}
                onClose={() => {
                  setOpen(null);
                  focusList();
                }}
                onDone={dealtWith}
                onStep={step}
                pair={row}
                state={state}
              />
            )
          )
        }
        id="duplicates"
        lead="detail"
        list={
          <VirtualTable
            columns={columns}
            empty={<NoPairs filter={filter} onFilter={onFilter} />}
            label={t('duplicates:label')}
            menu={(ids) => {
              const [only] = ids;
              return (
                <>
                  {ids.length === 1 && only && (
                    <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={() => setOpen(only)}>
                      {t('duplicates:compare')}
                    </Menu.Item>
                  )}
                  {!readOnly && state === 'offered' && (
                    <>
                      <Menu.Item
                        leftSection={<IconArrowMerge size={14} />}
                        onClick={() => act.joinMany({ pairs: pairsOf(ids), reason: '' })}
                      >
                        {t('duplicates:many.join', { count: ids.length, number: formatCount(ids.length) })}
                      </Menu.Item>
                      <Menu.Item leftSection={<IconX size={14} />} onClick={() => act.dismiss(pairsOf(ids))}>
                        {t('duplicates:dismiss')}
                      </Menu.Item>
                    </>
                  )}
                </>
              );
            }}
            onClose={() => setOpen(null)}
            onMove={(id) => openId !== null && setOpen(id)}
            onOpen={setOpen}
            onSort={() => undefined}
            openId={openId}
            rows={rows}
            selection={selection}
            sort={FIXED_SORT}
          />
        }
        listRef={list}
      />
    </>
  );
};

/** Pairs of records that likely stand for the same, those that were joined, and those that somebody told apart (M13). */
export const DuplicatesPane = () => {
  const [filter, setFilter] = useDuplicateFilter();
  // Another list begins with no choice and with its own columns.
  return <Pairs filter={filter} key={filter.state} onFilter={setFilter} />;
};
