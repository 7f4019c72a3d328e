import { ActionIcon, Button, Menu, Popover } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconChevronDown, IconTag, IconTagOff, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FACT_STATUSES } from '#shared/model/fact.ts';
import { MARKINGS } from '#shared/model/marking.ts';
import { useApi } from '../../api/context.ts';
import { formatCount } from '../../i18n/format.ts';
import { OptionList } from '../../ui/OptionList.tsx';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import classes from './Facts.module.css';
import { type FactAction, useFactActions } from './use-fact-actions.ts';

interface TagBoxProps {
  readonly way: 'add' | 'remove';
  readonly count: number;
  readonly onApply: (tags: string[]) => void;
}

/** Tags to add to all chosen facts, or to take from them; a new name can be added. */
const TagBox = ({ way, count, onApply }: TagBoxProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const known = useQuery(q.facts.tags.queryOptions()).data ?? [];
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [search, setSearch] = useState('');
  const wanted = search.trim().replace(/\s+/g, ' ');
  const made = chosen.filter((tag) => !known.some((entry) => entry.tag === tag)).map((tag) => ({ tag, count: 0 }));
  const all = [...made, ...known];
  const found = all.filter(({ tag }) => tag.toLowerCase().includes(wanted.toLowerCase())).slice(0, 100);
  const isNew = way === 'add' && wanted !== '' && !all.some(({ tag }) => tag === wanted);
  const toggle = (tag: string): void =>
    setChosen(chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag]);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus width={280} position="bottom-start">
      <Popover.Target>
        <Button
          leftSection={way === 'add' ? <IconTag size={14} /> : <IconTagOff size={14} />}
          onClick={() => setOpen(!open)}
        >
          {t(`facts:bulk.${way}Tags`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
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
        />
        <Button
          mt={8}
          fullWidth
          variant="filled"
          disabled={chosen.length === 0}
          onClick={() => {
            onApply([...chosen]);
            setChosen([]);
            setSearch('');
            setOpen(false);
          }}
        >
          {t(`facts:bulk.apply.${way}`, { count, number: formatCount(count) })}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
};

interface BulkBarProps {
  readonly ids: ReadonlySet<string>;
  readonly retired: boolean;
  readonly onClear: () => void;
}

/** What can be done with the chosen facts; takes the place of the filter bar meanwhile. */
export const BulkBar = ({ ids, retired, onClear }: BulkBarProps) => {
  const { t } = useTranslation();
  const act = useFactActions();
  const run = (action: FactAction): void =>
    act.mutate(
      { ids: [...ids], action },
      { onSuccess: () => (action.type === 'retire' || action.type === 'restore' ? onClear() : undefined) },
    );
  return (
    <>
      <span className={classes.chosen} role="status">
        {t('facts:bulk.chosen', { count: ids.size, number: formatCount(ids.size) })}
      </span>
      <TagBox way="add" count={ids.size} onApply={(add) => run({ type: 'tag', add, remove: [] })} />
      <TagBox way="remove" count={ids.size} onApply={(remove) => run({ type: 'tag', add: [], remove })} />
      <Menu>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} />}>{t('facts:menu.status')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FACT_STATUSES.map((status) => (
            <Menu.Item key={status} onClick={() => run({ type: 'status', status })}>
              {t(`facts:status.${status}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} />}>{t('facts:menu.marking')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MARKINGS.map((marking) => (
            <Menu.Item key={marking} onClick={() => run({ type: 'marking', marking })}>
              <TlpLabel marking={marking} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        leftSection={retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
        onClick={() => run({ type: retired ? 'restore' : 'retire' })}
      >
        {t(retired ? 'facts:menu.restore' : 'facts:menu.retire', {
          count: ids.size,
          number: formatCount(ids.size),
        })}
      </Button>
      <ActionIcon aria-label={t('facts:bulk.clear')} onClick={onClear}>
        <IconX size={14} />
      </ActionIcon>
    </>
  );
};
