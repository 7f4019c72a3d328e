import { Button, Select } from '@mantine/core';
import { IconEyeCheck, IconFolderOpen, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChangedRecord } from '#shared/contract/changes.ts';
import { RECORD_KINDS } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useSession } from '../../app/session.ts';
import { useWorkList } from '../../app/use-work-list.ts';
import { formatTime } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { ChangeRecord } from './ChangeRecord.tsx';
import classes from './Changes.module.css';
import { Colleagues } from './Colleagues.tsx';
import { CHANGES_TABLE } from './columns.tsx';
import { useLooked, useOverview } from './use-changes.ts';

type Overview = NonNullable<ReturnType<typeof useOverview>>;

interface NothingProps {
  readonly overview: Overview;
  readonly filtered: boolean;
  readonly onFilter: () => void;
  readonly onAll: () => void;
  readonly onReceive: () => void;
}

/** Why nothing is listed, and what to do about it. */
const Nothing = ({ overview, filtered, onFilter, onAll, onReceive }: NothingProps) => {
  const { t } = useTranslation();
  const { newest, lookedAt, total } = overview;
  if (filtered && total > 0)
    return (
      <EmptyState
        action={<Button onClick={onFilter}>{t('changes:showEverybody')}</Button>}
        sentence={t('changes:noMatch')}
      />
    );
  if (newest === 0)
    return (
      <EmptyState
        action={
          <Button leftSection={<IconFolderOpen size={14} />} onClick={onReceive} variant="filled">
            {t('exchange:receive.choose')}
          </Button>
        }
        example={t('changes:example')}
        sentence={t('changes:none')}
      />
    );
  return (
    <EmptyState
      action={<Button onClick={onAll}>{t('changes:showEarlier')}</Button>}
      sentence={lookedAt === null ? t('changes:nothing') : t('changes:nothingSince', { time: formatTime(lookedAt) })}
    />
  );
};

/** What others changed and merges brought in since one last looked: by colleague, record by record. */
export const ChangesPane = ({ onReceive }: { readonly onReceive: () => void }) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [all, setAll] = useSession('changes.all', false);
  const [wantedAuthor, setAuthor] = useSession<string | null>('changes.author', null);
  const [wantedKind, setKind] = useSession<string | null>('changes.kind', null);
  const open = useSession<string | null>('changes.open', null);
  const [openId, setOpen] = open;
  const overview = useOverview(all);
  const { busy, looked } = useLooked();
  // A colleague or kind of which nothing is left no longer filters.
  const author = overview?.authors.some((entry) => entry.author === wantedAuthor) ? wantedAuthor : null;
  const kinds = RECORD_KINDS.filter((known) => overview?.kinds.some((entry) => entry.kind === known));
  const kind = kinds.find((known) => known === wantedKind) ?? null;
  const input = { all, ...(author === null ? {} : { author }), ...(kind === null ? {} : { kind }) };
  const rows = useRows<ChangedRecord>(JSON.stringify([input, overview?.mark]), (offset, limit) =>
    q.changes.since.queryOptions({ input: { ...input, offset, limit } }),
  );
  const list = useWorkList({ name: 'changes', columns: CHANGES_TABLE, rows, open });
  const unseen = overview !== undefined && overview.mark < overview.newest && (all || overview.total > 0);
  const seen = (): void => {
    if (!overview) return;
    setOpen(null);
    looked(overview);
  };
  useCommands([
    { id: 'changes.seen', title: 'changes:markSeen', group: 'here', enabled: () => unseen && !busy, run: seen },
    {
      id: 'changes.all',
      title: all ? 'changes:hideEarlier' : 'changes:showEarlier',
      group: 'here',
      run: () => setAll(!all),
    },
  ]);
  if (!overview) return null;
  const since = overview.lookedAt === null || all ? '' : formatTime(overview.lookedAt);
  return (
    <>
      {overview.newest > 0 && (
        <Toolbar
          end={
            <>
              <ColumnsMenu columns={list.columns} />
              <Button
                aria-pressed={all}
                leftSection={<IconHistory size={14} />}
                onClick={() => setAll(!all)}
                variant={all ? 'light' : 'default'}
              >
                {t('changes:earlier')}
              </Button>
              <Button disabled={!unseen} leftSection={<IconEyeCheck size={14} />} loading={busy} onClick={seen}>
                {t('changes:markSeen')}
              </Button>
            </>
          }
          label={t('changes:tools')}
        >
          <Select
            aria-label={t('changes:filter.kind')}
            clearable
            comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
            data={kinds.map((value) => ({ value, label: t(`exchange:kind.${value}`) }))}
            // All kinds at once.
            maxDropdownHeight={360}
            onChange={setKind}
            placeholder={t('changes:filter.allKinds')}
            value={kind}
            w={140}
          />
          <ListCount more={{ since }} rows={rows} words={since ? 'changes:countSince' : 'changes:count'} />
        </Toolbar>
      )}
      <div className={classes.changes} data-alone={overview.total === 0 || undefined}>
        {overview.total > 0 && (
          <Colleagues author={author} authors={overview.authors} onAuthor={setAuthor} total={overview.total} />
        )}
        <div className={classes.records}>
          <ListDetail
            detail={
              openId !== null &&
              overview.total > 0 && <ChangeRecord all={all} id={openId} onClose={list.close} onStep={list.step} />
            }
            id="changes"
            list={
              <VirtualTable
                {...list.table}
                empty={
                  <Nothing
                    filtered={author !== null || kind !== null}
                    onAll={() => setAll(true)}
                    onFilter={() => {
                      setAuthor(null);
                      setKind(null);
                    }}
                    onReceive={onReceive}
                    overview={overview}
                  />
                }
                label={t('changes:label')}
                stateOf={({ takenBack }) => (takenBack ? 'left' : undefined)}
              />
            }
            listRef={list.ref}
          />
        </div>
      </div>
    </>
  );
};
