import { ActionIcon, Button, Menu, Progress } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconFileText,
  IconJson,
  IconMarkdown,
  IconPaperclip,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { menuCommand, useCommands } from '../../app/commands.ts';
import classes from './Builder.module.css';
import { useBuilder } from './builder-context.tsx';
import { useExport } from './use-export.ts';

/** Export as PDF by one button, other formats and what goes along behind the arrow; while it runs, its progress and a way to stop it. */
export const ExportMenu = () => {
  const { t } = useTranslation();
  const { briefing } = useBuilder();
  const { start, running, progress, cancel, embedsPack, setEmbedsPack } = useExport(briefing);
  useCommands([
    {
      ...menuCommand('briefing.export'),
      title: 'briefings:commands.export',
      group: 'here',
      enabled: () => !running,
      run: () => start('pdf'),
    },
    { id: 'briefing.markdown', title: 'briefings:commands.markdown', group: 'here', run: () => start('markdown') },
    { id: 'briefing.json', title: 'briefings:commands.json', group: 'here', run: () => start('json') },
  ]);
  if (running)
    return (
      <span className={classes.exporting}>
        <Progress aria-label={t('briefings:export.running')} size={6} value={Math.max(4, progress * 100)} w={96} />
        <Button leftSection={<IconX size={14} />} onClick={cancel}>
          {t('briefings:export.cancel')}
        </Button>
      </span>
    );
  return (
    <Button.Group>
      <Button leftSection={embedsPack && <IconPaperclip size={14} />} onClick={() => start('pdf')} variant="filled">
        {t(embedsPack ? 'briefings:export.pdfWithPack' : 'briefings:export.pdf')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            aria-label={t('briefings:export.other')}
            className={classes.exportMore}
            color="accent"
            variant="filled"
          >
            <IconChevronDown size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileText size={16} />} onClick={() => start('pdf')}>
            {t('briefings:export.asPdf')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMarkdown size={16} />} onClick={() => start('markdown')}>
            {t('briefings:export.asMarkdown')}
          </Menu.Item>
          <Menu.Item leftSection={<IconJson size={16} />} onClick={() => start('json')}>
            {t('briefings:export.asJson')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.CheckboxItem
            checked={embedsPack}
            checkIcon={<IconCheck size={14} />}
            closeMenuOnClick={false}
            onChange={setEmbedsPack}
          >
            {t('briefings:export.embedPack')}
            <span className={classes.exportHelp}>{t('briefings:export.embedPackHelp')}</span>
          </Menu.CheckboxItem>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
};
