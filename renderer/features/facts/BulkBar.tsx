import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconChevronDown,
  IconTag,
  IconTagOff,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MARKINGS } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import { formatCount } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { joinByHand } from '../duplicates/join-by-hand.ts';
import classes from './Facts.module.css';
import type { Tagging } from './TagDialog.tsx';
import { type FactAction, useFactActions } from './use-fact-actions.ts';

interface BulkBarProps {
  readonly ids: ReadonlySet<string>;
  readonly retired: boolean;
  readonly onTag: (tagging: Tagging) => void;
  readonly onClear: () => void;
}

/** What can be done with the chosen facts; takes the place of the filter bar meanwhile. */
export const BulkBar = ({ ids, retired, onTag, onClear }: BulkBarProps) => {
  const { t } = useTranslation();
  const act = useFactActions();
  const run = (action: FactAction): void =>
    act.run([...ids], action, action.type === 'retire' || action.type === 'restore' ? onClear : undefined);
  return (
    <>
      <span className={classes.chosen} role="status">
        {t('facts:bulk.chosen', { count: ids.size, number: formatCount(ids.size) })}
      </span>
      <Button
        disabled={act.busy}
        leftSection={<IconTag size={14} />}
        onClick={() => onTag({ way: 'add', ids: [...ids] })}
      >
        {t('facts:bulk.addTags')}
      </Button>
      <Button
        disabled={act.busy}
        leftSection={<IconTagOff size={14} />}
        onClick={() => onTag({ way: 'remove', ids: [...ids] })}
      >
        {t('facts:bulk.removeTags')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button disabled={act.busy} rightSection={<IconChevronDown size={14} />}>
            {t('facts:menu.status')}
          </Button>
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
          <Button disabled={act.busy} rightSection={<IconChevronDown size={14} />}>
            {t('facts:menu.marking')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MARKINGS.map((marking) => (
            <Menu.Item key={marking} onClick={() => run({ type: 'marking', marking })}>
              <TlpLabel marking={marking} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!retired && ids.size > 1 && (
        <Button
          disabled={act.busy}
          leftSection={<IconArrowMerge size={14} />}
          onClick={() => joinByHand('fact', [...ids], onClear)}
        >
          {t('duplicates:byHand.open')}
        </Button>
      )}
      <Button
        disabled={act.busy}
        leftSection={retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
        onClick={() => run({ type: retired ? 'restore' : 'retire' })}
      >
        {t(retired ? 'facts:menu.restore' : 'facts:menu.retire', {
          count: ids.size,
          number: formatCount(ids.size),
        })}
      </Button>
      <ActionIcon aria-label={t('common:list.clear')} onClick={onClear}>
        <IconX size={14} />
      </ActionIcon>
    </>
  );
};
