import { Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactItem } from '#shared/contract/facts.ts';
import { FactPicker } from '../../editor/FactPicker.tsx';

interface Props {
  readonly label: string;
  readonly onAdd: (fact: FactItem) => void;
}

/** A button that finds facts and adds one after the other until Esc. */
export const AddFacts = ({ label, onAdd }: Props) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(0);
  return (
    <Popover onChange={setOpen} opened={open} position="bottom-start" returnFocus withinPortal>
      <Popover.Target>
        <Button
          data-first
          leftSection={<IconPlus size={14} />}
          onClick={() => setOpen(!open)}
          size="compact-sm"
          variant="subtle"
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <FactPicker
          hint={t('briefings:facts.pickHint')}
          key={count}
          onCancel={() => setOpen(false)}
          onPick={(fact) => {
            onAdd(fact);
            setCount(count + 1);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
