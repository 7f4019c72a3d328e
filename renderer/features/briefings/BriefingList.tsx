import { Button, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconExternalLink, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BriefingItem } from '#shared/contract/briefings.ts';
import { useApi } from '../../api/context.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { later } from '../../app/later.tsx';
import { useLibrary } from '../../app/library.ts';
import { notice } from '../../app/notices.tsx';
import { goTo } from '../../app/place.ts';
import { useSession } from '../../app/session.ts';
import { useListCommands } from '../../app/use-list-commands.ts';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { RetiredSwitch } from '../../ui/RetiredSwitch.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { ListCount } from '../../ui/table/ListCount.tsx';
import { useRows } from '../../ui/table/rows.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { BRIEFING_TABLE } from './columns.tsx';

const NewBriefing = later(() => import('./NewBriefing.tsx'));

/** The order of the list is the library's: last changed first. */
const FIXED_SORT = { by: 'updatedAt', descending: true };

const useRetire = (retired: boolean) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const { undo } = useUndo();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await (retired ? api.briefings.restore({ id }) : api.briefings.retire({ id }));
    },
    onSuccess: (_done, ids) =>
      notice(
        t(retired ? 'briefings:list.restoredSaid' : 'briefings:list.retiredSaid', { count: ids.length }),
        ids.length === 1 ? { label: t('briefings:undo'), run: undo } : undefined,
      ),
  });
};

/** All briefings, with the way to a new one. */
export const BriefingList = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { readOnly } = useLibrary();
  const [query, setQuery] = useSession('briefings.query', '');
  const [retired, setRetired] = useSession('briefings.retired', false);
  const [making, setMaking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const input = { query: query.trim(), retired };
  const rows = useRows<BriefingItem>(JSON.stringify(input), (offset, limit) =>
    q.briefings.list.queryOptions({ input: { ...input, offset, limit } }),
  );
  const columns = useColumns('briefings', BRIEFING_TABLE);
  const selection = useSelection(rows);
  const retire = useRetire(retired);
  const chosen = [...selection.ids];
  useListCommands({ field, selection, retired, onRetired: setRetired });
  useCommands([
    {
      id: 'briefing.retire',
      title: retired ? 'briefings:commands.restore' : 'briefings:commands.retire',
      params: { count: chosen.length, number: formatCount(chosen.length) },
      group: 'here',
      enabled: () => chosen.length > 0 && !readOnly,
      run: () => retire.mutate(chosen),
    },
    {
      ...menuCommand('briefing.create'),
      title: 'briefings:list.new',
      group: 'record',
      enabled: () => !readOnly,
      run: () => setMaking(true),
    },
  ]);
  const newButton = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)} variant="filled">
      {t('briefings:list.new')}
    </Button>
  );
  const filtered = query.trim() !== '' || retired;
  return (
    <>
      <Toolbar
        end={
          <>
            <ColumnsMenu columns={columns} />
            {!readOnly && newButton}
          </>
        }
        label={t('briefings:list.tools')}
      >
        <SearchField
          field={field}
          label={t('briefings:list.filter')}
          onChange={setQuery}
          onLeave={() => box.current?.querySelector<HTMLElement>('[role=grid]')?.focus()}
          value={query}
        />
        <RetiredSwitch onChange={setRetired} value={retired} />
        <ListCount rows={rows} words="briefings:list.count" />
      </Toolbar>
      <div ref={box} style={{ display: 'contents' }}>
        <VirtualTable
          columns={columns}
          empty={
            filtered ? (
              <EmptyState
                action={
                  <Button
                    onClick={() => {
                      setQuery('');
                      setRetired(false);
                    }}
                  >
                    {t('briefings:list.showAll')}
                  </Button>
                }
                sentence={t(retired ? 'briefings:list.noneRetired' : 'briefings:list.noMatch')}
              />
            ) : (
              <EmptyState
                action={readOnly ? undefined : newButton}
                example={t('briefings:list.example')}
                sentence={t('briefings:list.empty')}
              />
            )
          }
          label={t('briefings:list.label')}
          menu={(ids) => {
            const [only] = ids;
            return (
              <>
                {ids.length === 1 && only && (
                  <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={() => goTo('briefings', only)}>
                    {t('briefings:list.open')}
                  </Menu.Item>
                )}
                {!readOnly && (
                  <Menu.Item
                    leftSection={retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
                    onClick={() => retire.mutate(ids)}
                  >
                    {t(retired ? 'briefings:list.restore' : 'briefings:list.retire', { count: ids.length })}
                  </Menu.Item>
                )}
              </>
            );
          }}
          onOpen={(id) => goTo('briefings', id)}
          onSort={() => undefined}
          openId={null}
          rows={rows}
          selection={selection}
          sort={FIXED_SORT}
          stateOf={(briefing) => (briefing.retired ? 'retired' : undefined)}
        />
      </div>
      {making && <NewBriefing onClose={() => setMaking(false)} />}
    </>
  );
};
