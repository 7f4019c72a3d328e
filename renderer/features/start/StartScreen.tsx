import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconDatabase, IconFolderOpen, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownLibrary } from '#shared/contract/library.ts';
import type {} from '../../api/access.ts';
import { useApi } from '../../api/context.ts';
import { chooseTarget } from '../../api/platform.ts';
import { useSettings } from '../../api/settings.ts';
import { menuCommand, useCommands } from '../../app/commands.ts';
import { useSwitchLibrary } from '../../app/use-switch-library.ts';
import { formatTimeShort } from '../../i18n/format.ts';
import { AuthorField } from '../../ui/AuthorField.tsx';
import classes from './Start.module.css';

type Switch = ReturnType<typeof useSwitchLibrary>;

const NewLibrary = ({ create }: { create: Switch['create'] }) => {
  const field = useRef<HTMLInputElement>(null);
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  useCommands([
    {
      ...menuCommand('library.create'),
      title: 'app:commands.newLibrary',
      group: 'library',
      run: () => field.current?.focus(),
    },
  ]);
  const make = async (elsewhere: boolean): Promise<void> => {
    if (!name.trim()) return setWrong(true);
    const file = elsewhere ? await chooseTarget('library', name.trim()) : undefined;
    if (file !== null) create.mutate({ name: name.trim(), ...(file ? { file } : {}) });
  };
  return (
    <form
      className={classes.new}
      onSubmit={(event) => {
        event.preventDefault();
        void make(false);
      }}
    >
      <TextInput
        ref={field}
        label={t('start:name')}
        placeholder={t('start:namePlaceholder')}
        value={name}
        maxLength={200}
        error={wrong && t('start:nameMissing')}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" loading={create.isPending}>
        {t('start:create')}
      </Button>
      {window.briefwright && <Button onClick={() => void make(true)}>{t('start:createElsewhere')}</Button>}
    </form>
  );
};

interface KnownProps {
  readonly library: KnownLibrary;
  readonly open: Switch['open'];
}

const Known = ({ library, open }: KnownProps) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => api.library.forget({ key: library.key }),
    onSuccess: () => client.invalidateQueries({ queryKey: q.library.status.key() }),
  });
  return (
    <li className={classes.known}>
      <button type="button" disabled={library.missing} onClick={() => open.mutate(library.key)}>
        <IconDatabase size={16} aria-hidden />
        <span>{library.name}</span>
        <small>
          {library.missing
            ? t('start:missing')
            : library.lastOpened !== null && t('start:opened', { time: formatTimeShort(library.lastOpened) })}
        </small>
      </button>
      <ActionIcon aria-label={t('start:forget', { name: library.name })} onClick={() => forget.mutate()}>
        <IconX size={14} />
      </ActionIcon>
    </li>
  );
};

/** What is there while no library is open: the sample, a new library, those known, a file. */
const StartScreen = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const { open, openFile, create } = useSwitchLibrary();
  const known = useQuery(q.library.status.queryOptions()).data?.known ?? [];
  useCommands([
    {
      ...menuCommand('library.open'),
      title: 'app:commands.openLibrary',
      group: 'library',
      run: () => openFile.mutate(),
    },
  ]);
  const openSample = (): void => {
    const name = t('start:sampleName');
    const there = known.find((library) => library.name === name && !library.missing);
    if (there) open.mutate(there.key);
    else create.mutate({ name, sample: true });
  };
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  // Who has no name yet is asked here; the line stays while it is being filled in.
  const [nameless] = useState(useSettings().author === '');
  const busy = open.isPending || create.isPending || openFile.isPending;
  // Who has libraries comes back to one of them.
  const libraries = (
    <section className={classes.part}>
      <h2>{t('start:known')}</h2>
      {known.length > 0 && (
        <ul className={classes.list}>
          {known.map((library) => (
            <Known key={library.key} library={library} open={open} />
          ))}
        </ul>
      )}
      <Button leftSection={<IconFolderOpen size={14} />} onClick={() => openFile.mutate()}>
        {t('start:openFile')}
      </Button>
    </section>
  );
  return (
    <main className={classes.screen} aria-busy={busy}>
      <div className={classes.content}>
        <header>
          <h1>{t('app:name')}</h1>
          <p className={classes.lead}>{t('start:sentence')}</p>
        </header>
        {nameless && (
          <section className={classes.name}>
            <AuthorField label={t('start:yourName')} placeholder={t('start:yourNameHint')} />
          </section>
        )}
        {known.length > 0 && libraries}
        <section className={classes.part}>
          <h2>{t('start:sample')}</h2>
          <p>{t('start:sampleHelp')}</p>
          <Button variant="filled" onClick={openSample} loading={create.isPending} ref={first}>
            {t('start:openSample')}
          </Button>
        </section>
        <section className={classes.part}>
          <h2>{t('start:new')}</h2>
          <NewLibrary create={create} />
        </section>
        {known.length === 0 && libraries}
        <footer className={classes.foot}>{t('start:promise')}</footer>
      </div>
    </main>
  );
};
export default StartScreen;
