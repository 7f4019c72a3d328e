import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagueNameSchema, recipientSchema } from '#shared/model/colleague.ts';
import { useApi } from '../../api/context.ts';
import { problemText } from '../../api/problem.ts';
import { notice } from '../../app/notices.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Colleagues.module.css';

interface KeyFormProps {
  /** Whose key it is, where that is known. */
  readonly name: string | null;
  readonly onClose: () => void;
  readonly onRemembered: (name: string) => void;
}

/** Remembers the public key of a colleague, as they gave it. */
export const KeyForm = ({ name: known, onClose, onRemembered }: KeyFormProps) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const [name, setName] = useState(known ?? '');
  const [recipient, setRecipient] = useState('');
  const [wrong, setWrong] = useState<{ name?: string; key?: string }>({});
  const remember = useMutation({
    meta: { quiet: true },
    mutationFn: () => api.keys.remember({ name, recipient: recipient.trim() }),
    onError: (error) => setWrong({ key: problemText(error).sentence }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: q.keys.key() });
      notice(t('colleagues:keyForm.done', { name: name.trim() }));
      onRemembered(name);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const key = recipient.trim();
    const missing = colleagueNameSchema.safeParse(name).success ? {} : { name: t('colleagues:keyForm.nameMissing') };
    // A secret key that was pasted by mistake must not even be handed on.
    const secret = /^age-secret-key-/i.test(key);
    const bad = recipientSchema.safeParse(key).success
      ? {}
      : { key: t(secret ? 'colleagues:keyForm.secret' : 'colleagues:keyForm.wrong') };
    const found = { ...missing, ...bad };
    setWrong(found);
    if (Object.keys(found).length === 0) remember.mutate();
  };
  return (
    <Dialog
      onClose={onClose}
      title={known ? t('colleagues:keyForm.titleOf', { name: known }) : t('colleagues:remember')}
    >
      <form className={classes.form} noValidate onSubmit={submit}>
        {known === null && (
          <TextInput
            data-autofocus
            error={wrong.name}
            label={t('colleagues:keyForm.name')}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            value={name}
          />
        )}
        <Textarea
          autosize
          classNames={{ input: classes.mono ?? '' }}
          data-autofocus={known !== null || undefined}
          description={t('colleagues:keyForm.help')}
          error={wrong.key}
          label={t('colleagues:keyForm.key')}
          maxLength={1000}
          minRows={2}
          onChange={(event) => {
            setRecipient(event.currentTarget.value);
            setWrong(({ key: _gone, ...rest }) => rest);
          }}
          placeholder={t('colleagues:keyForm.keyHint')}
          spellCheck={false}
          value={recipient}
        />
        <Group gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button loading={remember.isPending} type="submit" variant="filled">
            {t('colleagues:keyForm.save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
