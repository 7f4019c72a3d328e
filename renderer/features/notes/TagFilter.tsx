import { Button, Popover } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { OptionList } from '../../ui/OptionList.tsx';

interface Props {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Narrows the notes to those that have all of the chosen tags. */
export const TagFilter = ({ tags, onChange }: Props) => {
  const { t } = useTranslation();
  const { q } = useApi();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const known = useQuery({ ...q.facts.tags.queryOptions(), enabled: open }).data ?? [];
  const options = [...new Set([...tags, ...known.map((entry) => entry.tag)])].filter((tag) =>
    tag.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  return (
    <Popover onChange={setOpen} opened={open} position="bottom-start" returnFocus trapFocus>
      <Popover.Target>
        <Button
          leftSection={<IconTag size={14} />}
          onClick={() => setOpen(!open)}
          variant={tags.length > 0 ? 'light' : 'default'}
        >
          {tags.length > 0 ? tags.join(', ') : t('notes:tags')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <OptionList
          chosen={tags}
          label={t('notes:tags')}
          onToggle={(tag) => onChange(tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag])}
          options={options.map((tag) => ({ id: tag, label: tag }))}
          onDone={() => setOpen(false)}
          search={{ value: typed, onChange: setTyped }}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
