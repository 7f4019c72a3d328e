import { Button, Group, MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '#shared/contract/api.ts';
import type { RecordKind } from '#shared/model/records.ts';
import { useApi } from '../../api/context.ts';
import { notice } from '../../app/notices.tsx';
import { useUndo } from '../../app/use-undo.ts';
import { formatCount } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Conflicts.module.css';
import { fieldLabel } from './fields.ts';

type Rule = Parameters<Api['conflicts']['resolveMany']>[0];

interface SettleManyProps {
  /** Only in these records; all when there are none. */
  readonly ids: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What would happen, told before it does. */
const useDryRun = (rule: Rule) => {
  const { q } = useApi();
  return useQuery({
    ...q.conflicts.resolveMany.queryOptions({ input: { ...rule, dryRun: true } }),
    // A conflict may have been settled elsewhere since the box was last open.
    gcTime: 0,
    placeholderData: keepPreviousData,
  }).data;
};

const useSettleMany = (onDone: () => void) => {
  const { t } = useTranslation();
  const { api, q } = useApi();
  const client = useQueryClient();
  const { undo } = useUndo();
  return useMutation({
    mutationFn: (rule: Rule) => api.conflicts.resolveMany(rule),
    onSuccess: ({ resolved }) => {
      const words = t('conflicts:many.done', { count: resolved, number: formatCount(resolved) });
      notice(words, { label: t('conflicts:undo'), run: undo });
      void client.invalidateQueries({ queryKey: q.conflicts.key() });
      onDone();
    },
  });
};

/** Settles many conflicts by a rule: the values of one person, or the newest; in all records, of one kind, of fields. */
export const SettleMany = ({ ids, onClose, onDone }: SettleManyProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const overview = useQuery(q.conflicts.overview.queryOptions()).data;
  const [way, setWay] = useState<'author' | 'newest'>('author');
  const [author, setAuthor] = useState<string | null>(null);
  const [kind, setKind] = useState<RecordKind | null>(null);
  const [fields, setFields] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const authors = overview?.authors ?? [];
  const by = way === 'newest' ? way : { author: author ?? authors[0]?.author ?? '' };
  const rule: Rule = {
    by,
    fields,
    ...(kind ? { kind } : {}),
    ...(ids.size > 0 ? { ids: [...ids] } : {}),
  };
  const dry = useDryRun(rule);
  const settle = useSettleMany(onDone);
  const kinds = [...new Set(overview?.fields.map((entry) => entry.kind))];
  const known = overview?.fields.filter((entry) => entry.kind === kind) ?? [];
  const count = dry?.resolved ?? 0;
  const lowered = dry?.lowered ?? 0;
  return (
    <Dialog
      onClose={onClose}
      size={520}
      title={
        ids.size > 0
          ? t('conflicts:many.titleChosen', { count: ids.size, number: formatCount(ids.size) })
          : t('conflicts:many.title')
      }
    >
      <Stack gap={14}>
        <Radio.Group label={t('conflicts:many.by')} onChange={(value) => setWay(value)} value={way}>
          <Stack gap={8} mt={6}>
            <Radio label={t('conflicts:many.author')} value="author" />
            {way === 'author' && (
              <Select
                allowDeselect={false}
                aria-label={t('conflicts:many.whose')}
                comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
                data={authors.map((entry) => ({
                  value: entry.author,
                  label: t('conflicts:many.authorCount', { author: entry.author, number: formatCount(entry.count) }),
                }))}
                ml={28}
                onChange={setAuthor}
                value={author ?? authors[0]?.author ?? null}
              />
            )}
            <Radio description={t('conflicts:many.newestHelp')} label={t('conflicts:many.newest')} value="newest" />
          </Stack>
        </Radio.Group>
        <Group align="flex-start" gap={12} grow>
          <Select
            clearable
            comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
            data={kinds.map((value) => ({ value, label: t(`conflicts:kinds.${value}`) }))}
            label={t('conflicts:many.kind')}
            onChange={(value) => {
              setKind(kinds.find((entry) => entry === value) ?? null);
              setFields([]);
            }}
            placeholder={t('conflicts:filter.allKinds')}
            value={kind}
          />
          <MultiSelect
            comboboxProps={{ shadow: 'md', transitionProps: { duration: 0 } }}
            data={known.map(({ field }) => ({ value: field, label: fieldLabel(t, kind ?? 'fact', field) }))}
            disabled={kind === null}
            label={t('conflicts:many.fields')}
            onChange={setFields}
            placeholder={fields.length === 0 ? t('conflicts:many.allFields') : ''}
            value={fields}
          />
        </Group>
        <TextInput
          description={
            lowered > 0
              ? t('conflicts:many.lower', { count: lowered, number: formatCount(lowered) })
              : t('common:reasonHelp')
          }
          label={t('conflicts:reason')}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
          required={lowered > 0}
          value={reason}
        />
        <p className={classes.dry} role="status">
          {dry && t('conflicts:many.would', { count, number: formatCount(count), left: formatCount(dry.left) })}
        </p>
      </Stack>
      <Group gap={8} justify="flex-end" mt={16}>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          disabled={count === 0 || (lowered > 0 && reason.trim() === '')}
          loading={settle.isPending}
          onClick={() => settle.mutate({ ...rule, reason: reason.trim() })}
          variant="filled"
        >
          {t('conflicts:many.run', { count, number: formatCount(count) })}
        </Button>
      </Group>
    </Dialog>
  );
};
