import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagueKey } from '#shared/model/colleague.ts';
import { useCommands } from '../../app/commands.ts';
import { useSession } from '../../app/session.ts';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
import { useColumns } from '../../ui/table/columns.ts';
import { useSelection } from '../../ui/table/selection.ts';
import { VirtualTable } from '../../ui/table/VirtualTable.tsx';
import { FolderCard } from '../folder/FolderCard.tsx';
import { ColleagueDetail } from './ColleagueDetail.tsx';
import classes from './Colleagues.module.css';
import { PEOPLE_TABLE } from './columns.tsx';
import { KeyForm } from './KeyForm.tsx';
import { OwnKeys } from './OwnKeys.tsx';
import { personNamed } from './people.ts';
import { usePeople } from './use-people.ts';

/** By name; the list has one order. */
const SORT = { by: 'name', descending: false };

/** Whose key is being remembered: nobody's, that of somebody new, or that of a colleague. */
type Remembering = { readonly name: string | null } | null;

/** Those that packs go to and come from, the keys on both sides, and the folder between them. */
export const ColleaguesPane = () => {
  const { t } = useTranslation();
  const { people, rows } = usePeople();
  const [openId, setOpen] = useSession<string | null>('colleagues.open', null);
  const [remembering, setRemembering] = useState<Remembering>(null);
  const list = useRef<HTMLDivElement>(null);
  const columns = useColumns('colleagues', PEOPLE_TABLE);
  const selection = useSelection(rows);
  const open = openId === null ? undefined : personNamed(people, openId);
  const close = (): void => {
    setOpen(null);
    list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  };
  const remember = (): void => setRemembering({ name: null });
  useCommands([{ id: 'colleagues.remember', title: 'colleagues:remember', group: 'here', run: remember }]);
  const button = (
    <Button leftSection={<IconKey size={14} />} onClick={remember}>
      {t('colleagues:remember')}
    </Button>
  );
  return (
    <>
      <div className={classes.band}>
        <OwnKeys />
        <FolderCard />
      </div>
      <Toolbar
        end={
          <>
            <ColumnsMenu columns={columns} />
            {people.length > 0 && button}
          </>
        }
        label={t('colleagues:tools')}
      >
        {rows.known && (
          <span className={classes.quiet} role="status">
            {t('colleagues:count', { count: rows.total, number: formatCount(rows.total) })}
          </span>
        )}
      </Toolbar>
      <ListDetail
        detail={
          open && (
            <ColleagueDetail
              key={open.id}
              onClose={close}
              onRemember={() => setRemembering({ name: open.name })}
              person={open}
            />
          )
        }
        id="colleagues"
        list={
          <VirtualTable
            columns={columns}
            empty={<EmptyState action={button} example={t('colleagues:example')} sentence={t('colleagues:none')} />}
            label={t('colleagues:label')}
            onClose={() => setOpen(null)}
            onMove={(id) => open && setOpen(id)}
            onOpen={setOpen}
            onSort={() => undefined}
            openId={open?.id ?? null}
            rows={rows}
            selection={selection}
            sort={SORT}
          />
        }
        listRef={list}
      />
      {remembering && (
        <KeyForm
          name={remembering.name}
          onClose={() => setRemembering(null)}
          onRemembered={(name) => {
            setRemembering(null);
            setOpen(colleagueKey(name));
          }}
        />
      )}
    </>
  );
};
