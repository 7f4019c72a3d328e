import { ActionIcon, Button, Menu, SegmentedControl, Select } from '@mantine/core';
import { IconArrowMerge, IconExternalLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DUPLICATE_STATES, type DuplicatePair } from '#shared/contract/duplicates.ts';
import { JOINABLE_KINDS } from '#shared/model/duplicates.ts';
import { useApi } from '../../api/context.ts';
import { useLibrary } from '../../app/library.ts';
import { ALL_OFFERED, type DuplicateFilter, useDuplicateFilter, useOpenPair } from '../../app/open-duplicates.ts';
import { useWorkList } from '../../app/use-work-list.ts';
import { formatCount, formatTimeShort } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { PAIR_TABLES } from './columns.tsx';
import { pairsOf, shortTitle } from './compare.ts';
import classes from './Duplicates.module.css';
import { ManyPairs } from './ManyPairs.tsx';
import { PairDetail } from './PairDetail.tsx';
import { usePairs } from './use-pairs.ts';

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
  const open = useOpenPair();
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
  const list = useWorkList({
    name: state === 'offered' ? 'duplicates' : 'duplicates.decided',
    columns: PAIR_TABLES[state],
    rows,
    open,
  });
  const { row, selection } = list;
  const act = usePairs(selection.clear);
  return (
    <>
      <Toolbar end={<ColumnsMenu columns={list.columns} />} label={t('duplicates:tools')}>
        <Filters filter={filter} onFilter={onFilter} />
        <ListCount rows={rows} words="duplicates:count" />
      </Toolbar>
      <ListDetail
        detail={
          selection.ids.size > 1 ? (
            <ManyPairs ids={selection.ids} onClose={selection.clear} state={state} />
          ) : (
            row && (
              <PairDetail
                key={row.id}
                onClose={list.close}
                onDone={list.dealtWith}
                onStep={list.step}
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
            {...list.table}
            empty={<NoPairs filter={filter} onFilter={onFilter} />}
            label={t('duplicates:label')}
            menu={(ids) => {
              const [only] = ids;
              return (
                <>
                  {ids.length === 1 && only && (
                    <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={() => list.table.onOpen(only)}>
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
          />
        }
        listRef={list.ref}
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
