import { Button, Menu, Select } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '#shared/contract/exchange.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { useOpenConflict } from '../../app/open-conflicts.ts';
import { useSession } from '../../app/session.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import { ChosenPane } from '../../ui/ChosenPane.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { useOpenRow } from '../../ui/table/use-open-row.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { ConflictRecord } from './ConflictRecord.tsx';
import classes from './Conflicts.module.css';
import { CONFLICT_TABLE } from './columns.tsx';
import { SettleMany } from './SettleMany.tsx';

/** Newest first; the list has one order. */
const SORT = { by: 'at', descending: true };

interface FilterProps {
  readonly kind: string | null;
  readonly author: string | null;
  readonly onKind: (kind: string | null) => void;
  readonly onAuthor: (author: string | null) => void;
}

const Filters = ({ kind, author, onKind, onAuthor }: FilterProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const overview = useQuery(q.conflicts.overview.queryOptions()).data;
  const shared = {
    clearable: true,
    comboboxProps: { shadow: 'md', transitionProps: { duration: 0 } },
    w: 160,
  } as const;
  const kinds = RECORD_KINDS.filter(
    (known) => known === kind || overview?.fields.some((entry) => entry.kind === known),
  );
  const authors = [
    ...new Set([...(author === null ? [] : [author]), ...(overview?.authors ?? []).map((a) => a.author)]),
  ];
  return (
    <>
      <Select
        {...shared}
        aria-label={t('conflicts:filter.kind')}
        data={kinds.map((value) => ({ value, label: t(`conflicts:kinds.${value}`) }))}
        onChange={onKind}
        placeholder={t('conflicts:filter.allKinds')}
        value={kind}
      />
      <Select
        {...shared}
        aria-label={t('conflicts:filter.author')}
        data={authors}
        onChange={onAuthor}
        placeholder={t('conflicts:filter.allAuthors')}
        value={author}
      />
    </>
  );
};

/** The inbox of conflicts: fields of which more than one value survived a merge, until somebody decides (M7, M10). */
export const ConflictsPane = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const [kind, setKind] = useSession<string | null>('conflicts.kind', null);
  const [author, setAuthor] = useSession<string | null>('conflicts.author', null);
  const [openId, setOpen] = useOpenConflict();
  const [many, setMany] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const known = RECORD_KINDS.find((name) => name === kind);
  const input = { ...(known ? { kind: known } : {}), ...(author === null ? {} : { author }) };
  const rows = useRows<ConflictItem>(JSON.stringify(input), (offset, limit) =>
    q.conflicts.list.queryOptions({ input: { ...input, offset, limit } }),
  );
  const columns = useColumns('conflicts', CONFLICT_TABLE);
  const selection = useSelection(rows);
  const { step, dealtWith } = useOpenRow(rows, openId, setOpen);
  const settled = (left: number): void => {
    if (left === 0) dealtWith();
  };
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  const close = (): void => {
    setOpen(null);
    focusList();
  };
  const canSettle = !readOnly && rows.total > 0;
  useCommands([
    { id: 'conflict.next', title: 'conflicts:next', group: 'here', keys: 'j', run: () => step(1) },
    { id: 'conflict.previous', title: 'conflicts:previous', group: 'here', keys: 'k', run: () => step(-1) },
    {
      id: 'conflict.many',
      title: 'conflicts:many.open',
      group: 'here',
      enabled: () => canSettle,
      run: () => setMany(true),
    },
  ]);
  const filtered = known !== undefined || author !== null;
  const manyButton = (
    <Button disabled={!canSettle} leftSection={<IconChecks size={14} />} onClick={() => setMany(true)}>
      {selection.ids.size > 0
        ? t('conflicts:many.openChosen', { count: selection.ids.size, number: formatCount(selection.ids.size) })
        : t('conflicts:many.open')}
    </Button>
  );
  const showAll = (): void => {
    setKind(null);
    setAuthor(null);
  };
  return (
    <>
      <Toolbar
        end={
          <>
            <ColumnsMenu columns={columns} />
            {!readOnly && manyButton}
          </>
        }
        label={t('conflicts:tools')}
      >
        <Filters author={author} kind={known ?? null} onAuthor={setAuthor} onKind={setKind} />
        {rows.known && (
          <span className={classes.count} role="status">
            {t('conflicts:count', {
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
            <ChosenPane
              onClose={selection.clear}
              title={t('conflicts:chosen', { count: selection.ids.size, number: formatCount(selection.ids.size) })}
            />
          ) : (
            openId !== null && (
              <ConflictRecord id={openId} key={openId} onClose={close} onSettled={settled} onStep={step} />
            )
          )
        }
        id="conflicts"
        lead="detail"
        list={
          <VirtualTable
            columns={columns}
            empty={
              filtered ? (
                <EmptyState
                  action={<Button onClick={showAll}>{t('conflicts:showAll')}</Button>}
                  sentence={t('conflicts:noMatch')}
                />
              ) : (
                <EmptyState example={t('conflicts:example')} sentence={t('conflicts:empty')} />
              )
            }
            label={t('conflicts:label')}
            menu={() =>
              !readOnly && (
                <Menu.Item leftSection={<IconChecks size={14} />} onClick={() => setMany(true)}>
                  {t('conflicts:many.open')}
                </Menu.Item>
              )
            }
            onClose={() => setOpen(null)}
            onMove={(id) => openId !== null && setOpen(id)}
            onOpen={setOpen}
            onSort={() => undefined}
            openId={openId}
            rows={rows}
            selection={selection}
            sort={SORT}
          />
        }
        listRef={list}
      />
      {many && (
        <SettleMany
          ids={selection.ids}
          onClose={() => setMany(false)}
          onDone={() => {
            setMany(false);
            selection.clear();
          }}
        />
      )}
    </>
  );
};
