import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickedFile } from '#shared/contract/bridge.ts';
import { nameFolder } from '../../api/platform.ts';
import { problemText } from '../../api/problem.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Folder.module.css';

interface NameFolderProps {
  readonly onClose: () => void;
  readonly onNamed: (folder: PickedFile) => Promise<unknown>;
}

/** Asks for the path of the folder where no dialog of the system can: a browser tells a page no path. */
export const NameFolder = ({ onClose, onNamed }: NameFolderProps) => {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const name = useMutation({
    meta: { quiet: true },
    mutationFn: async () => onNamed(await nameFolder(path)),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (path.trim()) name.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t('folder:name.title')}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <TextInput
          classNames={{ input: classes.path ?? '' }}
          data-autofocus
          description={t('folder:name.help')}
          error={name.isError && problemText(name.error).sentence}
          label={t('folder:name.path')}
          maxLength={4000}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            name.reset();
          }}
          spellCheck={false}
          value={path}
        />
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button disabled={!path.trim()} loading={name.isPending} type="submit" variant="filled">
            {t('folder:name.use')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
