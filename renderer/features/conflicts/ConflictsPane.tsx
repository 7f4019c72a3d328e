import { Button, Menu, Select } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '#shared/contract/exchange.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { useOpenConflict } from '../../app/open-conflicts.ts';
import { useSession } from '../../app/session.ts';
import { useWorkList } from '../../app/use-work-list.ts';
import { formatCount } from '../../i18n/format.ts';
import { ChosenPane } from '../../ui/ChosenPane.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { ConflictRecord } from './ConflictRecord.tsx';
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
    // All kinds at once.
    maxDropdownHeight: 360,
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
  const open = useOpenConflict();
  const [openId] = open;
  const [many, setMany] = useState(false);
  const known = RECORD_KINDS.find((name) => name === kind);
  const input = { ...(known ? { kind: known } : {}), ...(author === null ? {} : { author }) };
  const rows = useRows<ConflictItem>(JSON.stringify(input), (offset, limit) =>
    q.conflicts.list.queryOptions({ input: { ...input, offset, limit } }),
  );
  const list = useWorkList({ name: 'conflicts', columns: CONFLICT_TABLE, rows, open, sort: SORT });
  const { selection } = list;
  const settled = (left: number): void => {
    if (left === 0) list.dealtWith();
  };
  const canSettle = !readOnly && rows.total > 0;
  useCommands([
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
            <ColumnsMenu columns={list.columns} />
            {!readOnly && manyButton}
          </>
        }
        label={t('conflicts:tools')}
      >
        <Filters author={author} kind={known ?? null} onAuthor={setAuthor} onKind={setKind} />
        <ListCount rows={rows} words="conflicts:count" />
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
              <ConflictRecord id={openId} key={openId} onClose={list.close} onSettled={settled} onStep={list.step} />
            )
          )
        }
        id="conflicts"
        lead="detail"
        list={
          <VirtualTable
            {...list.table}
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
          />
        }
        listRef={list.ref}
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
