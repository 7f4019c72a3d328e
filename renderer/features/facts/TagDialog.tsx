import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { formatCount } from '../../i18n/format.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { OptionList } from '../../ui/OptionList.tsx';
import classes from './Facts.module.css';
import { useFactActions } from './use-fact-actions.ts';

/** Facts that are to get tags or lose some. */
export interface Tagging {
  readonly way: 'add' | 'remove';
  readonly ids: readonly string[];
}

interface TagDialogProps extends Tagging {
  readonly onClose: () => void;
}

/** Tags to add to facts, or to take from them; a new name can be added. */
export const TagDialog = ({ way, ids, onClose }: TagDialogProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const act = useFactActions();
  const known = useQuery(q.facts.tags.queryOptions()).data ?? [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [search, setSearch] = useState('');
  const wanted = search.trim().replace(/\s+/g, ' ');
  const made = chosen.filter((tag) => !known.some((entry) => entry.tag === tag)).map((tag) => ({ tag, count: 0 }));
  const all = [...made, ...known];
  const found = all.filter(({ tag }) => tag.toLowerCase().includes(wanted.toLowerCase())).slice(0, 100);
  const isNew = way === 'add' && wanted !== '' && !all.some(({ tag }) => tag === wanted);
  const params = { count: ids.length, number: formatCount(ids.length) };
  const toggle = (tag: string): void =>
    setChosen(chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag]);
  const action = { type: 'tag' as const, add: way === 'add' ? chosen : [], remove: way === 'remove' ? chosen : [] };
  // While it runs, the box stays and says so: leaving it would not stop it.
  const leave = (): void => {
    if (!act.busy) onClose();
  };
  return (
    <Dialog onClose={leave} size={360} title={t(`facts:bulk.title.${way}`, params)}>
      <fieldset className={classes.tagging} disabled={act.busy} aria-busy={act.busy}>
        <OptionList
          label={t('facts:fields.tags')}
          search={{ value: search, onChange: setSearch }}
          chosen={chosen}
          options={[
            ...(isNew ? [{ id: wanted, label: t('facts:bulk.newTag', { tag: wanted }) }] : []),
            ...found.map((entry) => ({
              id: entry.tag,
              label: entry.tag,
              ...(entry.count > 0 ? { hint: formatCount(entry.count) } : {}),
            })),
          ]}
          onToggle={toggle}
          onDone={() => chosen.length > 0 && act.run(ids, action, onClose)}
        />
      </fieldset>
      <Group gap={8} justify="flex-end" mt={12}>
        {act.busy && (
          <span className={classes.doing} role="status">
            {act.doing(ids.length, action)}
          </span>
        )}
        <Button disabled={act.busy} onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="filled"
          disabled={chosen.length === 0}
          loading={act.busy}
          onClick={() => act.run(ids, action, onClose)}
        >
          {t(`facts:bulk.apply.${way}`, params)}
        </Button>
      </Group>
    </Dialog>
  );
};
