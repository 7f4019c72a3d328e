import { Menu, Popover } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands.ts';
import { formatDay } from '../../i18n/format.ts';
import { RetiredSwitch } from '../../ui/RetiredSwitch.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { ConditionEditor } from './ConditionEditor.tsx';
import classes from './Facts.module.css';
import { CONDITIONS, type Condition, type Filter, isSet, isSwitch, NO_FILTER, without } from './filter.ts';

interface FilterBarProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Goes on to the list. */
  readonly onLeave: () => void;
}

const useChipText = () => {
  const { t } = useTranslation();
  return (filter: Filter, condition: Condition): string => {
    if (isSwitch(condition)) return t(`facts:filter.${condition}`);
    const value = {
      subject: () => filter.subject?.name ?? '',
      tags: () => filter.tags.join(', '),
      statuses: () => filter.statuses.map((status) => t(`facts:status.${status}`)).join(', '),
      markings: () => filter.markings.join(', '),
      since: () => (filter.since ? formatDay(filter.since) : ''),
      until: () => (filter.until ? formatDay(filter.until) : ''),
    }[condition]();
    return `${t(`facts:filter.${condition}`)}: ${value || '…'}`;
  };
};

interface ChipProps {
  readonly condition: Condition;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

const Chip = ({ condition, filter, onChange, open, onOpen }: ChipProps) => {
  const { t } = useTranslation();
  const text = useChipText()(filter, condition);
  return (
    <Popover opened={open} onChange={onOpen} trapFocus returnFocus position="bottom-start" width={260}>
      <span className={classes.chip}>
        <Popover.Target>
          <button type="button" title={text} disabled={isSwitch(condition)} onClick={() => onOpen(!open)}>
            {text}
          </button>
        </Popover.Target>
        <button
          type="button"
          aria-label={t('facts:filter.remove', { condition: text })}
          onClick={() => onChange(without(filter, condition))}
        >
          <IconX size={12} />
        </button>
      </span>
      <Popover.Dropdown p={8}>
        <ConditionEditor condition={condition} filter={filter} onChange={onChange} onDone={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
};

/** Words to search for, and conditions as chips. */
export const FilterBar = ({ filter, onChange, field, onLeave }: FilterBarProps) => {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Condition | null>(null);
  const shown = CONDITIONS.filter((condition) => isSet(filter, condition) || condition === editing);
  const begin = (condition: Condition): void => {
    if (isSwitch(condition)) onChange({ ...filter, [condition]: !filter[condition] });
    // A menu or box hands the focus back first; the popover takes it after.
    else setTimeout(() => setEditing(condition));
  };
  useCommands([
    ...CONDITIONS.map((condition) => ({
      id: `facts.filter.${condition}`,
      title: 'facts:commands.filter',
      params: { condition: t(`facts:filter.${condition}`) },
      group: 'here' as const,
      run: () => begin(condition),
    })),
    {
      id: 'facts.filter.none',
      title: 'facts:clearFilter',
      group: 'here',
      enabled: () => shown.length > 0 || filter.query !== '' || filter.retired,
      run: () => onChange(NO_FILTER),
    },
  ]);
  return (
    <>
      <SearchField
        field={field}
        label={t('facts:filter.query')}
        onChange={(query) => onChange({ ...filter, query })}
        onLeave={onLeave}
        value={filter.query}
      />
      {shown.map((condition) => (
        <Chip
          key={condition}
          condition={condition}
          filter={filter}
          onChange={onChange}
          open={editing === condition}
          onOpen={(open) => setEditing(open ? condition : null)}
        />
      ))}
      <Menu>
        <Menu.Target>
          <button type="button" className={classes.add}>
            <IconPlus size={12} aria-hidden />
            {t('facts:filter.add')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {CONDITIONS.filter((condition) => !shown.includes(condition)).map((condition) => (
            <Menu.Item key={condition} onClick={() => begin(condition)}>
              {t(`facts:filter.${condition}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <RetiredSwitch value={filter.retired} onChange={(retired) => onChange({ ...filter, retired })} />
    </>
  );
};
