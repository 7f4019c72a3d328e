import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconCircleDot,
  IconCopy,
  IconExternalLink,
  IconMessage2,
  IconShieldLock,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MARKINGS } from '#shared/model/marking.ts';
import { FACT_STATUSES } from '#shared/model/statuses.ts';
import { formatCount } from '../../i18n/format.ts';
import { TlpLabel } from '../../ui/TlpLabel.tsx';
import { joinByHand } from '../duplicates/join-by-hand.ts';
import { propose } from '../proposals/propose.ts';
import { useFactActions } from './use-fact-actions.ts';

interface FactMenuProps {
  readonly ids: readonly string[];
  readonly retired: boolean;
  readonly onOpen?: (() => void) | undefined;
  /** The statement, when the menu is for one fact. */
  readonly statement?: string | undefined;
  /** The facts have left the list. */
  readonly onGone?: (() => void) | undefined;
}

/** What can be done with one fact or several: the items of a menu. */
export const FactMenuItems = ({ ids, retired, onOpen, statement, onGone }: FactMenuProps) => {
  const { t } = useTranslation();
  const [only] = ids;
  const act = useFactActions();
  return (
    <>
      {onOpen && (
        <Menu.Item leftSection={<IconExternalLink size={14} />} onClick={onOpen}>
          {t('facts:menu.open')}
        </Menu.Item>
      )}
      {statement !== undefined && (
        <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void navigator.clipboard.writeText(statement)}>
          {t('facts:menu.copy')}
        </Menu.Item>
      )}
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconCircleDot size={14} />}>{t('facts:menu.status')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {FACT_STATUSES.map((status) => (
            <Menu.Item key={status} onClick={() => act.run(ids, { type: 'status', status })}>
              {t(`facts:status.${status}`)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconShieldLock size={14} />}>{t('facts:menu.marking')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {MARKINGS.map((marking) => (
            <Menu.Item key={marking} onClick={() => act.run(ids, { type: 'marking', marking })}>
              <TlpLabel marking={marking} />
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Divider />
      {ids.length === 1 && only && !retired && (
        <Menu.Item leftSection={<IconMessage2 size={14} />} onClick={() => propose('fact', only)}>
          {t('proposals:propose.open')}
        </Menu.Item>
      )}
      {ids.length > 1 && !retired && (
        <Menu.Item leftSection={<IconArrowMerge size={14} />} onClick={() => joinByHand('fact', ids, () => onGone?.())}>
          {t('duplicates:byHand.open')}
        </Menu.Item>
      )}
      <Menu.Item
        disabled={act.busy}
        leftSection={retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
        onClick={() => act.run(ids, { type: retired ? 'restore' : 'retire' })}
      >
        {t(retired ? 'facts:menu.restore' : 'facts:menu.retire', {
          count: ids.length,
          number: formatCount(ids.length),
        })}
      </Menu.Item>
    </>
  );
};
