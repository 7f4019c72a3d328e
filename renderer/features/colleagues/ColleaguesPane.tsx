import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagueKey } from '#shared/model/colleague.ts';
import { useCommands } from '../../app/commands.ts';
import { useSession } from '../../app/session.ts';
import { useWorkList } from '../../app/use-work-list.ts';
import { formatCount } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListDetail } from '../../ui/ListDetail.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ColumnsMenu } from '../../ui/table/ColumnsMenu.tsx';
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
  const open = openId === null ? undefined : personNamed(people, openId);
  const list = useWorkList({
    ...{ name: 'colleagues', columns: PEOPLE_TABLE, rows, sort: SORT },
    open: [open?.id ?? null, setOpen],
  });
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
            <ColumnsMenu columns={list.columns} />
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
              onClose={list.close}
              onRemember={() => setRemembering({ name: open.name })}
              person={open}
            />
          )
        }
        id="colleagues"
        list={
          <VirtualTable
            {...list.table}
            empty={<EmptyState action={button} example={t('colleagues:example')} sentence={t('colleagues:none')} />}
            label={t('colleagues:label')}
          />
        }
        listRef={list.ref}
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
