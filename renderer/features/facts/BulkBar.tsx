import { ActionIcon, Button, Menu, Popover, TagsInput } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconChevronDown, IconTag, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FACT_STATUSES } from '#shared/model/fact.ts';
import { MARKINGS } from '#shared/model/marking.ts';
import { useApi } from '../../api/context.ts';
import { formatCount } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import classes from './Facts.module.css';
import { type FactAction, useFactActions } from './use-fact-actions.ts';

interface TagBoxProps {
  readonly count: number;
  readonly onApply: (add: string[], remove: string[]) => void;
}

interface TagFieldProps {
  readonly label: string;
  readonly known: readonly string[];
  readonly value: string[];
  readonly onChange: (tags: string[]) => void;
}

/** Proposes known tags while typing only: an open list would cover what stands below. */
const TagField = ({ label, known, value, onChange }: TagFieldProps) => {
  const [text, setText] = useState('');
  return (
    <TagsInput
      label={label}
      data={[...known]}
      limit={20}
      acceptValueOnBlur
      splitChars={[',', ';']}
      value={value}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
      dropdownOpened={text !== ''}
    />
  );
};

/** Tags to add to and to remove from all chosen facts. */
const TagBox = ({ count, onApply }: TagBoxProps) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const known = (useQuery(q.facts.tags.queryOptions()).data ?? []).map((entry) => entry.tag);
  const [open, setOpen] = useState(false);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus width={300} position="bottom-start">
      <Popover.Target>
        <Button leftSection={<IconTag size={14} />} onClick={() => setOpen(!open)}>
          {t('facts:bulk.tag')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <TagField label={t('facts:bulk.addTags')} known={known} value={add} onChange={setAdd} />
        <TagField label={t('facts:bulk.removeTags')} known={known} value={remove} onChange={setRemove} />
        <Button
          mt="md"
          fullWidth
          variant="filled"
          disabled={add.length + remove.length === 0}
          onClick={() => {
            onApply(add, remove);
            setOpen(false);
          }}
        >
          {t('facts:bulk.applyTags', { count, number: formatCount(count) })}
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
      <TagBox count={ids.size} onApply={(add, remove) => run({ type: 'tag', add, remove })} />
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
