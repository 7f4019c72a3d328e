import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reliability } from '#shared/model/grades.ts';
import { SOURCE_TYPES, type SourceType } from '#shared/model/source.ts';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { today } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ReliabilitySelect } from '../evidence/GradeSelect.tsx';
import classes from './Sources.module.css';

interface SourceFormProps {
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

/** A new source: what it needs to be found again; the rest is written beside the list. */
export const SourceForm = ({ onClose, onMade }: SourceFormProps) => {
  const { t } = useTranslation();
  const { api } = useApi();
  const [title, setTitle] = useState('');
  const [type, setType] = useState<SourceType>('webpage');
  const [url, setUrl] = useState('');
  const [reliability, setReliability] = useState<Reliability>('F');
  const [missing, setMissing] = useState(false);
  const add = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.sources.add({ title: title.trim(), type, url: url.trim(), reliability, accessed: today() }),
    onSuccess: ({ id }) => onMade(id),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim()) add.mutate();
    else setMissing(true);
  };
  return (
    <Dialog onClose={onClose} title={t('sources:new')}>
      <form className={classes.form} noValidate onSubmit={submit}>
        <TextInput
          label={t('sources:fields.title')}
          value={title}
          error={missing && t('sources:titleMissing')}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
            setMissing(false);
          }}
          data-autofocus
        />
        <TextInput
          label={t('sources:fields.url')}
          type="url"
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Select
          label={t('sources:fields.type')}
          allowDeselect={false}
          searchable
          value={type}
          data={SOURCE_TYPES.map((value) => ({ value, label: t(`sources:type.${value}`) }))}
          onChange={(chosen) => setType(SOURCE_TYPES.find((value) => value === chosen) ?? type)}
          comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
        />
        <ReliabilitySelect value={reliability} onChange={setReliability} />
        {add.isError && (
          <p className={classes.problem} role="alert">
            {problemText(add.error).sentence}
          </p>
        )}
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t('sources:add')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
