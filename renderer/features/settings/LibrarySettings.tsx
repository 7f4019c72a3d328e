import { Button } from '@mantine/core';
import { IconDatabaseExport, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/context.ts';
import { useCommands } from '../../app/commands.ts';
import { useLibrary } from '../../app/library.ts';
import { useBackup } from '../../app/use-library-commands.ts';
import { formatBytes, formatCount, formatTime } from '../../i18n/format.ts';
import { Part } from './Part.tsx';
import classes from './Settings.module.css';

const COUNTED = [
  'facts',
  'sources',
  'evidence',
  'notes',
  'subjects',
  'briefings',
  'templates',
  'retired',
  'changes',
] as const;

const Counts = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const stats = useQuery(q.library.stats.queryOptions()).data;
  if (!stats) return null;
  return (
    <dl className={classes.counts}>
      {COUNTED.map((name) => (
        <div key={name}>
          <dt>{t(`settings:counts.${name}`)}</dt>
          <dd>{formatCount(stats[name])}</dd>
        </div>
      ))}
      <div>
        <dt>{t('settings:counts.bytes')}</dt>
        <dd>{formatBytes(stats.bytes)}</dd>
      </div>
    </dl>
  );
};

const Verify = () => {
  const { t } = useTranslation();
  const { api } = useApi();
  const verify = useMutation({ mutationFn: () => api.library.verify() });
  const result = verify.data;
  useCommands([{ id: 'library.verify', title: 'settings:verify', group: 'here', run: () => verify.mutate() }]);
  return (
    <>
      <Button leftSection={<IconShieldCheck size={14} />} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t('settings:verify')}
      </Button>
      {result && (
        <p role="status" className={result.ok ? classes.good : classes.bad}>
          {result.ok ? t('settings:verified') : t('settings:damaged', { count: result.problems.length })}
        </p>
      )}
      {result && !result.ok && (
        <ul className={classes.problems}>
          {result.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  );
};

const Backups = () => {
  const { t } = useTranslation();
  const { q } = useApi();
  const backup = useBackup();
  const backups = useQuery(q.library.backups.queryOptions()).data ?? [];
  return (
    <>
      <Button leftSection={<IconDatabaseExport size={14} />} loading={backup.isPending} onClick={() => backup.mutate()}>
        {t('settings:backup')}
      </Button>
      {backups.length > 0 ? (
        <table className={classes.backups}>
          <caption>{t('settings:backups')}</caption>
          <tbody>
            {backups.map((entry) => (
              <tr key={entry.name}>
                <td>{formatTime(entry.at)}</td>
                <td>{entry.name}</td>
                <td>{formatBytes(entry.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={classes.help}>{t('settings:noBackups')}</p>
      )}
    </>
  );
};

/** The open library: what it holds, whether it is sound, its copies. */
export const LibrarySettings = () => {
  const { t } = useTranslation();
  const library = useLibrary();
  return (
    <Part title={t('settings:library')}>
      <p className={classes.name}>{library.name}</p>
      {library.notice && <p className={classes.notice}>{library.notice}</p>}
      <Counts />
      <Verify />
      <Backups />
    </Part>
  );
};
